/**
 * What changes something is asked from a page of this site alone, whatever kind of body it has: a form of another site
 * would carry the reader's session, and so would a script in older browsers.
 */
import type { Context, Env, MiddlewareHandler } from 'hono';

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * `ownOrigin`: the site's, as it was configured. A browser says where a request comes from in one header or in both; where it
 * says neither, nobody vouches for it.
 */
function isFromOwnPage(request: Request, ownOrigin: string | undefined): boolean {
  const origin = request.headers.get('origin');
  const fetchSite = request.headers.get('sec-fetch-site');
  if (ownOrigin === undefined || (origin === null && fetchSite === null)) return false;
  return (origin === null || origin === ownOrigin) && (fetchSite === null || fetchSite === 'same-origin');
}

export function refuseOtherOrigins<E extends Env>(
  ownOrigin: (request: Request) => string | undefined,
  refuse: (c: Context<E>) => Response | Promise<Response>,
): MiddlewareHandler<E> {
  return async (c, next) => {
    if (!SAFE.includes(c.req.method) && !isFromOwnPage(c.req.raw, ownOrigin(c.req.raw))) return refuse(c);
    await next();
    return undefined;
  };
}
