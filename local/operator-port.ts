/**
 * What whoever runs the system asks for on its own machine, on a port that no proxy leads to: figures for Prometheus, and where
 * commands find the stores, which the site keeps to itself once it has an address elsewhere.
 */
import { createServer } from 'node:http';
import type { SystemConnection } from '../shared/contracts/api/connection.ts';
import { isForwarded, isOwnHost } from '../shared/runtime/own-machine.ts';
import { listen } from './listen.ts';

interface Told {
  metrics(): Promise<string>;
  connection(): SystemConnection | undefined;
}

export async function serveOperatorPort(
  port: number,
  told: Told,
): Promise<{ readonly port: number; close(): void }> {
  async function answer(
    path: string | undefined,
  ): Promise<readonly [type: string, text: string] | undefined> {
    if (path === '/metrics') return ['text/plain; version=0.0.4; charset=utf-8', await told.metrics()];
    const connection = path === '/api/v1/connection' ? told.connection() : undefined;
    return connection && ['application/json', JSON.stringify(connection)];
  }
  const server = createServer((request, response) => {
    const isForwardedHere = isForwarded(Object.keys(request.headers));
    if (!isOwnHost(request.headers.host) || isForwardedHere) response.writeHead(421).end();
    else if (request.method !== 'GET') response.writeHead(405).end();
    else
      answer(request.url).then(
        (found) => {
          if (found) response.writeHead(200, { 'content-type': found[0] }).end(found[1]);
          else response.writeHead(404).end();
        },
        () => response.writeHead(500).end(),
      );
  });
  return {
    port: await listen(server, port, 'operators'),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
