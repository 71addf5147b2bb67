import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { RequestError } from './request-error.ts';
import type { Assets } from '../ports.ts';

/** Names carry the content's hash, so a file never changes under its name. */
export const assetFiles = ({ files }: Assets) => {
  return new Hono().get('/:name', (c) => {
    const name = c.req.param('name');
    const file = Object.hasOwn(files, name) ? files[name] : undefined;
    if (!file) throw new RequestError(404, (t) => t.noSuchPath);
    c.header('content-type', file.type);
    c.header('cache-control', 'public, max-age=31536000, immutable');
    c.header('vary', 'Accept-Encoding');
    if (!(c.req.header('accept-encoding') ?? '').includes('gzip'))
      return c.body(Uint8Array.from(gunzipSync(file.gzip)));
    c.header('content-encoding', 'gzip');
    return c.body(Uint8Array.from(file.gzip));
  });
};
