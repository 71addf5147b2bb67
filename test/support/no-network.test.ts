import { createServer } from 'node:http';
import { request } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';

const reason = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${reason(error.cause)}` : '';

it('fails a fetch from another machine and names it', async () => {
  const failure = await fetch('http://192.0.2.1/').catch((error: unknown) => error);
  expect(reason(failure)).toContain('192.0.2.1');
});

it('fails a request by host name before the name is looked up', async () => {
  const failure = await new Promise((resolve) => request('https://example.org/').on('error', resolve).end());
  expect(reason(failure)).toContain('tried to reach example.org');
});

it('fails a bare socket', async () => {
  const failure = await new Promise((resolve) => connect(443, '2001:db8::1').on('error', resolve));
  expect(reason(failure)).toContain('2001:db8::1');
});

it('leaves this machine reachable', async () => {
  const server = createServer((_, response) => response.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
    expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe('here');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
