/** Evidence of what a function was asked to do and never can, in the one bucket. */
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { DOCUMENT_TYPE, makeRejectedKey } from '../../contracts/bucket/object-keys.ts';
import type { RejectedMessage } from '../../contracts/bucket/rejected-message.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { PermanentError } from '../../errors.ts';

export interface RejectedMessages {
  /** Answers where it lies. */
  keep(id: string, message: unknown, error: PermanentError): Promise<string>;
}

export const createRejectedMessages = ({
  client,
  bucketName,
  functionName,
  now,
}: {
  readonly client: S3Client;
  readonly bucketName: string;
  readonly functionName: string;
  readonly now: () => Instant;
}): RejectedMessages => ({
  async keep(id, message, error) {
    const rejected: RejectedMessage = {
      v: 1,
      functionName,
      id,
      rejectedAt: now(),
      family: error.name,
      reason: error.message,
      message,
    };
    const Key = makeRejectedKey(functionName, id);
    const Body = JSON.stringify(rejected, null, 2);
    await client.send(new PutObjectCommand({ Bucket: bucketName, Key, Body, ContentType: DOCUMENT_TYPE }));
    return Key;
  },
});
