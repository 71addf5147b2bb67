/** The archive of all years in the bucket: its parts, their files, and the orders that make them. */
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  BULK_INDEX_KEY,
  makeBulkManifestKey,
  makeBulkOrderKey,
  makeSumsBelowKey,
  makeSumsKey,
  type BulkOrder,
  type BulkPart,
} from '../../contracts/bucket/bulk-keys.ts';
import { DOCUMENT_TYPE } from '../../contracts/bucket/object-keys.ts';
import { CorruptItemError } from '../../errors.ts';
import { decodeBulkManifest, type BulkIndex, type BulkManifest } from '../../contracts/bucket/stored-bulk.ts';
import {
  decodeSumsBelow,
  encodeSums,
  encodeSumsBelow,
  type SumsBelow,
  type WholeSums,
} from '../../contracts/bucket/stored-sums.ts';

export type BulkBucket = ReturnType<typeof createBulkBucket>;

export function createBulkBucket({
  client,
  bucketName,
}: {
  readonly client: S3Client;
  readonly bucketName: string;
}) {
  const Bucket = bucketName;
  const put = async (Key: string, Body: string | Uint8Array, ContentType: string) => {
    const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
    return { versionId: VersionId };
  };
  const putJson = async (key: string, value: object): Promise<void> => {
    await put(key, JSON.stringify(value), DOCUMENT_TYPE);
  };
  /** `undefined`, too, where it is of another release: it is about to be replaced. */
  async function read<T>(Key: string, decode: (text: string) => T): Promise<T | undefined> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      const text = await Body?.transformToString();
      return text === undefined ? undefined : decode(text);
    } catch (error) {
      if (error instanceof NoSuchKey || error instanceof CorruptItemError) return undefined;
      throw error;
    }
  }
  return {
    /** Starts reconcile-region. Its key says everything; the body is for people. */
    order: (order: BulkOrder): Promise<void> => putJson(makeBulkOrderKey(order), order),
    putIndex: (index: BulkIndex): Promise<void> => putJson(BULK_INDEX_KEY, index),
    putManifest: (part: BulkPart, manifest: BulkManifest): Promise<void> =>
      putJson(makeBulkManifestKey(part), manifest),
    /** A file; the version tells it from the one that it takes the place of. */
    keep: (key: string, bytes: Uint8Array): Promise<{ readonly versionId: string | undefined }> =>
      put(key, bytes, 'application/octet-stream'),
    manifest: (part: BulkPart): Promise<BulkManifest | undefined> =>
      read(makeBulkManifestKey(part), decodeBulkManifest),
    /** What is kept by function of the regions right below a province or the nation. */
    sumsBelow: (code: string): Promise<readonly SumsBelow[] | undefined> =>
      read(makeSumsBelowKey(code), decodeSumsBelow),
    putSumsBelow: (code: string, years: readonly SumsBelow[]): Promise<void> =>
      putJson(makeSumsBelowKey(code), encodeSumsBelow(years)),
    putSums: (code: string, years: readonly WholeSums[]): Promise<void> =>
      putJson(makeSumsKey(code), encodeSums(years)),
  };
}
