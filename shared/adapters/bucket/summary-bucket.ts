/** Orders and compliance summaries in the one bucket. */
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

export type SummaryBucket = ReturnType<typeof createSummaryBucket>;

export function createSummaryBucket({
  client,
  bucketName,
}: {
  readonly client: S3Client;
  readonly bucketName: string;
}) {
  const Bucket = bucketName;
  const put = async (Key: string, Body: string | Uint8Array, ContentType: string): Promise<void> => {
    await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
  };
  return {
    /** Starts summarise-region. Its key says everything; the body is for people. */
    order: (order: RegionOrder): Promise<void> => put(orderKey(order), JSON.stringify(order), DOCUMENT_TYPE),

    keep: (order: RegionOrder, sha256: string, bytes: Uint8Array): Promise<void> =>
      put(makeKeptSummaryKey(order, sha256), bytes, DOCUMENT_TYPE),
    async kept(order: RegionOrder, sha256: string): Promise<Uint8Array | undefined> {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket, Key: makeKeptSummaryKey(order, sha256) }),
        );
        return await readBytes(Body);
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
