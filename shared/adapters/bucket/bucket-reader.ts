/**
 * Reads objects, and nothing else, for functions that do nothing else with the bucket: S3's own client would be a seventh
 * of their code. Requests are signed by the table's client, with the function's credentials.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { makeArchiveKey, makeReceiptKey, REDACTED_METADATA } from '../../contracts/bucket/object-keys.ts';
import type { Receipt } from '../../contracts/bucket/receipt.ts';
import { makeKeptSummaryKey, type RegionOrder } from '../../contracts/bucket/summary-keys.ts';
import { UnavailableError } from '../../errors.ts';
import { hashBytes } from '../hash-bytes.ts';
import { translateError } from '../translate-error.ts';
import { parseReceipt } from './parse-receipt.ts';

interface ReaderOptions {
  readonly client: DynamoDBDocumentClient;
  readonly bucketName: string;
  /** On one machine. */
  readonly endpoint: string | undefined;
}

interface ReadObject {
  readonly bytes: Uint8Array;
  /** The hash of what stands in the place of a document whose texts were taken away. */
  readonly redactedAs: string | null;
}

interface Asked {
  readonly versionId?: string | undefined;
  /** From the first byte to before the last. */
  readonly range?: { readonly start: number; readonly end: number } | undefined;
  readonly limitMs?: number;
}

const ATTEMPTS = 3;
const ANSWER_LIMIT_MS = 5_000;
/** Until the last byte of a file that is passed on as it comes. */
const FILE_LIMIT_MS = 300_000;

export function createBucketReader({ client, bucketName, endpoint }: ReaderOptions) {
  async function request(key: string, { versionId, range, limitMs }: Asked = {}): Promise<Response> {
    // Keys that are read here have no character that an address would escape: both ways of signing it are one.
    const region = await client.config.region();
    const url = new URL(
      endpoint === undefined
        ? `https://${bucketName}.s3.${region}.${suffixOf(region)}/${key}`
        : `${endpoint}/${bucketName}/${key}`,
    );
    if (versionId !== undefined) url.searchParams.set('versionId', versionId);
    const signer = await client.config.signer();
    const { headers } = await signer.sign(
      {
        method: 'GET',
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        ...(versionId !== undefined && { query: { versionId } }),
        headers: { host: url.host, ...(range && { range: `bytes=${range.start}-${range.end - 1}` }) },
      },
      { signingRegion: region, signingService: 's3' },
    );
    return fetch(url, { headers, signal: AbortSignal.timeout(limitMs ?? ANSWER_LIMIT_MS) });
  }

  async function read(key: string, attempt = 1): Promise<ReadObject | undefined> {
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
    async receipt(key: string, submissionId: string): Promise<Receipt | undefined> {
      const found = await read(makeReceiptKey(key, submissionId));
      return found && parseReceipt(key, found.bytes);
    },
    /** The archive of all years. */
    bulk: {
      /** Which parts there are, or what one has. */
      async text(key: string): Promise<string | undefined> {
        const found = await read(key);
        return found && new TextDecoder().decode(found.bytes);
      },
      /** A file's bytes as they come: of this version, whatever was made since. */
      async stream(
        { key, versionId }: { readonly key: string; readonly versionId?: string | undefined },
        range?: { readonly start: number; readonly end: number },
      ): Promise<ReadableStream<Uint8Array>> {
        const response = await request(key, { versionId, range, limitMs: FILE_LIMIT_MS });
        if (response.ok && response.body) return response.body;
        await response.body?.cancel();
        throw new UnavailableError(`the bucket answered ${response.status} for ${key}`);
      },
    },
    /** A summary that was kept. */
    kept: async (order: RegionOrder, sha256: string): Promise<Uint8Array | undefined> =>
      (await read(makeKeptSummaryKey(order, sha256)))?.bytes,
  };
}

const suffixOf = (region: string): string =>
  region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
