/** s3rver on one port, with our store, versions, lists and event records. */
import { createServer } from 'node:http';
import S3rver from 's3rver';
import S3Error from 's3rver/lib/models/error.js';
import authentication from 's3rver/lib/middleware/authentication.js';
import { listen } from './listen.ts';
import { listObjects, listVersions } from './object-listing.ts';
import { isFromOtherSite, isOwnHost } from '../shared/runtime/own-machine.ts';
import { currentRequest, type S3Request } from './s3-request.ts';
import { uploadRecord, type UploadRecord } from './upload-record.ts';
import { VersionedStore, refuseHostileKey } from './versioned-store.ts';

/** Longer than any client keeps an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 120_000;
/** Sub-resources of a bucket that s3rver answers or refuses itself. */
const ANSWERED_BY_S3RVER =
  /^(acl|analytics|cors|encryption|inventory|lifecycle|location|metrics|notification|object-lock|policy|policyStatus|publicAccessBlock|replication|requestPayment|tagging|uploads|website|logging|accelerate)$/;
const EVENT_NAMES: Record<string, string> = {
  'ObjectCreated:Put': 'ObjectCreated:Put',
  'ObjectCreated:Post': 'ObjectCreated:Post',
  'ObjectCreated:Copy': 'ObjectCreated:Copy',
};

interface S3ServerOptions {
  readonly folder: string;
  readonly port: number;
  readonly nowEpochMs: () => number;
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
  s3.middleware.splice(1, 0, refusing(options), versioning(store));

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
function refusing({ refusalOf, onError }: S3ServerOptions): S3rver.Middleware {
  return async (context, next) => {
    const refuse = (why: string): void => {
      const error = new S3Error(
        'ServiceUnavailable',
        `The object can't be stored now, please try again: ${why}`,
      );
      context.status = error.status;
      context.type = 'application/xml';
      context.set('retry-after', String(RETRY_AFTER_S));
      context.body = error.toXML();
    };
    const isWrite = ['PUT', 'POST'].includes(context.method);
    const [, key] = isWrite ? resourceOf(context.path) : [];
    const reason = key === undefined ? undefined : refusalOf?.(key);
    if (reason !== undefined) {
      refuse(reason);
      return;
    }
    try {
      await next();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!isWrite || !PASSING.has(code)) throw error;
      onError(`${context.method} ${context.path} was refused: ${String(error)}`);
      refuse(code);
    }
  };
}

function versioning(store: VersionedStore): S3rver.Middleware {
  const authenticate = authentication();
  return async (context, next) => {
    // A page may let a name of its own point here: to its browser it is then no other site's.
    if (!isOwnHost(context.req.headers.host))
      throw new S3Error('AccessDenied', 'Ask this machine by its own name: 127.0.0.1 or localhost.');
    // An anonymous form is a valid upload, and browsers send forms to wherever a page likes.
    if (isFromOtherSite(context.headers))
      throw new S3Error('AccessDenied', 'Pages of other sites may not use this server.');
    const [bucket, key] = resourceOf(context.path);
    const first = (name: string): string | undefined => {
      const value = context.query[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const header = (name: string): string | undefined => {
      const value = context.headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    if (key !== undefined) refuseHostileKey(key);
    if (first('uploadId') !== undefined && !/^[0-9a-f]{32}$/.test(first('uploadId') ?? ''))
      throw new S3Error('NoSuchUpload', 'The specified upload does not exist.');

    if (bucket !== undefined && key === undefined && ['GET', 'HEAD'].includes(context.method)) {
      const known = await store.getBucket(bucket);
      if (known && !Object.keys(context.query).some((name) => ANSWERED_BY_S3RVER.test(name))) {
        context.params = { bucket };
        await authenticate(context, () => Promise.resolve());
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

    const request: S3Request = {
      method: context.method,
      versionId: key === undefined ? undefined : first('versionId'),
      chunked:
        header('x-amz-content-sha256')?.startsWith('STREAMING-') === true ||
        header('content-encoding')?.includes('aws-chunked') === true,
      contentMd5: key === undefined ? undefined : header('content-md5'),
      onlyNew: header('if-none-match') === '*',
    };
    await currentRequest.run(request, next);
    if (request.made) {
      context.set('x-amz-version-id', request.made.id);
      if (request.made.deleteMarker) context.set('x-amz-delete-marker', 'true');
    }
  };
}

/** Bucket and key that a path names; `/bucket/` is the bucket. */
function resourceOf(path: string): [bucket: string | undefined, key: string | undefined] {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI.");
  }
  const slash = decoded.indexOf('/', 1);
  if (slash < 0) return [decoded.slice(1) || undefined, undefined];
  return [decoded.slice(1, slash), decoded.slice(slash + 1) || undefined];
}
