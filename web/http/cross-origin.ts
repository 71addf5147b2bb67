/**
 * Scripts of any site may read what is public, and have a document checked: nothing is kept of it, and no answer depends
 * on who asks. Cookies are not for them: an answer to any origin (`*`) is never given with credentials.
 */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { VALIDATE_PATH } from '../../shared/contracts/wiring.ts';

const DAY_S = 86_400;

const allow = cors({
  origin: '*',
  allowMethods: (_origin, c) => (c.req.path === VALIDATE_PATH ? ['POST'] : ['GET', 'HEAD']),
  allowHeaders: ['Accept-Language', 'Content-Type', 'If-None-Match'],
  exposeHeaders: ['Content-Disposition', 'ETag', 'Link'],
  maxAge: DAY_S,
});

/** An OPTIONS that is no browser's asks what may be done at the address. */
export const openToOtherSites: MiddlewareHandler = async (c, next) => {
  const isPreflight = c.req.header('access-control-request-method') !== undefined;
  if (c.req.method !== 'OPTIONS' || isPreflight) return allow(c, next);
  c.header('access-control-allow-origin', '*');
  await next();
  return undefined;
};
