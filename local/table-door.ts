/**
 * The way to the embedded DynamoDB from outside the system. The engine itself answers every web page and asks nobody for
 * credentials, so it listens where nobody finds it, and this door is what its port leads to: no page's request passes, and no
 * program's without the access key of this run.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Agent, createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { isOwnHost } from '../shared/runtime/own-machine.ts';
import { listen } from './listen.ts';

export interface TableKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface TableDoor {
  readonly port: number;
  readonly key: TableKey;
  close(): Promise<void>;
}

/** Longer than any client keeps an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 120_000;
/** Fetch's own; a browser sends at least one of them with whatever a page asks for, and no SDK sends any. */
const BROWSERS_HEADERS = ['origin', 'sec-fetch-site', 'sec-fetch-mode', 'access-control-request-method'];

/** `engine`: where the engine listens. Throws where the port is taken. */
export async function openTableDoor(port: number, engine: URL): Promise<TableDoor> {
  const key: TableKey = {
    accessKeyId: `GOUJI${randomBytes(16).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    const refusal = refuse(request, key.accessKeyId);
    if (refusal) {
      request.resume();
      response.writeHead(refusal.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: refusal.type, message: refusal.message }));
      return;
    }
    const inner = httpRequest(
      engine,
      {
        agent,
        method: request.method,
        path: request.url,
        headers: { ...request.headers, host: engine.host },
      },
      (answer) => {
        const headers = Object.entries(answer.headers).filter(
          ([name]) => !name.startsWith('access-control-'),
        );
        response.writeHead(answer.statusCode ?? 502, Object.fromEntries(headers));
        answer.pipe(response);
      },
    );
    inner.on('error', () => response.destroy());
    response.on('close', () => inner.destroy());
    request.pipe(inner);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1000;
  return {
    port: await listen(server, port, 'DynamoDB'),
    key,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

interface Refusal {
  readonly status: number;
  /** As DynamoDB names it. */
  readonly type: string;
  readonly message: string;
}

function refuse({ headers }: IncomingMessage, accessKeyId: string): Refusal | undefined {
  if (!isOwnHost(headers.host))
    return {
      status: 421,
      type: 'AccessDeniedException',
      message: 'Ask this machine by its own name: 127.0.0.1 or localhost.',
    };
  if (BROWSERS_HEADERS.some((name) => headers[name] !== undefined))
    return { status: 403, type: 'AccessDeniedException', message: 'Pages may not use this server.' };
  const [, stated = ''] = /\bCredential=([^/,\s]+)\//.exec(headers.authorization ?? '') ?? [];
  if (!isSame(stated, accessKeyId))
    return {
      status: 400,
      type: 'UnrecognizedClientException',
      message: 'The access key is not the one of this run; GET /api/v1/connection of the web app tells it.',
    };
  return undefined;
}

/** In the same time wherever they differ. */
const isSame = (stated: string, expected: string): boolean =>
  stated.length === expected.length && timingSafeEqual(Buffer.from(stated), Buffer.from(expected));
