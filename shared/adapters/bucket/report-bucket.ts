/** The one S3 bucket: what agencies upload, the archive of exact bytes, and the receipts. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3ServiceException,
  paginateListObjectsV2,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  DOCUMENT_TYPE,
  RECEIVED_AT_METADATA,
  REDACTED_METADATA,
  REDACTIONS_PREFIX,
  TICKET_METADATA,
  isRedactionKey,
  parseRedactionKey,
  makeArchiveKey,
  makeRedactedContentKey,
  makeRedactionKey,
  makeDocumentKey,
  makePublicationKey,
  makeReceiptKey,
  type Lane,
  type Place,
} from '../../contracts/bucket/object-keys.ts';
import { makeRecomputeKey, type RecomputeOrder } from '../../contracts/bucket/recompute-keys.ts';
import { makeBulkOrderKey, type BulkOrder } from '../../contracts/bucket/bulk-keys.ts';
import { makeReconcileKey, type ReconcileOrder } from '../../contracts/bucket/reconcile-keys.ts';
import { makePostedMailKey, type MailName } from '../../contracts/bucket/posted-mail.ts';
import { makeReceiptLetterKey } from '../../contracts/bucket/receipt-letter-keys.ts';
import { makeRosterLetterKey, type NamedRosterChange } from '../../contracts/bucket/roster-letter-keys.ts';
import { makeLetterKey, type NamedAct } from '../../contracts/bucket/letter-keys.ts';
import {
  publicationReceiptSchema,
  type PublicationReceipt,
} from '../../contracts/bucket/publication-receipt.ts';
import type { Receipt } from '../../contracts/bucket/receipt.ts';
import {
  decodeRedaction,
  encodeRedaction,
  type RedactionRecord,
} from '../../contracts/bucket/redaction-record.ts';
import { makeInstant, type Instant } from '../../domain/basics/calendar.ts';
import type { SubmissionName } from '../../domain/standing/submission.ts';
import type { Saying } from '../../domain/document/same-document.ts';
import { hashBytes } from '../hash-bytes.ts';
import { readBytes } from '../translate-error.ts';
import { actCopies } from './act-copies.ts';
import { paginateVersions } from './paginate-versions.ts';
import { parseJson, parseReceipt } from './parse-receipt.ts';
import { readUpload, type UploadedVersion } from './read-upload.ts';

/** What the archive has under a hash. */
type Archived =
  | { readonly state: 'whole'; readonly bytes: Uint8Array }
  /** What stands there since its texts were taken away: a document with the same figures. */
  | { readonly state: 'redacted'; readonly bytes: Uint8Array; readonly sha256: string }
  | { readonly state: 'missing' }
  /** Bytes that have another hash. */
  | { readonly state: 'altered' };

export interface ListedVersion {
  readonly key: string;
  readonly versionId: string;
  readonly lastModified: Instant;
}

export type ReportBucket = ReturnType<typeof createReportBucket>;

/** `mayList`: whether the credentials may list the bucket; where they may not, S3 answers 403 for what is not there. */
export function createReportBucket({
  client,
  bucketName,
  mayList = true,
}: {
  client: S3Client;
  bucketName: string;
  mayList?: boolean;
}) {
  const Bucket = bucketName;

  function isNotThere(error: unknown): boolean {
    return (
      error instanceof NoSuchKey ||
      error instanceof NotFound ||
      (error instanceof S3ServiceException && error.name === 'NoSuchVersion') ||
      (!mayList && error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403)
    );
  }

  async function putJson(Key: string, Body: string): Promise<void> {
    await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: DOCUMENT_TYPE }));
  }

  async function readObject(Key: string, VersionId?: string) {
    try {
      const { Body, Metadata = {} } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      const bytes = await readBytes(Body);
      return bytes && { bytes, metadata: Metadata };
    } catch (error) {
      if (isNotThere(error)) return undefined;
      throw error;
    }
  }

  async function read(Key: string, VersionId?: string): Promise<Uint8Array | undefined> {
    return (await readObject(Key, VersionId))?.bytes;
  }

  async function head(Key: string, VersionId?: string): Promise<boolean> {
    try {
      await client.send(new HeadObjectCommand({ Bucket, Key, VersionId }));
      return true;
    } catch (error) {
      if (isNotThere(error)) return false;
      throw error;
    }
  }

  async function archivedAs(sha256: string): Promise<Archived> {
    const object = await readObject(makeArchiveKey(sha256));
    if (!object) return { state: 'missing' };
    const { bytes, metadata } = object;
    const hash = hashBytes(bytes);
    if (hash === sha256) return { state: 'whole', bytes };
    return metadata[REDACTED_METADATA] === hash
      ? { state: 'redacted', bytes, sha256: hash }
      : { state: 'altered' };
  }

  /** For good. Answers how many there were. */
  async function removeVersions(Key: string, versionIds: readonly string[]): Promise<number> {
    for (const VersionId of versionIds)
      await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    return versionIds.length;
  }

  /** The newest first. */
  async function listVersionIds(key: string): Promise<string[]> {
    const pages = await Array.fromAsync(paginateVersions(client, Bucket, key));
    return pages
      .flat()
      .flatMap(({ Key, VersionId }) => (Key === key && VersionId !== undefined ? [VersionId] : []));
  }

  /** Every version before this one goes for good; a later one is somebody else's. */
  async function replaceObject(
    Key: string,
    put: Omit<PutObjectCommandInput, 'Bucket' | 'Key'>,
  ): Promise<void> {
    const { VersionId } = await client.send(
      new PutObjectCommand({ Bucket, Key, ContentType: DOCUMENT_TYPE, ...put }),
    );
    const versionIds = await listVersionIds(Key);
    await removeVersions(Key, versionIds.slice(versionIds.findIndex((id) => id === VersionId) + 1));
  }

  /** Nothing where an object has that key already: two at the same time can't both write it. */
  async function putNew(
    Key: string,
    put: Omit<PutObjectCommandInput, 'Bucket' | 'Key'>,
  ): Promise<'written' | 'there'> {
    try {
      await client.send(
        new PutObjectCommand({ Bucket, Key, ContentType: DOCUMENT_TYPE, IfNoneMatch: '*', ...put }),
      );
      return 'written';
    } catch (error) {
      if (!(error instanceof S3ServiceException && error.name === 'PreconditionFailed')) throw error;
      return 'there';
    }
  }

  async function readRedaction(Key: string): Promise<RedactionRecord | undefined> {
    const bytes = await read(Key);
    return bytes && decodeRedaction(Key, parseJson(bytes));
  }

  return {
    ...actCopies({ client, bucketName, read }),
    /** Puts a document where an agency would. Answers the version that S3 gave it. */
    async upload(
      lane: Lane,
      place: Place,
      bytes: Uint8Array,
      receivedAt?: Instant,
    ): Promise<{ versionId: string | undefined }> {
      const { VersionId } = await client.send(
        new PutObjectCommand({
          Bucket,
          Key: makeDocumentKey(lane, place),
          Body: bytes,
          ContentType: DOCUMENT_TYPE,
          ...(receivedAt === undefined ? {} : { Metadata: { [RECEIVED_AT_METADATA]: receivedAt } }),
        }),
      );
      return { versionId: VersionId };
    },

    /** An uploaded version; `undefined` where there is none (deleted since). */
    uploaded: (key: string, versionId: string | undefined): Promise<UploadedVersion | undefined> =>
      readUpload(client, Bucket, key, versionId),

    hasUpload: (key: string, versionId: string): Promise<boolean> => head(key, versionId),

    /** Every version of every uploaded object below a prefix, key by key, each key's newest first. */
    async *versions(prefix: string): AsyncGenerator<ListedVersion> {
      for await (const page of paginateVersions(client, Bucket, prefix)) {
        for (const { Key, VersionId, LastModified } of page) {
          if (Key !== undefined && VersionId !== undefined && LastModified !== undefined)
            yield { key: Key, versionId: VersionId, lastModified: makeInstant(LastModified.getTime()) };
        }
      }
    },

    /** Keeps exact bytes under their SHA-256; the same bytes again change nothing, and nothing of what was redacted. */
    archive: async (sha256: string, bytes: Uint8Array): Promise<void> => {
      await putNew(makeArchiveKey(sha256), { Body: bytes });
    },
    /** As `archive`, for a document that comes when its texts are to be taken away already. */
    archiveWithoutTexts: async (sha256: string, bytes: Uint8Array): Promise<void> => {
      const Metadata = { [REDACTED_METADATA]: hashBytes(bytes) };
      await putNew(makeArchiveKey(sha256), { Body: bytes, Metadata });
    },
    /** `undefined` where they are not there, or not what their name says; without its texts where it was redacted. */
    async archived(sha256: string): Promise<Uint8Array | undefined> {
      const found = await archivedAs(sha256);
      return 'bytes' in found ? found.bytes : undefined;
    },
    /** Puts a document without its texts in the place of one that had them, and takes every earlier version away. */
    archiveRedacted: (sha256: string, bytes: Uint8Array): Promise<void> =>
      replaceObject(makeArchiveKey(sha256), {
        Body: bytes,
        Metadata: { [REDACTED_METADATA]: hashBytes(bytes) },
      }),
    listVersionIds,
    removeVersions,
    /** Takes an uploaded version away for good; how many there were. */
    removeUpload: async (key: string, versionId: string): Promise<number> =>
      removeVersions(
        key,
        (await listVersionIds(key)).filter((id) => id === versionId),
      ),
    /** Takes a letter that was posted away for good, with all of its versions. */
    removePostedMail: async (name: MailName): Promise<number> => {
      const key = makePostedMailKey(name);
      return removeVersions(key, await listVersionIds(key));
    },
    /** Replaces a receipt with what it says now, and takes every earlier version away. */
    replaceReceipt: (receipt: Receipt): Promise<void> =>
      replaceObject(makeReceiptKey(receipt.key, receipt.submissionId), { Body: JSON.stringify(receipt) }),
    /** Found by the document's hash, and by what it says. */
    async putRedaction(record: RedactionRecord): Promise<void> {
      const text = encodeRedaction(record);
      await putJson(makeRedactionKey(record.sha256), text);
      if (record.content !== undefined) await putJson(makeRedactedContentKey(record.content), text);
    },
    /** The record for this document, or for one that says the same. */
    async findRedaction({ sha256, content }: Saying): Promise<RedactionRecord | undefined> {
      const keys = [
        ...(sha256 === null ? [] : [makeRedactionKey(sha256)]),
        ...(content === undefined ? [] : [makeRedactedContentKey(content)]),
      ];
      return (await Promise.all(keys.map(readRedaction))).find((record) => record !== undefined);
    },
    /** All of them. */
    async *redactions(): AsyncGenerator<RedactionRecord> {
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client },
        { Bucket, Prefix: REDACTIONS_PREFIX },
      ))
        for (const { Key } of Contents) {
          const record = Key !== undefined && isRedactionKey(Key) ? await readRedaction(Key) : undefined;
          if (record) yield record;
        }
    },
    /** Hashes of documents that have one, and of what they say, without reading any. */
    async *redactedHashes(): AsyncGenerator<string> {
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client },
        { Bucket, Prefix: REDACTIONS_PREFIX },
      ))
        for (const { Key } of Contents) if (Key !== undefined) yield parseRedactionKey(Key);
    },
    archivedAs,
    /** Puts the bytes of an upload where the archive has lost them; `undefined` where the upload is not there, or not of these bytes. */
    async archiveAgain(
      sha256: string,
      { key, submissionId }: Pick<Receipt, 'key' | 'submissionId'>,
    ): Promise<Uint8Array | undefined> {
      const bytes = await read(key, submissionId);
      if (!bytes || hashBytes(bytes) !== sha256) return undefined;
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key: makeArchiveKey(sha256),
          Body: bytes,
          ContentType: DOCUMENT_TYPE,
        }),
      );
      return bytes;
    },

    /** Nothing where the version has one already. */
    putNewReceipt: (receipt: Receipt): Promise<'written' | 'there'> =>
      putNew(makeReceiptKey(receipt.key, receipt.submissionId), { Body: JSON.stringify(receipt) }),
    async putReceipt(receipt: Receipt): Promise<void> {
      await putJson(makeReceiptKey(receipt.key, receipt.submissionId), JSON.stringify(receipt));
    },
    /** `ticketId`: by which it is known who records it. */
    async putPublication(
      place: Place,
      bytes: Uint8Array,
      ticketId?: string,
    ): Promise<{ versionId: string | undefined }> {
      const { VersionId } = await client.send(
        new PutObjectCommand({
          Bucket,
          Key: makePublicationKey(place),
          Body: bytes,
          ContentType: DOCUMENT_TYPE,
          ...(ticketId === undefined ? {} : { Metadata: { [TICKET_METADATA]: ticketId } }),
        }),
      );
      return { versionId: VersionId };
    },
    /** Starts the letter with a receipt. Its key says everything; the body is for people. */
    orderReceiptLetter: (name: SubmissionName): Promise<void> =>
      putJson(makeReceiptLetterKey(name), JSON.stringify(name)),
    /** Starts the letter about an act. Its key says everything; the body is for people. */
    orderLetter: (act: NamedAct): Promise<void> => putJson(makeLetterKey(act), JSON.stringify(act)),
    /** Starts what follows a change of the roster by an office. */
    orderRosterLetter: (change: NamedRosterChange): Promise<void> =>
      putJson(makeRosterLetterKey(change), JSON.stringify(change)),
    /** Starts reconcile-region. Its key says everything; the body is for people. */
    orderReconciliation: (order: ReconcileOrder): Promise<void> =>
      putJson(makeReconcileKey(order), JSON.stringify(order)),
    /** Starts reconcile-region, too: the archive of all years. */
    orderBulk: (order: BulkOrder): Promise<void> => putJson(makeBulkOrderKey(order), JSON.stringify(order)),
    /** Starts reconcile-region, too: its key says the work, the body why there is any. */
    orderRecomputation: ({ work, region, year, reason, correlationId }: RecomputeOrder): Promise<void> =>
      putJson(
        makeRecomputeKey({ region, year }),
        JSON.stringify({ work, region, year, reason, correlationId }),
      ),
    async putPublicationReceipt(receipt: PublicationReceipt): Promise<void> {
      await putJson(makeReceiptKey(receipt.key, receipt.recordId), JSON.stringify(receipt));
    },
    async publicationReceipt(key: string, recordId: string): Promise<PublicationReceipt | undefined> {
      const bytes = await read(makeReceiptKey(key, recordId));
      const parsed = bytes && publicationReceiptSchema.safeParse(parseJson(bytes));
      // One that can't be read any more says nothing: it is written again.
      return parsed?.success === true ? parsed.data : undefined;
    },
    /** What lies right below a folder: names of objects, and of folders with their slash. */
    async *namesBelow(folder: Lane | 'publication'): AsyncGenerator<string> {
      const Prefix = `${folder}/`;
      for await (const { Contents = [], CommonPrefixes = [] } of paginateListObjectsV2(
        { client },
        { Bucket, Prefix, Delimiter: '/' },
      ))
        for (const name of [...Contents.map(({ Key }) => Key), ...CommonPrefixes.map((one) => one.Prefix)])
          if (name !== undefined) yield name.slice(Prefix.length);
    },
    /** Keys of all receipts of what was uploaded below a folder, or below one in it. */
    async *receiptKeys(folder: Lane | 'publication', within = ''): AsyncGenerator<string> {
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client },
        { Bucket, Prefix: `receipts/${folder}/${within}` },
      ))
        for (const { Key } of Contents) if (Key !== undefined) yield Key;
    },
    hasReceipt: (key: string, submissionId: string): Promise<boolean> =>
      head(makeReceiptKey(key, submissionId)),
    async receipt(key: string, submissionId: string): Promise<Receipt | undefined> {
      const bytes = await read(makeReceiptKey(key, submissionId));
      return bytes && parseReceipt(key, bytes);
    },
  };
}
