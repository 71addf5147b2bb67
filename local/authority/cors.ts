/** Which pages may ask: the site's own, which a browser sends from another port, and so as from another origin. */
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from './refusal.ts';

/** As `cdk/stacks/data-stack.ts` sets it for the bucket on AWS. */
const ALLOWED_METHODS = ['POST'];
const EXPOSED_HEADERS = ['ETag', 'x-amz-version-id'];
const MAX_AGE_S = 3600;
const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

type CorsHeaders = Readonly<Record<string, string>>;

/** What every answer to a page of the site bears; nothing for programs. */
export function tellCors({ origin }: IncomingHttpHeaders, origins: readonly string[]): CorsHeaders {
  if (origin === undefined || !origins.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': ALLOWED_METHODS.join(', '),
    'access-control-expose-headers': EXPOSED_HEADERS.join(', '),
    vary: VARY,
  };
}

/** The answer to a browser that asks before it sends. */
export function answerPreflight(headers: IncomingHttpHeaders, origins: readonly string[]): CorsHeaders {
  const method = headers['access-control-request-method'];
  const allowed = tellCors(headers, origins);
  if (method === undefined || !ALLOWED_METHODS.includes(method) || allowed['vary'] === undefined)
    throw new Refusal('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', {
      Method: method ?? '',
      ResourceType: 'BUCKET',
    });
  const requested = headers['access-control-request-headers'];
  return {
    ...allowed,
    'access-control-max-age': String(MAX_AGE_S),
    ...(requested !== undefined && { 'access-control-allow-headers': requested }),
  };
}
