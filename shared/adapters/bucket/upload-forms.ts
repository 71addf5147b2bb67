/** Forms with which a browser sends a document to the bucket itself. */
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { S3Client } from '@aws-sdk/client-s3';
import { DOCUMENT_TYPE, TICKET_METADATA, makeDocumentKey } from '../../contracts/bucket/object-keys.ts';
import type { Place } from '../../domain/basics/place.ts';
import { TICKET_VALID_S } from '../../domain/authority/ticket.ts';

/** Where to post, and what to post before the file. */
interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

type SignUpload = (
  place: Place,
  document: { readonly sha256: string; readonly sizeBytes: number },
  ticketId: string,
) => Promise<UploadForm>;

/** The form is good for exactly one key, type, size, checksum and ticket, and for as long as the ticket is. */
export const createUploadForms =
  ({ client, bucketName }: { readonly client: S3Client; readonly bucketName: string }): SignUpload =>
  (place, { sha256, sizeBytes }, ticketId) =>
    createPresignedPost(client, {
      Bucket: bucketName,
      Key: makeDocumentKey('inbox', place),
      Expires: TICKET_VALID_S,
      Fields: {
        'Content-Type': DOCUMENT_TYPE,
        'x-amz-checksum-algorithm': 'SHA256',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
        [`x-amz-meta-${TICKET_METADATA}`]: ticketId,
        success_action_status: '201',
      },
      Conditions: [['content-length-range', sizeBytes, sizeBytes]],
    });
