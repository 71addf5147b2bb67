/**
 * Reads archived documents, and nothing else, for a function that does nothing else with the bucket: S3's own client
 * would be a seventh of its code. Requests are signed by the table's client, with the function's credentials.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { makeArchiveKey, REDACTED_METADATA } from '../../contracts/bucket/object-keys.ts';
import { UnavailableError } from '../../errors.ts';
import { hashBytes } from '../hash-bytes.ts';
import { translateError } from '../translate-error.ts';

interface ArchiveOptions {
  readonly client: DynamoDBDocumentClient;
  readonly bucketName: string;
  /** On one machine. */
  readonly endpoint: string | undefined;
}

interface ArchivedObject {
  readonly bytes: Uint8Array;
  /** The hash of what stands in the place of a document whose texts were taken away. */
  readonly redactedAs: string | null;
}

const ATTEMPTS = 3;
const ANSWER_LIMIT_MS = 5_000;

export function createArchiveReader({ client, bucketName, endpoint }: ArchiveOptions) {
  async function request(key: string): Promise<Response> {
    const region = await client.config.region();
    const url = new URL(
      endpoint === undefined
        ? `https://${bucketName}.s3.${region}.${suffixOf(region)}/${key}`
        : `${endpoint}/${bucketName}/${key}`,
    );
    const signer = await client.config.signer();
    const { headers } = await signer.sign(
      {
        method: 'GET',
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        headers: { host: url.host },
      },
      { signingRegion: region, signingService: 's3' },
    );
    return fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
  }

  async function read(key: string, attempt = 1): Promise<ArchivedObject | undefined> {
    try {
      const response = await request(key);
      if (response.ok)
        return {
          bytes: new Uint8Array(await response.arrayBuffer()),
          redactedAs: response.headers.get(`x-amz-meta-${REDACTED_METADATA}`),
        };
      await response.body?.cancel();
      if (response.status === 404) return undefined;
      throw new UnavailableError(`the bucket answered ${response.status}`);
    } catch (error) {
      if (attempt < ATTEMPTS) return read(key, attempt + 1);
      // What a failed fetch was for is its cause.
      throw translateError(error instanceof TypeError ? error.cause : error);
    }
  }

  return {
    /** As the report bucket's: `undefined` where they are not there, or not what their name says; without texts where redacted. */
    async archived(sha256: string): Promise<Uint8Array | undefined> {
      const found = await read(makeArchiveKey(sha256));
      const hash = found && hashBytes(found.bytes);
      return hash === sha256 || (hash !== undefined && hash === found?.redactedAs) ? found?.bytes : undefined;
    },
  };
}

const suffixOf = (region: string): string =>
  region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
