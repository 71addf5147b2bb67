/** What the middleware, the store and the event listener know of one request. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Version } from './version-journal.ts';

export interface S3Request {
  readonly method: string;
  /** `?versionId=` */
  readonly versionId: string | undefined;
  /** The body comes in `aws-chunked` frames. */
  readonly chunked: boolean;
  /** `Content-MD5`, base64. */
  readonly contentMd5: string | undefined;
  /** `If-None-Match: *`: only where no object has the key. */
  readonly onlyNew: boolean;
  /** The version (or delete marker) that the request made. */
  made?: Version;
}

export const currentRequest = new AsyncLocalStorage<S3Request>();
