/** What an operator's command may ask of the running system, on a port of its own that only this machine reaches. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isOwnHost } from '../shared/runtime/own-machine.ts';

/** A page in some browser can't send it without the server's leave, so it can't replay anything. */
export const OPERATOR_HEADER = 'x-gouji-operator';

interface Replayed {
  readonly replayed: number;
  readonly failed: number;
}

/** A dead letter as the operator's commands list it. */
interface ListedLetter {
  readonly id: string;
  readonly functionName: string;
  readonly reason: string;
  readonly diedAt: string;
}

interface OperatorActions {
  replay(): Promise<Replayed>;
  deadLetters(): readonly ListedLetter[];
  /** Answers whether there was such a letter. */
  discard(id: string, reason: string): boolean;
}

export async function startOperator(actions: OperatorActions): Promise<{ url: string; close(): void }> {
  async function answer(method: string | undefined, url: URL): Promise<unknown> {
    const asked = (name: string): string => url.searchParams.get(name) ?? '';
    switch (`${method ?? ''} ${url.pathname}`) {
      case 'POST /replay':
        return actions.replay();
      case 'GET /dead-letters':
        return actions
          .deadLetters()
          .map(({ id, functionName, reason, diedAt }) => ({ id, functionName, reason, diedAt }));
      case 'POST /discard':
        return { discarded: actions.discard(asked('id'), asked('reason')) };
      default:
        return undefined;
    }
  }
  const server: Server = createServer((request, response) => {
    if (!isOwnHost(request.headers.host)) {
      response.writeHead(421).end();
      return;
    }
    if (request.headers[OPERATOR_HEADER] === undefined) {
      response.writeHead(404).end();
      return;
    }
    answer(request.method, new URL(request.url ?? '/', 'http://127.0.0.1')).then(
      (result) => {
        if (result === undefined) response.writeHead(404).end();
        else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
      },
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
