import type { MiddlewareHandler } from 'hono';
import { CHECK_PATH, FILE_PATH } from '../site/page-context.ts';

const policy = (images: string, sending: string, asking = sending): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${images}`,
    `connect-src ${sending}`,
    `form-action ${asking}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
const CONTENT_SECURITY_POLICY = policy("'self' data:", "'self'");
/** The check page says that nothing leaves the machine: the browser sees to it. */
const NOTHING_LEAVES = policy('data:', "'none'");
/**
 * The page on which a report is made sends it, when it is filed, to the bucket itself; `uploadsTo`: the bucket's origin, as
 * the form for it names it.
 */
const filingPolicy = (uploadsTo: string | undefined): string =>
  policy('data:', uploadsTo === undefined ? "'self'" : `'self' ${uploadsTo}`, "'self'");

/** What reads files beside a page has a policy of its own, and nothing to send. */
function choosePolicy(path: string, uploadsTo: string | undefined): string {
  if (path === CHECK_PATH || path.startsWith('/assets/')) return NOTHING_LEAVES;
  return path === FILE_PATH ? filingPolicy(uploadsTo) : CONTENT_SECURITY_POLICY;
}

/** Nothing from another host and no inline script: an agency's text that slipped through escaping could not run. */
export const sendSecurityHeaders =
  (uploadsTo?: string): MiddlewareHandler =>
  async (c, next) => {
    await next();
    c.header('content-security-policy', choosePolicy(c.req.path, uploadsTo));
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'strict-origin-when-cross-origin');
    c.header('cross-origin-opener-policy', 'same-origin');
    c.header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  };
