/**
 * One version of an uploaded object, as far as it can be read. What S3 takes and gives to nobody (another storage class, a
 * key that is the sender's) is told from what it does not give just now: it would fail for ever, and is answered instead.
 */
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  MAX_DOCUMENT_BYTES,
  RECEIVED_AT_METADATA,
  TICKET_METADATA,
} from '../../contracts/bucket/object-keys.ts';
import { makeInstant, type Instant } from '../../domain/basics/calendar.ts';
import type { Withheld } from '../../domain/document/unreadable-document.ts';
import { readBytes } from '../translate-error.ts';
import { paginateVersions } from './paginate-versions.ts';

export interface UploadedVersion {
  /** S3's version id; `undefined` where the bucket keeps no versions. */
  readonly versionId: string | undefined;
  /** `undefined` where it is larger than a document may be, or withheld. */
  readonly bytes: Uint8Array | undefined;
  /** Why S3 gives its bytes to nobody. */
  readonly withheld?: Withheld;
  readonly sizeBytes: number;
  readonly lastModified: Instant;
  /** `lastModified` is when its upload was begun, not when it was whole. */
  readonly isInParts: boolean;
  /** Metadata `received-at` as stated, unparsed. */
  readonly receivedAtMetadata: string | undefined;
  /** Metadata `ticket`, as it came. */
  readonly ticketMetadata: string | undefined;
}

/** As S3 has it: of a hash of hashes the number of parts stands behind. */
const IN_PARTS = /-\d+"?$/;

/** `undefined` where there is none (deleted since). */
export async function readUpload(
  client: S3Client,
  Bucket: string,
  Key: string,
  versionId: string | undefined,
): Promise<UploadedVersion | undefined> {
  const named = { Bucket, Key, ...(versionId === undefined ? {} : { VersionId: versionId }) };
  try {
    const {
      Body,
      ContentLength = 0,
      ETag = '',
      LastModified,
      Metadata,
      VersionId,
    } = await client.send(new GetObjectCommand(named));
    // Told by its head: nothing of what is too large is read.
    const tooLarge = ContentLength > MAX_DOCUMENT_BYTES;
    if (tooLarge && Body && 'destroy' in Body) Body.destroy();
    return {
      versionId: versionId ?? VersionId,
      bytes: tooLarge ? undefined : ((await readBytes(Body)) ?? new Uint8Array()),
      sizeBytes: ContentLength,
      lastModified: makeInstant(LastModified?.getTime() ?? 0),
      isInParts: IN_PARTS.test(ETag),
      receivedAtMetadata: Metadata?.[RECEIVED_AT_METADATA],
      ticketMetadata: Metadata?.[TICKET_METADATA],
    };
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    if (!(error instanceof S3ServiceException)) throw error;
    if (error.name === 'NoSuchVersion') return undefined;
    const withheld = await tellWithheld(error, () => client.send(new HeadObjectCommand(named)));
    if (withheld === undefined) throw error;
    return describeWithheld(client, named, withheld);
  }
}

/** `undefined` where it may be given later, or to somebody with more rights. */
async function tellWithheld(
  { name }: S3ServiceException,
  head: () => Promise<{ ServerSideEncryption?: string | undefined }>,
): Promise<Withheld | undefined> {
  switch (name) {
    case 'InvalidObjectState':
      return 'storage-class';
    // S3 asks for the key: "The object was stored using a form of Server Side Encryption".
    case 'InvalidRequest':
      return 'customer-key';
    case 'AccessDenied':
    case 'KMS.DisabledException':
    case 'KMS.NotFoundException':
    case 'KMS.KMSInvalidStateException': {
      // Its head is given without its key. A right that we lack is no fault of the upload.
      const { ServerSideEncryption = '' } = await head().catch(() => ({ ServerSideEncryption: '' }));
      return ServerSideEncryption.startsWith('aws:kms') ? 'foreign-key' : undefined;
    }
    default:
      return undefined;
  }
}

/** By the list of versions, for which nobody needs a key. What was stated with it is not in there. */
async function describeWithheld(
  client: S3Client,
  { Bucket, Key, VersionId }: { readonly Bucket: string; readonly Key: string; readonly VersionId?: string },
  withheld: Withheld,
): Promise<UploadedVersion | undefined> {
  for await (const page of paginateVersions(client, Bucket, Key)) {
    const found = page.find(
      (one) => one.Key === Key && (VersionId === undefined || one.VersionId === VersionId),
    );
    if (!found) continue;
    const { Size = 0, ETag = '', LastModified } = found;
    return {
      versionId: VersionId ?? found.VersionId,
      bytes: undefined,
      withheld,
      sizeBytes: Size,
      lastModified: makeInstant(LastModified?.getTime() ?? 0),
      isInParts: IN_PARTS.test(ETag),
      receivedAtMetadata: undefined,
      ticketMetadata: undefined,
    };
  }
  return undefined;
}
