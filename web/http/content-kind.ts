import type { MiddlewareHandler } from 'hono';
import { RequestError } from './request-error.ts';

/**
 * What a sender calls a document matters little: `curl --data-binary` calls everything a form. But what a browser's
 * form packs around a file, or a compression, would be judged as if it were the document.
 */
const OTHER_KINDS =
  /^(?:multipart|image|audio|video)\/|^application\/(?:zip|gzip|pdf|msword|vnd\.(?!.*json))/i;

export const refuseOtherKinds: MiddlewareHandler = async (c, next) => {
  const isPacked = (c.req.header('content-encoding') ?? 'identity').toLowerCase() !== 'identity';
  if (isPacked || OTHER_KINDS.test(c.req.header('content-type') ?? ''))
    throw new RequestError(415, (t) => t.notJson, undefined, {
      'accept-post': 'application/json',
      ...(isPacked && { 'accept-encoding': 'identity' }),
    });
  await next();
};
