/** s3rver on one port, with our store, versions, lists and event records. */
import { createServer } from 'node:http';
import S3rver from 's3rver';
import S3Error from 's3rver/lib/models/error.js';
import { listen } from './listen.ts';
import { listObjects, listVersions } from './object-listing.ts';
import { readSessionToken } from '../shared/adapters/upload-credentials/session-token.ts';
import type { Keyring } from './authority/keyring.ts';
import { LOCAL_CREDENTIALS } from './local-credentials.ts';
import { answerForms, refuseForNow } from './post-object.ts';
import { guardFront } from './s3-front.ts';
import { currentRequest } from './s3-request.ts';
import { readResource } from './s3-resource.ts';
import { uploadRecord, type UploadRecord } from './upload-record.ts';
import { VersionedStore } from './versioned-store.ts';

/** Longer than any client keeps an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 120_000;
/** Sub-resources of a bucket that s3rver answers or refuses itself. */
const ANSWERED_BY_S3RVER =
  /^(acl|analytics|cors|encryption|inventory|lifecycle|location|metrics|notification|object-lock|policy|policyStatus|publicAccessBlock|replication|requestPayment|tagging|uploads|website|logging|accelerate)$/;
const EVENT_NAMES: Record<string, string> = {
  'ObjectCreated:Put': 'ObjectCreated:Put',
  // An upload in parts is completed by a POST, too; forms do not come this way.
  'ObjectCreated:Post': 'ObjectCreated:Post',
  'ObjectCreated:Copy': 'ObjectCreated:Copy',
};

interface S3ServerOptions {
  readonly folder: string;
  readonly port: number;
  readonly nowEpochMs: () => number;
  /** Signs temporary credentials. */
  readonly tokenSecret: Uint8Array;
  /** Whose pages may post. */
  readonly ownOrigins: () => readonly string[];
  /** Called when the upload is durable and before it is acknowledged. */
  readonly onUpload: (record: UploadRecord) => void;
  readonly onError: (message: string) => void;
  /** Why an object can't be taken at the moment; `undefined` where it can. */
  readonly refusalOf?: ((key: string) => string | undefined) | undefined;
  /** Uploads with a later sequencer are reported again at the start. */
  readonly eventsAfter?: string | undefined;
}
export interface S3Server {
  readonly port: number;
  close(): Promise<void>;
}

export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const store = new VersionedStore(options.folder, options.nowEpochMs);
  const s3 = new S3rver({ directory: options.folder, silent: true, vhostBuckets: false });
  s3.store = s3.context.store = store;
  silence(s3);
  // In front of s3rver's own middleware, but behind what turns errors and objects into XML.
  const keyring: Keyring = {
    operator: LOCAL_CREDENTIALS,
    readToken: (token) => readSessionToken(options.tokenSecret, token),
    nowEpochMs: options.nowEpochMs,
  };
  const { ownOrigins, onUpload } = options;
  const checkRoom = (key: string): void => {
    const reason = options.refusalOf?.(key);
    if (reason !== undefined) throw refuseForNow(reason);
  };
  const postForm = answerForms({ store, keyring, checkRoom, onUpload });
  s3.middleware.splice(
    1,
    0,
    refusing(options, checkRoom),
    guardFront({ keyring, ownOrigins, postForm }),
    versioning(store),
  );

  s3.on('event', (event) => {
    const version = currentRequest.getStore()?.made;
    const created = createdEvent(event);
    if (version && created) options.onUpload(uploadRecord(version, created));
  });
  s3.on('error', (error) => {
    if (isOurs(error))
      options.onError(error instanceof Error ? (error.stack ?? error.message) : String(error));
  });

  if (options.eventsAfter !== undefined)
    for (const { bucket, version } of store.versionsAfter(options.eventsAfter))
      options.onUpload(
        uploadRecord(version, { bucket, eventName: 'ObjectCreated:Put', sourceIp: '127.0.0.1' }),
      );

  const server = createServer(s3.callback());
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1000;
  return {
    port: await listen(server, options.port, 'S3'),
    async close() {
      server.closeIdleConnections();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const deadline = setTimeout(() => server.closeAllConnections(), 2000);
      await closed;
      clearTimeout(deadline);
      store.close();
    },
  };
}

/** s3rver formats and coloures a log line for every request before it throws it away. */
function silence(s3: S3rver): void {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  s3.logger = s3.context.logger = quiet;
  // The request logger is the first that s3rver puts in.
  s3.middleware.shift();
}

/** Refusals are answers; broken connections are the client's. */
function isOurs(error: unknown): boolean {
  if (error instanceof S3Error) return !error.expose;
  return !(
    error instanceof Error &&
    'code' in error &&
    ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'HPE_INVALID_EOF_STATE'].includes(
      String(error.code),
    )
  );
}

function createdEvent(event: unknown): { bucket: string; eventName: string; sourceIp: string } | undefined {
  if (typeof event !== 'object' || event === null || !('Records' in event) || !Array.isArray(event.Records))
    return undefined;
  const record: unknown = event.Records[0];
  if (typeof record !== 'object' || record === null || !('eventName' in record)) return undefined;
  const eventName = EVENT_NAMES[String(record.eventName)];
  const bucket =
    's3' in record && typeof record.s3 === 'object' && record.s3 !== null && 'bucket' in record.s3
      ? record.s3.bucket
      : undefined;
  if (eventName === undefined || typeof bucket !== 'object' || bucket === null || !('name' in bucket))
    return undefined;
  return { bucket: String(bucket.name), eventName, sourceIp: '127.0.0.1' };
}

const RETRY_AFTER_S = 5;
/** No room, no descriptor, a broken disk: it may work later. */
const PASSING = new Set([
  'ENOSPC',
  'EDQUOT',
  'EMFILE',
  'ENFILE',
  'EIO',
  'EROFS',
  'EAGAIN',
  'EBUSY',
  'ENOMEM',
]);

/** What can't be stored now is answered 503, which every client of S3 tries again; nothing of it is kept. */
function refusing({ onError }: S3ServerOptions, checkRoom: (key: string) => void): S3rver.Middleware {
  return async (context, next) => {
    const isWrite = ['PUT', 'POST'].includes(context.method);
    const { key } = isWrite ? readResource(context.path) : {};
    try {
      if (key !== undefined) checkRoom(key);
      await next();
    } catch (caught) {
      const code = caught instanceof Error && 'code' in caught ? String(caught.code) : '';
      const isPassing = isWrite && PASSING.has(code);
      if (isPassing) onError(`${context.method} ${context.path} was refused: ${String(caught)}`);
      const error = isPassing ? refuseForNow(code) : caught;
      if (!(error instanceof S3Error && error.status === 503)) throw error;
      context.status = error.status;
      context.type = 'application/xml';
      context.set('retry-after', String(RETRY_AFTER_S));
      context.body = error.toXML();
    }
  };
}

/** Lists, and versions, which s3rver knows nothing of. */
function versioning(store: VersionedStore): S3rver.Middleware {
  return async (context, next) => {
    const { bucket, key } = readResource(context.path);
    const uploadId = [context.query['uploadId']].flat()[0];
    if (uploadId !== undefined && !/^[0-9a-f]{32}$/.test(uploadId))
      throw new S3Error('NoSuchUpload', 'The specified upload does not exist.');

    if (bucket !== undefined && key === undefined && ['GET', 'HEAD'].includes(context.method)) {
      const known = await store.getBucket(bucket);
      if (known && !Object.keys(context.query).some((name) => ANSWERED_BY_S3RVER.test(name))) {
        context.status = 200;
        context.type = 'application/xml';
        if (context.method === 'HEAD') context.body = '';
        else if ('versioning' in context.query)
          context.body = `<?xml version="1.0" encoding="UTF-8"?>\n<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>`;
        else if ('versions' in context.query)
          context.body = listVersions(store.journalOf(bucket), bucket, context.query);
        else context.body = listObjects(store.journalOf(bucket), bucket, context.query);
        return;
      }
    }

    await next();
    const made = currentRequest.getStore()?.made;
    if (made) {
      context.set('x-amz-version-id', made.id);
      if (made.deleteMarker) context.set('x-amz-delete-marker', 'true');
    }
  };
}
