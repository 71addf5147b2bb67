/** Files that are too large for an answer: kept in the bucket for a while, and read by whoever has a link. */
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { tellBucketOrigin } from '../../contracts/api/connection.ts';
import type { BucketEnv } from '../../contracts/store-env.ts';
import { hashBytes } from '../hash-bytes.ts';
import { createS3Client, type Connection } from '../clients.ts';

interface LinkedFilesOptions {
  readonly client: S3Client;
  readonly bucketName: string;
  /** On one machine. */
  readonly endpoint: string | undefined;
}

interface FileHead {
  readonly type: string;
  readonly disposition?: string | undefined;
}

export interface LinkedFiles {
  /** The same for the same question. */
  nameFor(question: string): string;
  readText(key: string): Promise<string | undefined>;
  keep(key: string, body: Uint8Array | string, head: FileHead): Promise<void>;
  /** An address at which it is read for so long, by anybody. */
  link(key: string, seconds: number): Promise<string>;
}

/** What the SDK's signer of requests does beside signing them; its type says less. */
interface Presigner {
  presign(
    request: object,
    options: { expiresIn: number; signingRegion: string; signingService: string },
  ): Promise<{ readonly query?: Readonly<Record<string, unknown>> }>;
}
const canPresign = (signer: object): signer is Presigner =>
  'presign' in signer && typeof signer.presign === 'function';

export const openLinkedFiles = (
  { BUCKET_NAME, S3_ENDPOINT }: BucketEnv,
  connection: Connection = {},
): LinkedFiles =>
  createLinkedFiles({
    client: createS3Client({ ...connection, endpoint: S3_ENDPOINT }),
    bucketName: BUCKET_NAME,
    endpoint: S3_ENDPOINT,
  });

function createLinkedFiles({ client, bucketName, endpoint }: LinkedFilesOptions): LinkedFiles {
  return {
    nameFor: (question) => `downloads/${hashBytes(new TextEncoder().encode(question))}`,
    async readText(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
        return await Body?.transformToString();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async keep(key, body, { type, disposition }) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucketName,
          Key: key,
          Body: body,
          ContentType: type,
          ContentDisposition: disposition,
        }),
      );
    },
    async link(key, seconds) {
      const awsRegion = await client.config.region();
      const origin = tellBucketOrigin({ bucket: bucketName, table: '', awsRegion, s3Endpoint: endpoint });
      const url = new URL(endpoint === undefined ? `/${key}` : `/${bucketName}/${key}`, origin);
      const signer = await client.config.signer();
      if (!canPresign(signer)) throw new TypeError('the SDK’s signer signs no links');
      const { query = {} } = await signer.presign(
        {
          method: 'GET',
          protocol: url.protocol,
          hostname: url.hostname,
          ...(url.port !== '' && { port: Number(url.port) }),
          path: url.pathname,
          query: {},
          // Nobody knows what will be answered, and a request for it has no body.
          headers: { host: url.host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
        },
        { expiresIn: seconds, signingRegion: awsRegion, signingService: 's3' },
      );
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      return url.href;
    },
  };
}
