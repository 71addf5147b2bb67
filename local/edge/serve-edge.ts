/**
 * Stands where the distribution does on AWS: each address is answered by the handler of its function, called with the event that
 * Lambda would give it.
 */
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { createEdgeRouter, type EdgeRoute, type SiteFunction } from '../../shared/contracts/edge-routes.ts';
import { ORIGIN_HEADER } from '../../shared/contracts/wiring.ts';
import { isForwarded, isOwnHost, isOwnSite } from '../../shared/runtime/own-machine.ts';
import { describeFailure, type Handler } from '../invoke.ts';
import { listen } from '../listen.ts';
import { callFunction, callStreaming, refuseAtDoor, type StreamingHandler } from './call-function.ts';
import { createPacking, type EdgeAnswer } from './pack-answers.ts';
import { MAX_PAYLOAD_BYTES, makeFunctionEvent, metadataSchema } from './payload.ts';
import { ResponseStream } from './response-stream.ts';

export interface SiteHandlers {
  readonly web: Handler;
  readonly downloads: StreamingHandler;
  /** Where one is missing, the web function answers that there is nothing. */
  readonly account?: Handler | undefined;
  readonly office?: Handler | undefined;
}

export interface EdgeOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where it listens; only this machine can ask where nothing is said. */
  readonly host?: string | undefined;
  readonly handlers: SiteHandlers;
  /** This machine's own, before those of the deployment. */
  readonly ownRoutes?: readonly EdgeRoute[];
  readonly siteUrl: () => string | undefined;
  /** What the functions are shown, so that they answer nobody who comes another way. */
  readonly originSecret?: string | undefined;
  readonly onProblem: (message: string) => void;
  /** Learns how long each answer took. */
  readonly onAnswered?: ((name: SiteFunction, status: number, seconds: number) => void) | undefined;
}

export interface ServedEdge {
  readonly port: number;
  close(): Promise<void>;
}

const ONLY_READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export async function serveEdge(options: EdgeOptions): Promise<ServedEdge> {
  const { port, host, onProblem } = options;
  const answer = createEdge(options);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      onProblem(`a request failed: ${describeFailure(error)}`);
      response.destroy();
    });
  });
  const bound = await listen(server, port, 'the pages', host);
  return {
    port: bound,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function createEdge({
  handlers,
  ownRoutes,
  siteUrl,
  originSecret,
  onProblem,
  onAnswered,
  host,
}: EdgeOptions) {
  const findRoute = createEdgeRouter(ownRoutes);
  const pack = createPacking();
  const secret = originSecret === undefined ? undefined : { name: ORIGIN_HEADER, value: originSecret };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const beganMs = performance.now();
    const { headers, method = 'GET', url: target = '/' } = request;
    const isElsewhere = !isOwnSite(siteUrl());
    const refusal = refuseVisitor(request, isElsewhere, host !== undefined);
    const url = URL.parse(target.startsWith('/') ? `http://edge${target}` : target);
    if (refusal !== undefined || !url) {
      send(response, method, sayPlainly(refusal === undefined ? 400 : 421, refusal ?? 'Bad Request'));
      return;
    }
    const route = findRoute(url.pathname);
    const told = (status: number): void =>
      onAnswered?.(route.name, status, (performance.now() - beganMs) / 1000);
    if (route.door !== 'api' && !ONLY_READS.has(method)) {
      send(response, method, sayPlainly(403, `What is here is only read: ${[...ONLY_READS].join(', ')}.`));
      told(403);
      return;
    }
    const body = await readBody(request);
    if (body === 'too-large') {
      // What is still to come is nobody's.
      response.shouldKeepAlive = false;
      send(response, method, refuseAtDoor(route, 'too-large'));
      told(413);
      return;
    }
    const site = isElsewhere ? new URL(siteUrl() ?? '') : undefined;
    const event = makeFunctionEvent(request, url, body, {
      host: site?.host ?? headers.host ?? '',
      scheme: site?.protocol.slice(0, -1) ?? 'http',
      originSecret: secret,
    });
    const call = { route, event, onProblem };
    if (route.door === 'stream') {
      told(await stream(response, call));
      return;
    }
    const handler = (route.name === 'downloads' ? undefined : handlers[route.name]) ?? handlers.web;
    const answer = await pack(await callFunction(handler, call), headers['accept-encoding']);
    send(response, method, answer);
    told(answer.status);
  };

  async function stream(
    response: ServerResponse,
    call: Parameters<typeof callStreaming>[1],
  ): Promise<number> {
    const out = new ResponseStream({
      onHead(metadata) {
        const { statusCode, headers = {}, cookies = [] } = metadataSchema.parse(metadata ?? UNTOLD);
        response.writeHead(statusCode, withCookies(headers, cookies));
      },
      onBytes(bytes, done) {
        if (response.write(bytes)) done();
        else response.once('drain', done);
      },
      onEnd: () => void response.end(),
    });
    response.once('close', () => {
      if (!response.writableFinished) out.abandon();
    });
    const outcome = await callStreaming(handlers.downloads, call, out);
    if (outcome === 'broken') response.destroy();
    else if (outcome !== 'sent') send(response, call.event.requestContext.http.method, outcome);
    return response.statusCode;
  }
}

/** What Lambda says of a stream of which the function said nothing. */
const UNTOLD = { statusCode: 200, headers: { 'content-type': 'application/octet-stream' } };

/**
 * Under another name a page could read what this server tells only its own machine, such as how to connect; what a proxy hands on
 * comes from elsewhere.
 */
function refuseVisitor(
  { headers }: IncomingMessage,
  isElsewhere: boolean,
  isOpen: boolean,
): string | undefined {
  if (!(isElsewhere && isOpen) && !isOwnHost(headers.host))
    return 'This server answers as 127.0.0.1 and localhost only.';
  return isForwarded(Object.keys(headers)) && !isElsewhere
    ? 'This server is for its own machine: behind a proxy, start it with SITE_URL.'
    : undefined;
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined | 'too-large'> {
  const stated = Number(request.headers['content-length'] ?? 0);
  if (stated > MAX_PAYLOAD_BYTES) return 'too-large';
  if (stated === 0 && request.headers['transfer-encoding'] === undefined) return undefined;
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue;
    sizeBytes += part.length;
    if (sizeBytes > MAX_PAYLOAD_BYTES) return 'too-large';
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const withCookies = (
  headers: Readonly<Record<string, string>>,
  cookies: readonly string[],
): OutgoingHttpHeaders =>
  cookies.length === 0 ? { ...headers } : { ...headers, 'set-cookie': [...cookies] };

function send(response: ServerResponse, method: string, answer: EdgeAnswer): void {
  const { status, headers, cookies, body } = answer;
  const hasBody = method !== 'HEAD' && ![204, 304].includes(status);
  response.writeHead(status, {
    ...withCookies(headers, cookies),
    ...(hasBody && { 'content-length': Buffer.byteLength(body) }),
  });
  response.end(hasBody ? body : undefined);
}

const sayPlainly = (status: number, says: string): EdgeAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  cookies: [],
  body: `${says}\n`,
});
