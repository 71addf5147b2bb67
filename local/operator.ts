/** What an operator's command may ask of the running system, on a port of its own that only this machine reaches. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isOwnHost } from '../shared/runtime/own-machine.ts';

/** A page in some browser can't send it without the server's leave, so it can't replay anything. */
export const OPERATOR_HEADER = 'x-gouji-operator';

export interface Replayed {
  readonly replayed: number;
  readonly failed: number;
}

export async function startOperator(
  replay: () => Promise<Replayed>,
): Promise<{ url: string; close(): void }> {
  const server: Server = createServer((request, response) => {
    if (!isOwnHost(request.headers.host)) {
      response.writeHead(421).end();
      return;
    }
    const isReplay = request.method === 'POST' && request.url === '/replay';
    if (!isReplay || request.headers[OPERATOR_HEADER] === undefined) {
      response.writeHead(404).end();
      return;
    }
    replay().then(
      (result) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the operator’s server has no port');
  return address.port;
}
