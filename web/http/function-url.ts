/** A Lambda function URL's event (payload format 2.0) as a Request, and the Response as its result. */
import { isUtf8 } from 'node:buffer';
import { refuseDetours } from './refuse-detours.ts';
import { allowStale } from './stale-answers.ts';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

type Result = APIGatewayProxyStructuredResultV2 & { readonly headers: Readonly<Record<string, string>> };
type Answer = (request: Request) => Response | Promise<Response>;

/**
 * `finish` is called whatever came of the invocation: what was counted on the way is written there. `originSecret`: what the
 * distribution shows, where a function can be asked past it.
 */
export function functionUrlHandler(ask: Answer, finish: () => void, originSecret?: string) {
  const answer = refuseDetours(originSecret, ask);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      const result = await resultOf(await answerEvent(answer, event));
      return originSecret === undefined ? result : { ...result, headers: withStale(result.headers) };
    } finally {
      finish();
    }
  };
}

function withStale(headers: Result['headers']): Result['headers'] {
  const caching = headers['cache-control'];
  return caching === undefined ? headers : { ...headers, 'cache-control': allowStale(caching) };
}

/** Methods that a Request can't have, by the Fetch standard; no route has them either. */
const FORBIDDEN_METHODS: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** Whatever a client sends is answered: only what the answer itself throws is thrown. */
export async function answerEvent(answer: Answer, event: APIGatewayProxyEventV2): Promise<Response> {
  if (FORBIDDEN_METHODS.has(event.requestContext.http.method.toUpperCase()))
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD, OPTIONS' } });
  return answer(requestOf(event));
}

function requestOf(event: APIGatewayProxyEventV2): Request {
  const { domainName, http } = event.requestContext;
  // Set by the door itself: on AWS it is never plain, on one machine it may be.
  const scheme = event.headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers))
    if (value !== undefined && HEADER_NAME.test(name)) headers.set(name, headerBytes(value));
  if (event.cookies) headers.set('cookie', headerBytes(event.cookies.join('; ')));
  const hasBody = event.body !== undefined && http.method !== 'GET' && http.method !== 'HEAD';
  return new Request(`${scheme}://${domainName}${event.rawPath}${query}`, {
    method: http.method,
    headers,
    body: hasBody ? Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8') : null,
  });
}

/** RFC 9110, 5.1: a token. */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * A header's value is bytes to `Headers`, a character each; the event has text. Characters beyond a byte become their
 * UTF-8 bytes, as they were sent; what no header may hold (RFC 9110, 5.5) becomes a space.
 */
function headerBytes(value: string): string {
  const bytes = /[^\0-\xff]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
  return bytes.replaceAll(/[\0\r\n]/g, ' ');
}

async function resultOf(response: Response): Promise<Result> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') headers[name] = value;
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  // What is packed is not text; the URL decodes it from base64.
  const isText = !response.headers.has('content-encoding') && isUtf8(bytes);
  return {
    statusCode: response.status,
    headers,
    cookies: response.headers.getSetCookie(),
    body: bytes.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
}
