/** What the middleware, the store and the event listener know of one request. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CheckBody } from './authority/checked-body.ts';
import type { Identity } from './authority/keyring.ts';
import type { Version } from './version-journal.ts';

export interface S3Request {
  readonly method: string;
  /** `?versionId=` */
  readonly versionId: string | undefined;
  /** Unframes the body, and throws where it is not what was signed; absent where it was checked before. */
  readonly checkBody: CheckBody | undefined;
  /** Who asked, where it was not the operator. */
  readonly principalId: string | undefined;
  /** `If-None-Match: *`: only where no object has the key. */
  readonly onlyNew: boolean;
  /** `If-Match`: only over the object that has this ETag. */
  readonly onlyOver: string | undefined;
  /** The version (or delete marker) that the request made. */
  made?: Version;
}

/** As AWS tells it of a role that was assumed: the session's name stands last. */
export const tellPrincipalId = (identity: Identity): string | undefined =>
  identity.kind === 'operator' ? undefined : `AWS:AROALOCALUPLOADS:${identity.session.sessionName}`;

export const currentRequest = new AsyncLocalStorage<S3Request>();
