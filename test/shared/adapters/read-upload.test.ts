/** What AWS takes and gives to nobody, answered as AWS documents it: the local S3 refuses such uploads at the door. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReportBucket, type ReportBucket } from '../../../shared/adapters/bucket/report-bucket.ts';
import { createS3Client } from '../../../shared/adapters/clients.ts';
import { at } from '../../support/a-report.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
const MODIFIED = 'Mon, 20 Jan 2025 02:00:00 GMT';
const FIVE_GB = 5 * 1024 ** 3;

const refuse =
  (status: number, code: string, message: string): Answer =>
  (response, { method }) => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(method === 'HEAD' ? '' : `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  };
const denied = refuse(403, 'AccessDenied', 'Access Denied');
const give =
  (headers: Record<string, string | number>, body = ''): Answer =>
  (response) => {
    response.writeHead(200, { 'last-modified': MODIFIED, etag: '"0123"', ...headers });
    response.end(body);
  };

/** GET and HEAD of each key. */
const OBJECTS: Record<string, { readonly get: Answer; readonly head?: Answer }> = {
  glacier: {
    get: refuse(403, 'InvalidObjectState', "The operation is not valid for the object's storage class"),
    head: give({ 'x-amz-storage-class': 'GLACIER', 'content-length': 4321 }),
  },
  'sse-c': {
    get: refuse(
      400,
      'InvalidRequest',
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    ),
    head: refuse(400, '', ''),
  },
  kms: { get: denied, head: give({ 'x-amz-server-side-encryption': 'aws:kms', 'content-length': 4321 }) },
  'kms-disabled': {
    get: refuse(400, 'KMS.DisabledException', 'arn:aws:kms:us-east-1:1:key/2 is disabled.'),
    head: give({ 'x-amz-server-side-encryption': 'aws:kms:dsse', 'content-length': 4321 }),
  },
  denied: { get: denied, head: denied },
  'denied-plain': { get: denied, head: give({ 'x-amz-server-side-encryption': 'AES256' }) },
  parts: { get: give({ etag: '"d41d8cd98f00b204e9800998ecf8427e-3"' }, '{}') },
  whole: { get: give({}, '{}') },
  huge: {
    get(response) {
      response.writeHead(200, { 'last-modified': MODIFIED, 'content-length': FIVE_GB });
      const chunk = Buffer.alloc(65_536);
      const pour = (): void => {
        while (!response.destroyed) {
          poured += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on('drain', pour);
      response.on('close', () => {
        isHungUp = true;
      });
      pour();
    },
  },
};
let poured = 0;
let isHungUp = false;

const VERSIONS = (key: string) => `<ListVersionsResult><IsTruncated>false</IsTruncated>
  <Version><Key>${key}</Key><VersionId>V2</VersionId><LastModified>2025-02-01T00:00:00.000Z</LastModified><ETag>"9"</ETag><Size>1</Size></Version>
  <Version><Key>${key}</Key><VersionId>V1</VersionId><LastModified>2025-01-20T02:00:00.000Z</LastModified><ETag>"0123-2"</ETag><Size>4321</Size></Version>
  <Version><Key>${key}.more</Key><VersionId>V1</VersionId><LastModified>2024-01-20T02:00:00.000Z</LastModified><ETag>"7"</ETag><Size>7</Size></Version>
  </ListVersionsResult>`;

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://localhost');
  if (url.searchParams.has('versions')) {
    response.end(VERSIONS(url.searchParams.get('prefix') ?? ''));
    return;
  }
  const object = OBJECTS[url.pathname.split('/').at(-1) ?? ''];
  const answer = (request.method === 'HEAD' ? object?.head : object?.get) ?? refuse(404, 'NoSuchKey', '');
  answer(response, request);
});
let bucket: ReportBucket;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  bucket = createReportBucket({
    client: createS3Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'A', secretAccessKey: 'B' },
    }),
    bucketName: 'bucket',
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const read = (key: string) => bucket.uploaded(key, 'V1');

describe('an upload that S3 gives to nobody', () => {
  it.each([
    ['glacier', 'storage-class'],
    ['sse-c', 'customer-key'],
    ['kms', 'foreign-key'],
    ['kms-disabled', 'foreign-key'],
  ])('%s is told by its version: %s', async (key, withheld) => {
    expect(await read(key)).toEqual({
      versionId: 'V1',
      bytes: undefined,
      withheld,
      sizeBytes: 4321,
      lastModified: at('2025-01-20T02:00:00Z'),
      isInParts: true,
      receivedAtMetadata: undefined,
      ticketMetadata: undefined,
    });
  });

  it.each(['denied', 'denied-plain'])(
    '%s is a right that we lack, which is tried again: nobody is told that their report is at fault',
    async (key) => {
      await expect(read(key)).rejects.toMatchObject({ name: 'AccessDenied' });
    },
  );
});

it('five gigabytes are told by their head, and hung up on', async () => {
  expect(await read('huge')).toMatchObject({ bytes: undefined, sizeBytes: FIVE_GB });
  await expect.poll(() => isHungUp).toBe(true);
  // What the sockets had taken by then.
  expect(poured).toBeLessThan(FIVE_GB / 100);
});

it('what came in parts is told by its hash', async () => {
  expect(await read('parts')).toMatchObject({ isInParts: true });
  expect(await read('whole')).toMatchObject({ isInParts: false, lastModified: at('2025-01-20T02:00:00Z') });
  expect(await read('none')).toBeUndefined();
});
