import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { RequestError } from '../http/request-error.ts';
import type { Assets } from '../ports.ts';

/** Names carry the content's hash, so a file never changes under its name. */
export const assetFiles = ({ files }: Assets) => {
  const packed = new Map(
    Object.entries(files).map(([name, { type, gzipBase64 }]) => [
      name,
      { type, bytes: Uint8Array.from(Buffer.from(gzipBase64, 'base64')) },
    ]),
  );
  return new Hono().get('/:name', (c) => {
    const file = packed.get(c.req.param('name'));
    if (!file) throw new RequestError(404, (t) => t.noSuchPath);
    c.header('content-type', file.type);
    c.header('cache-control', 'public, max-age=31536000, immutable');
    c.header('vary', 'Accept-Encoding');
    if (!(c.req.header('accept-encoding') ?? '').includes('gzip'))
      return c.body(Uint8Array.from(gunzipSync(file.bytes)));
    c.header('content-encoding', 'gzip');
    return c.body(file.bytes);
  });
};
