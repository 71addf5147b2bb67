/** What Lambda takes as a request or an answer, and the event that it makes of a request. */
import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';

/** "6 MB" of the quotas: of the JSON that is sent, bodies in base64 included. */
export const MAX_PAYLOAD_BYTES = 6_291_556;

/** No character becomes more bytes in JSON than `\u0000`. */
const BYTES_PER_CHARACTER = 6;
/** Headers, and what else is not the body. */
const BESIDES_BYTES = 200_000;

export const isWithinPayload = (payload: { readonly body?: string | undefined }): boolean =>
  (payload.body?.length ?? 0) * BYTES_PER_CHARACTER < MAX_PAYLOAD_BYTES - BESIDES_BYTES ||
  Buffer.byteLength(JSON.stringify(payload)) <= MAX_PAYLOAD_BYTES;

/** How a request came here. */
interface Viewer {
  /** The site's name and scheme, as whoever asks has them. */
  readonly host: string;
  readonly scheme: string;
  readonly originSecret: { readonly name: string; readonly value: string } | undefined;
}

/** The edge says them itself, whatever a request claims; cookies stand in a list of their own. */
const NOT_PASSED_ON: ReadonlySet<string> = new Set([
  'connection',
  'cookie',
  'forwarded',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
]);
/** What an HTTP API passes on as text; anything else is base64. */
const TEXT = /^(?:text\/|application\/(?:json|javascript|xml)\b)/i;

export function makeFunctionEvent(
  request: IncomingMessage,
  { pathname, search }: URL,
  body: Buffer | undefined,
  viewer: Viewer,
): APIGatewayProxyEventV2 {
  const method = request.method ?? 'GET';
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && !NOT_PASSED_ON.has(name))
      headers[name] = Array.isArray(value) ? value.join(',') : value;
  // Each that passes a request on adds whom it had it from: a proxy has, where it is not this machine that asks.
  const passed = headers['x-forwarded-for'];
  if (passed !== undefined) headers['x-forwarded-for'] = `${passed}, ${sourceIp}`;
  headers['x-forwarded-host'] = viewer.host;
  headers['x-forwarded-proto'] = viewer.scheme;
  const { originSecret } = viewer;
  if (originSecret) headers[originSecret.name] = originSecret.value;
  const cookies = request.headers.cookie?.split(/;\s*/);
  const isText =
    body && TEXT.test(headers['content-type'] ?? '') && !headers['content-encoding'] && isUtf8(body);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(cookies && { cookies }),
    headers,
    ...(body && body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body !== undefined && body.length > 0 && !isText,
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: viewer.host,
      domainPrefix: 'local',
      http: {
        method,
        path: pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
  };
}

/** An answer in payload format 2.0. */
export const resultSchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});
/** What a stream says before its first byte. */
export const metadataSchema = resultSchema.pick({ statusCode: true, headers: true, cookies: true });
