/** Mails that are written and wait to be sent: one object each, and each starts send-mail. */
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { DOCUMENT_TYPE } from '../../contracts/bucket/object-keys.ts';
import { makePostedMailKey, postedMailSchema, type MailName } from '../../contracts/bucket/posted-mail.ts';
import { PermanentError } from '../../errors.ts';
import type { OutgoingMail } from '../mail.ts';
import { readBytes } from '../translate-error.ts';

export type PostMail = (name: MailName, mail: OutgoingMail) => Promise<void>;

export function createPostbox({
  client,
  bucketName,
}: {
  readonly client: S3Client;
  readonly bucketName: string;
}) {
  const Bucket = bucketName;
  const post: PostMail = async (name, { to, messageId, date, subject, text, html }) => {
    const Body = JSON.stringify({ v: 1, to, messageId, date, subject, text, html });
    await client.send(
      new PutObjectCommand({ Bucket, Key: makePostedMailKey(name), Body, ContentType: DOCUMENT_TYPE }),
    );
  };
  return {
    /** The same again leads to no other mail: the ledger knows it. */
    post,
    /** Throws PermanentError where the mail is gone, or is none. */
    async read(name: MailName): Promise<OutgoingMail> {
      const Key = makePostedMailKey(name);
      let bytes: Uint8Array | undefined;
      try {
        bytes = await readBytes((await client.send(new GetObjectCommand({ Bucket, Key }))).Body);
      } catch (error) {
        if (!(error instanceof NoSuchKey)) throw error;
      }
      const parsed = postedMailSchema.safeParse(bytes && parseJson(bytes));
      if (!parsed.success) throw new PermanentError(`${Key} is no mail, or is gone`);
      return parsed.data;
    },
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
