import type { Context } from 'hono';

/** From an address that leaves something out; what it asks for stays. */
export function leadTo(c: Context, path: string): Response {
  c.header('cache-control', 'no-cache');
  return c.redirect(path + new URL(c.req.url).search);
}
