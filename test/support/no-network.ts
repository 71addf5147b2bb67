/**
 * Every connection to another machine fails, with its address in the message: a test that needs the network
 * fails on the day it is written, not on the day the network is away. Loopback and local sockets stay open, and everything
 * where a real account is asked for.
 * Loaded before every test file; child processes are not covered.
 */
import { Socket } from 'node:net';

/** Whoever asks for the suite over other stores (`other-stores.test.ts`) runs it alone. */
const mayLeave = process.env['GOUJI_AWS_TEST'] !== undefined;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\]|::ffff:127(\.\d{1,3}){3}|0\.0\.0\.0|::)$/;

/** Where `Socket.connect` was asked to go; `undefined` for a local socket. */
function destination(args: readonly unknown[]): string | undefined {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return undefined;
    return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost';
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return undefined;
  return typeof args[1] === 'string' ? args[1] : 'localhost';
}

// Through Reflect: the overloads of `connect` can't be forwarded as they are.
const connect: unknown = Reflect.get(Socket.prototype, 'connect');

function connectHere(this: Socket, ...args: unknown[]): Socket {
  const host = destination(args);
  if (host !== undefined && !LOOPBACK.test(host) && !mayLeave) {
    const refusal = new Error(`A test tried to reach ${host}: only this machine is allowed`);
    process.nextTick(() => this.destroy(refusal));
  } else if (typeof connect === 'function') Reflect.apply(connect, this, args);
  return this;
}
Reflect.set(Socket.prototype, 'connect', connectHere);
