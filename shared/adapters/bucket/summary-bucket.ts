/** Orders and compliance summaries in the one bucket. */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  makeKeptSummaryKey,
  orderKey,
  makeSummaryFileKey,
  type SummaryFormat,
  type RegionOrder,
} from '../../contracts/bucket/summary-keys.ts';
import { DOCUMENT_TYPE } from '../../contracts/bucket/object-keys.ts';
import { readBytes } from '../translate-error.ts';

const TYPES: Readonly<Record<SummaryFormat, string>> = {
  json: DOCUMENT_TYPE,
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

/** A nation's are packed hundreds at a time, and answers are not kept waiting for that. */
const pack = promisify(gzip);
const unpack = promisify(gunzip);
/** As gzip begins: what few agencies have, and what earlier versions kept, is not packed. */
const looksPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

export type SummaryBucket = ReturnType<typeof createSummaryBucket>;

export function createSummaryBucket({
  client,
  bucketName,
}: {
  readonly client: S3Client;
  readonly bucketName: string;
}) {
  const Bucket = bucketName;
  const put = async (
    Key: string,
    Body: string | Uint8Array,
    ContentType: string,
    more: { readonly ContentEncoding?: string } = {},
  ): Promise<void> => {
    await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, ...more }));
  };
  return {
    /** Starts summarise-region. Its key says everything; the body is for people. */
    order: (order: RegionOrder): Promise<void> => put(orderKey(order), JSON.stringify(order), DOCUMENT_TYPE),

    /** `sha256`: of the bytes as they are read, packed or not. */
    async keep(
      order: RegionOrder,
      sha256: string,
      bytes: Uint8Array,
      { isPacked }: { readonly isPacked: boolean },
    ): Promise<void> {
      const key = makeKeptSummaryKey(order, sha256);
      await (isPacked
        ? put(key, await pack(bytes), DOCUMENT_TYPE, { ContentEncoding: 'gzip' })
        : put(key, bytes, DOCUMENT_TYPE));
    },
    async kept(order: RegionOrder, sha256: string): Promise<Uint8Array | undefined> {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket, Key: makeKeptSummaryKey(order, sha256) }),
        );
        const bytes = await readBytes(Body);
        return bytes && looksPacked(bytes) ? await unpack(bytes) : bytes;
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },

    /** A file of the slot's summary; the same again is no harm. */
    file: (order: RegionOrder, format: SummaryFormat, text: string): Promise<void> =>
      put(makeSummaryFileKey(order, format), text, TYPES[format]),
  };
}
