/** The parts of s3rver 3.7 that this folder uses; the package has no types. */
declare module 's3rver' {
  import type { IncomingMessage, RequestListener } from 'node:http';
  import type { Readable } from 'node:stream';
  import type FilesystemStore from 's3rver/lib/stores/filesystem.js';

  namespace S3rver {
    interface Context {
      readonly method: string;
      readonly path: string;
      readonly ip: string;
      readonly headers: Record<string, string | string[] | undefined>;
      query: Record<string, string | string[] | undefined>;
      /** What reads the body reads it from here. */
      req: Readable & Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'headersDistinct'>;
      /** An `account` is somebody who signed the request. */
      readonly state: Record<string, unknown>;
      params: Record<string, string>;
      status: number;
      type: string;
      body: unknown;
      set(name: string, value: string): void;
    }
    type Middleware = (context: Context, next: () => Promise<unknown>) => unknown;
    interface Logger {
      info(...message: unknown[]): void;
      warn(...message: unknown[]): void;
      error(...message: unknown[]): void;
    }
  }
  class S3rver {
    constructor(options: {
      directory: string;
      silent?: boolean;
      vhostBuckets?: boolean;
      allowMismatchedSignatures?: boolean;
    });
    readonly middleware: S3rver.Middleware[];
    readonly context: { store: FilesystemStore; logger: S3rver.Logger };
    store: FilesystemStore;
    logger: S3rver.Logger;
    callback(): RequestListener;
    on(event: 'event', listener: (event: unknown) => void): this;
    on(event: 'error', listener: (error: unknown) => void): this;
  }
  export = S3rver;
}

declare module 's3rver/lib/stores/filesystem.js' {
  import type { Readable } from 'node:stream';
  import type S3Object from 's3rver/lib/models/object.js';

  namespace FilesystemStore {
    interface Bucket {
      readonly name: string;
      readonly creationDate: Date;
    }
    interface Stored {
      readonly size: number;
      readonly md5: string;
    }
    interface Subresource {
      readonly type: string;
      toXML(indent?: number): string;
    }
  }
  class FilesystemStore {
    constructor(rootDirectory: string);
    readonly rootDirectory: string;
    getResourcePath(bucket: string, key: string | undefined, resource: string): string;
    listBuckets(): Promise<FilesystemStore.Bucket[]>;
    getBucket(bucket: string): Promise<FilesystemStore.Bucket | null>;
    putBucket(bucket: string): Promise<FilesystemStore.Bucket | null>;
    deleteBucket(bucket: string): Promise<void>;
    listObjects(
      bucket: string,
      options: { maxKeys?: number },
    ): Promise<{ objects: S3Object[]; commonPrefixes: string[]; isTruncated: boolean }>;
    existsObject(bucket: string, key: string): Promise<boolean>;
    getObject(
      bucket: string,
      key: string,
      options?: { start?: number; end?: number },
    ): Promise<S3Object | null>;
    getMetadata(bucket: string, key: string): Promise<Record<string, string | number>>;
    putObject(object: S3Object): Promise<FilesystemStore.Stored>;
    copyObject(
      srcBucket: string,
      srcKey: string,
      destBucket: string,
      destKey: string,
      replacementMetadata: Record<string, unknown> | null,
    ): Promise<Record<string, string | number>>;
    deleteObject(bucket: string, key: string): Promise<void>;
    putObjectMultipart(
      bucket: string,
      uploadId: string,
      parts: readonly { readonly number: number }[],
    ): Promise<FilesystemStore.Stored>;
    putPart(
      bucket: string,
      uploadId: string,
      partNumber: string,
      content: Readable,
    ): Promise<FilesystemStore.Stored>;
    getSubresource(
      bucket: string,
      key: string | undefined,
      resourceType: string,
    ): Promise<FilesystemStore.Subresource | null>;
    putSubresource(
      bucket: string,
      key: string | undefined,
      resource: FilesystemStore.Subresource,
    ): Promise<void>;
    deleteSubresource(bucket: string, key: string | undefined, resourceType: string): Promise<void>;
  }
  export = FilesystemStore;
}

declare module 's3rver/lib/models/object.js' {
  import type { Readable } from 'node:stream';

  class S3Object {
    constructor(bucket: string, key: string, content: unknown, metadata: Record<string, unknown>);
    static readonly ALLOWED_METADATA: readonly string[];
    readonly bucket: string;
    readonly key: string;
    /** Bytes, or a stream of them. */
    content: Buffer | Readable | { destroy(): void } | null;
    readonly metadata: Record<string, unknown>;
    range?: { start: number; end: number };
  }
  export = S3Object;
}

declare module 's3rver/lib/models/error.js' {
  class S3Error extends Error {
    constructor(code: string, message: string, detail?: Record<string, unknown>);
    readonly code: string;
    readonly status: number;
    readonly expose: boolean;
    toXML(): string;
  }
  export = S3Error;
}
