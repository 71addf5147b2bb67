import type { MiddlewareHandler } from 'hono';
import { CHECK_PATH } from '../site/page-context.ts';

const policy = (images: string, sending: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${images}`,
    `connect-src ${sending}`,
    `form-action ${sending}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
const CONTENT_SECURITY_POLICY = policy("'self' data:", "'self'");
/** The check page says that nothing leaves the machine: the browser sees to it. */
const NOTHING_LEAVES = policy('data:', "'none'");

/** Nothing from another host and no inline script: an agency's text that slipped through escaping could not run. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('content-security-policy', c.req.path === CHECK_PATH ? NOTHING_LEAVES : CONTENT_SECURITY_POLICY);
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'strict-origin-when-cross-origin');
  c.header('cross-origin-opener-policy', 'same-origin');
  c.header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
};
