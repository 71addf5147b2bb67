/**
 * Whatever changes something is asked by a page of this site. A browser says whose page asks; where it says nothing, or
 * another one, nothing is done: a session's cookie alone proves no will.
 */
import type { MiddlewareHandler } from 'hono';
import { OfficeRefusal } from './office-problem.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export const requireOwnPages =
  (siteHost: (request: Request) => string): MiddlewareHandler =>
  async (c, next) => {
    if (!SAFE.has(c.req.method) && !isOwnPage(c.req.raw, siteHost(c.req.raw)))
      throw new OfficeRefusal('other-origin');
    await next();
  };

function isOwnPage({ headers }: Request, host: string): boolean {
  const fetchSite = headers.get('sec-fetch-site');
  if (fetchSite !== null && fetchSite !== 'same-origin') return false;
  const origin = headers.get('origin') ?? '';
  return URL.canParse(origin) && new URL(origin).host === host;
}
