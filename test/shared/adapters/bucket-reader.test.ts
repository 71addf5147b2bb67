import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite } from '../../../shared/adapters/open-site.ts';
import { openReportBucket } from '../../../shared/adapters/open.ts';
import { hashBytes } from '../../../shared/adapters/hash-bytes.ts';
import { UnavailableError } from '../../../shared/errors.ts';
import { aBucket } from '../../support/a-store.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';

const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const CONNECTION = { region: 'us-east-1', credentials };
let engines: TestEngines;
let bucketName: string;
beforeAll(async () => {
  engines = await startEngines();
  bucketName = await aBucket(engines, 'archive-reader');
});
afterAll(() => engines.stop());

const openArchive = (endpoint: string, connection: typeof CONNECTION = CONNECTION) =>
  openSite({ BUCKET_NAME: bucketName, TABLE_NAME: 'none', S3_ENDPOINT: endpoint }, connection).bucket;

it('reads what was archived, and nothing where there is nothing', async () => {
  const bytes = new TextEncoder().encode('{"a": "柳北区"}');
  const sha256 = hashBytes(bytes);
  const written = openReportBucket({ BUCKET_NAME: bucketName, S3_ENDPOINT: engines.s3Endpoint }, CONNECTION);
  await written.archive(sha256, bytes);
  const archive = openArchive(engines.s3Endpoint);
  expect(await archive.archived(sha256)).toEqual(bytes);
  expect(await archive.archived(hashBytes(new Uint8Array()))).toBeUndefined();
});

it('takes no bytes for what they are not', async () => {
  const sha256 = hashBytes(new TextEncoder().encode('another'));
  const written = openReportBucket({ BUCKET_NAME: bucketName, S3_ENDPOINT: engines.s3Endpoint }, CONNECTION);
  await written.archive(sha256, new TextEncoder().encode('altered'));
  expect(await openArchive(engines.s3Endpoint).archived(sha256)).toBeUndefined();
});

it('reads what stands in the place of a redacted document', async () => {
  const sha256 = hashBytes(new TextEncoder().encode('{"narrative": "text"}'));
  const redacted = new TextEncoder().encode('{"narrative": ""}');
  const written = openReportBucket({ BUCKET_NAME: bucketName, S3_ENDPOINT: engines.s3Endpoint }, CONNECTION);
  await written.archiveRedacted(sha256, redacted);
  expect(await openArchive(engines.s3Endpoint).archived(sha256)).toEqual(redacted);
});

/** As S3 checks it: what was signed is told by the request, and the key is known to both sides. */
function isSigned({ method = '', url = '', headers }: IncomingMessage): boolean {
  const { authorization = '' } = headers;
  const scope = /Credential=[^/]+\/([^,]+)/.exec(authorization)?.[1] ?? '';
  const signedHeaders = /SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? '';
  const named = signedHeaders.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const request = [method, url, '', named.join(''), signedHeaders, headers['x-amz-content-sha256']].join(
    '\n',
  );
  const told = hashBytes(new TextEncoder().encode(request));
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, told].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((so, part) => hmac(so, part), `AWS4${credentials.secretAccessKey}`);
  return (
    scope.endsWith('/us-east-1/s3/aws4_request') && authorization.endsWith(hmac(key, toSign).toString('hex'))
  );
}
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

it.each([
  ['its own key', credentials.secretAccessKey, [true]],
  ['another key', 'another', [false, false, false]],
])('signs its requests with %s', async (_, secretAccessKey, expected) => {
  const bytes = new TextEncoder().encode('{}');
  const signed: boolean[] = [];
  const server = createServer((request, response) => {
    signed.push(isSigned(request));
    response.writeHead(signed.at(-1) === true ? 200 : 403).end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const archive = openArchive(endpoint, { ...CONNECTION, credentials: { ...credentials, secretAccessKey } });
  const read = archive.archived(hashBytes(bytes)).catch((error: unknown) => error);
  expect(await read).toEqual(expected[0] === true ? bytes : expect.any(UnavailableError));
  expect(signed).toEqual(expected);
  await new Promise((closed) => server.close(closed));
});

it('asks three times where the bucket does not answer', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(503).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(openArchive(endpoint).archived('a'.repeat(64))).rejects.toThrow(UnavailableError);
  expect(asked).toBe(3);
  await new Promise((closed) => server.close(closed));
  await expect(openArchive(endpoint).archived('a'.repeat(64))).rejects.toThrow(UnavailableError);
});
