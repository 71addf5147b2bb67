/** What the S3 of this machine takes and refuses, as real S3 with the bucket's policy does: asked over HTTP and through the SDK. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngineProcess } from '../../../local/engine-process.ts';
import { LOCAL_CREDENTIALS } from '../../../local/local-credentials.ts';
import { createS3Client } from '../../../shared/adapters/clients.ts';
import { createTokenIssuer } from '../../../shared/adapters/upload-credentials/session-token.ts';
import type {
  CredentialsOrder,
  UploadCredentials,
} from '../../../shared/adapters/upload-credentials/upload-credentials.ts';
import { readSessionName, spellSessionName } from '../../../shared/contracts/bucket/session-name.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';
import { presignPath, sendRaw, sendSigned, signHeaders } from '../../support/sign-s3.ts';

const SITE = 'http://127.0.0.1:8787';
let engines: TestEngines;
let s3: S3Client;
let Bucket: string;
beforeAll(async () => {
  engines = await startEngines();
  engines.allowOrigins([SITE, 'http://localhost:8787']);
  Bucket = engines.bucket;
  s3 = createS3Client(engines.s3);
});
afterAll(async () => {
  s3.destroy();
  await engines.stop();
});

/** Any program's, as the SDK makes it without being told anything. */
const usualClient = (endpoint: string, credentials: NonNullable<S3ClientConfig['credentials']>) =>
  new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });

/** As the table names whoever files with a program. */
const RECORD = 'kq3ZpN0tTyqk2mJx8cW1vA';
const REPORT = '{"year":2024}';
const KEY = 'inbox/450205/450205-jyj/2024.json';
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
const codeOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));
const told = (text: string): string => /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? text;
const outcome = (work: Promise<unknown>): Promise<string> => work.then(() => 'taken', codeOf);

describe('a form that was allowed', () => {
  const allowed: PresignedPostOptions['Fields'] = {
    'Content-Type': 'application/json',
    'x-amz-checksum-algorithm': 'SHA256',
    'x-amz-checksum-sha256': sha256(REPORT),
    'x-amz-meta-ticket': 't-1',
    success_action_status: '201',
  };
  const presign = (options: Partial<PresignedPostOptions> = {}, client = s3) =>
    createPresignedPost(client, {
      Bucket,
      Key: KEY,
      Fields: allowed,
      Conditions: [['content-length-range', REPORT.length, REPORT.length]],
      Expires: 120,
      ...options,
    });
  interface Sent {
    readonly change?: Record<string, string | undefined>;
    readonly body?: string;
    readonly headers?: Record<string, string>;
  }
  async function post(
    { url, fields }: Awaited<ReturnType<typeof presign>>,
    { change = {}, body = REPORT, headers = {} }: Sent = {},
  ) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...change }))
      if (value !== undefined) form.append(name, value);
    form.append('file', new Blob([body]), 'report.json');
    const response = await fetch(url, { method: 'POST', body: form, headers });
    return { response, text: await response.text() };
  }
  const answered = async (
    sent: Sent,
    options?: Partial<PresignedPostOptions>,
    client?: S3Client,
  ): Promise<string> => {
    const { response, text } = await post(await presign(options, client), sent);
    return response.ok ? String(response.status) : `${response.status} ${told(text)}`;
  };

  it('is taken as it was signed, with its ticket and its event', async () => {
    const { response, text } = await post(await presign());
    expect(response.status).toBe(201);
    expect(text).toContain(`<Key>${KEY}</Key>`);
    const VersionId = response.headers.get('x-amz-version-id')!;
    const stored = await s3.send(new GetObjectCommand({ Bucket, Key: KEY, VersionId }));
    expect(stored).toMatchObject({
      ContentType: 'application/json',
      Metadata: { ticket: 't-1' },
      ETag: response.headers.get('etag'),
    });
    expect(await stored.Body!.transformToString()).toBe(REPORT);
    await engines.delivered();
    expect(engines.uploads.at(-1)).toMatchObject({
      eventName: 'ObjectCreated:Post',
      userIdentity: { principalId: 'LOCAL' },
      s3: { object: { versionId: VersionId, size: REPORT.length } },
    });
  });

  it.each<[string, Sent, string]>([
    ['another key', { change: { key: 'inbox/450205/450205-other/2024.json' } }, '403 AccessDenied'],
    ['a key of backfill', { change: { key: KEY.replace('inbox', 'backfill') } }, '403 AccessDenied'],
    ['another bucket', { change: { bucket: 'other' } }, '403 AccessDenied'],
    ['another type', { change: { 'Content-Type': 'text/html' } }, '403 AccessDenied'],
    ['no type', { change: { 'Content-Type': undefined } }, '403 AccessDenied'],
    ['another ticket', { change: { 'x-amz-meta-ticket': 't-2' } }, '403 AccessDenied'],
    ['no ticket', { change: { 'x-amz-meta-ticket': undefined } }, '403 AccessDenied'],
    ['another checksum', { change: { 'x-amz-checksum-sha256': sha256('{}') } }, '403 AccessDenied'],
    ['another status', { change: { success_action_status: '200' } }, '403 AccessDenied'],
    ['a field that no condition allows', { change: { 'x-amz-meta-more': '1' } }, '403 AccessDenied'],
    ['a storage class', { change: { 'x-amz-storage-class': 'GLACIER' } }, '403 AccessDenied'],
    ['bytes that do not fit the checksum', { body: '{"year":2025}' }, '400 BadDigest'],
    ['a file that is too large', { body: 'x'.repeat(50_000) }, '400 EntityTooLarge'],
    ['a file of 3 MB', { body: 'x'.repeat(3_000_000) }, '400 EntityTooLarge'],
    ['a file of 10 MB', { body: 'x'.repeat(10_000_000) }, '400 EntityTooLarge'],
    ['a file that is too small', { body: '{}' }, '400 EntityTooSmall'],
    ['no policy', { change: { Policy: undefined } }, '403 AccessDenied'],
    ['no signature', { change: { 'X-Amz-Signature': undefined } }, '403 AccessDenied'],
    ['a wrong signature', { change: { 'X-Amz-Signature': 'a'.repeat(64) } }, '403 SignatureDoesNotMatch'],
    [
      'another policy',
      {
        change: {
          Policy: Buffer.from('{"expiration":"2099-01-01T00:00:00Z","conditions":[]}').toString('base64'),
        },
      },
      '403 SignatureDoesNotMatch',
    ],
    ['a session token', { change: { 'X-Amz-Security-Token': 'a.b' } }, '400 InvalidToken'],
    ['another site’s page', { headers: { origin: 'https://evil.example' } }, '403 AccessDenied'],
    ['a page of another port', { headers: { origin: 'http://127.0.0.1:3000' } }, '403 AccessDenied'],
  ])('is refused with %s', async (_, sent, expected) => {
    expect(await answered(sent)).toBe(expected);
  });

  it('is refused after it has expired, and where an unknown key signed it', async () => {
    expect(await answered({}, { Expires: -1 })).toBe('403 AccessDenied');
    const stranger = createS3Client({
      ...engines.s3,
      credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' },
    });
    expect(await answered({}, {}, stranger)).toBe('403 InvalidAccessKeyId');
    const guessing = createS3Client({
      ...engines.s3,
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'x' },
    });
    expect(await answered({}, {}, guessing)).toBe('403 SignatureDoesNotMatch');
  });

  it('may leave open what begins in a certain way, and the size within a range', async () => {
    const open: Partial<PresignedPostOptions> = {
      Key: 'inbox/450205/450205-jyj/${year}',
      Fields: {},
      Conditions: [
        ['starts-with', '$key', 'inbox/450205/450205-jyj/'],
        ['content-length-range', 1, 20],
      ],
    };
    const { url, fields } = await presign(open);
    const signed = { url, fields };
    const status = async (sent: Sent) => (await post(signed, sent)).response.status;
    // The SDK's condition that the key be the one above is taken for what it says, too.
    expect(await status({ change: { key: KEY } })).toBe(403);
    expect(await status({})).toBe(204);
  });

  it('can be broken, and is then answered', async () => {
    const order = { method: 'POST', path: `/${Bucket}` };
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    const bodies = [
      '',
      '--x',
      '--x\r\nContent-Disposition: form-data; name="key"\r\n\r\na\r\n--x--\r\n',
      'x'.repeat(99),
    ];
    for (const body of bodies)
      expect(
        (
          await sendRaw(engines.s3Endpoint, {
            ...order,
            headers: { ...type, 'content-length': String(body.length) },
            body,
          })
        ).status,
      ).toBe(400);
    const headers = { ...type, 'transfer-encoding': 'chunked' };
    expect((await sendRaw(engines.s3Endpoint, { ...order, headers, body: 'x' })).status).toBe(411);
  });

  it('of the site’s own page is taken, and the page may read what came of it', async () => {
    const page = { origin: SITE, 'sec-fetch-site': 'same-site' };
    const { response } = await post(await presign(), { headers: page });
    expect(response.status).toBe(201);
    expect(response.headers.get('access-control-allow-origin')).toBe(SITE);
    expect(response.headers.get('access-control-expose-headers')).toBe('ETag, x-amz-version-id');
    const refused = await post(await presign(), { headers: page, change: { key: 'x' } });
    expect(refused.response.headers.get('access-control-allow-origin')).toBe(SITE);
    expect(
      (await post(await presign(), { headers: { 'sec-fetch-site': 'same-site' } })).response.status,
    ).toBe(403);
  });
});

describe('a browser that asks first', () => {
  const preflight = (origin: string, method = 'POST') =>
    sendRaw(engines.s3Endpoint, {
      method: 'OPTIONS',
      path: `/${Bucket}`,
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'content-type,x-a',
        'sec-fetch-site': 'same-site',
      },
    });

  it('is told that the site’s pages may post, and nobody else anything', async () => {
    expect(await preflight(SITE)).toMatchObject({
      status: 200,
      headers: {
        'access-control-allow-origin': SITE,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type,x-a',
      },
    });
    expect((await preflight('http://localhost:8787')).status).toBe(200);
    for (const refused of [
      await preflight('https://evil.example'),
      await preflight('null'),
      await preflight(SITE, 'DELETE'),
    ]) {
      expect(refused.status).toBe(403);
      expect(told(refused.text)).toBe('AccessForbidden');
    }
  });
});

describe('a signed request', () => {
  const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
    createS3Client({ ...engines.s3, credentials });
  const put = (client: S3Client, options = {}) =>
    outcome(client.send(new PutObjectCommand({ Bucket, Key: KEY, Body: REPORT, ...options })));

  it('is the operator’s with the key of this machine', async () => {
    expect(await put(s3)).toBe('taken');
    expect(await put(s3, { Key: KEY.replace('inbox', 'backfill') })).toBe('taken');
  });

  it('is refused with a wrong secret, an unknown key, and where nobody signed it', async () => {
    expect(await put(clientOf({ accessKeyId: 'S3RVER', secretAccessKey: 'x' }))).toBe(
      'SignatureDoesNotMatch',
    );
    expect(await put(clientOf({ accessKeyId: 'AKIA0', secretAccessKey: 'S3RVER' }))).toBe(
      'InvalidAccessKeyId',
    );
    for (const [method, path] of [
      ['PUT', `/${Bucket}/${KEY}`],
      ['GET', `/${Bucket}/${KEY}`],
      ['HEAD', `/${Bucket}/${KEY}`],
      ['DELETE', `/${Bucket}/${KEY}`],
      ['GET', `/${Bucket}?versions`],
      ['GET', '/'],
      ['PUT', '/another'],
      ['POST', `/${Bucket}?delete`],
      ['POST', `/${Bucket}/${KEY}?uploads`],
    ] as const)
      expect((await sendRaw(engines.s3Endpoint, { method, path })).status, `${method} ${path}`).toBe(403);
  });

  it('may be an address that is signed: for one method, one key, one version', async () => {
    const signed = (method: string, path: string) => presignPath(s3, engines.s3Endpoint, { method, path });
    const put = await signed('PUT', `/${Bucket}/${KEY}`);
    const send = (method: string, path: string, body = '', headers = {}) =>
      sendRaw(engines.s3Endpoint, { method, path, body, headers });
    expect((await send('PUT', put, REPORT)).status).toBe(200);
    expect((await send('PUT', put, REPORT, { 'x-amz-meta-ticket': 't-2' })).status).toBe(403);
    expect((await send('DELETE', put)).status).toBe(403);
    expect((await send('PUT', put.replace('2024.json', '2023.json'), REPORT)).status).toBe(403);
    const get = await signed('GET', `/${Bucket}/${KEY}?response-content-type=text/plain`);
    expect(await send('GET', get)).toMatchObject({
      status: 200,
      text: REPORT,
      headers: { 'content-type': 'text/plain' },
    });
    expect((await send('GET', `${get}&versionId=1`)).status).toBe(403);
  });

  it('of the older signature versions is refused', async () => {
    const path = `/${Bucket}/${KEY}`;
    const header = { authorization: 'AWS S3RVER:AAAA' };
    expect(told((await sendRaw(engines.s3Endpoint, { method: 'GET', path, headers: header })).text)).toBe(
      'InvalidRequest',
    );
    const query = `${path}?AWSAccessKeyId=S3RVER&Signature=AAAA&Expires=4102444800`;
    expect(told((await sendRaw(engines.s3Endpoint, { method: 'GET', path: query })).text)).toBe(
      'InvalidRequest',
    );
  });

  it.each([
    ['x-amz-content-sha256', createHash('sha256').update('other').digest('hex'), 'XAmzContentSHA256Mismatch'],
    ['x-amz-checksum-sha256', sha256('other'), 'BadDigest'],
    ['x-amz-checksum-crc32', 'AAAAAA==', 'BadDigest'],
    ['x-amz-checksum-crc64nvme', 'AAAAAAAAAAA=', 'BadDigest'],
    ['content-md5', 'AAAAAAAAAAAAAAAAAAAAAA==', 'BadDigest'],
    ['x-amz-storage-class', 'GLACIER', 'AccessDenied'],
    ['x-amz-server-side-encryption', 'aws:kms', 'AccessDenied'],
    ['x-amz-server-side-encryption-customer-algorithm', 'AES256', 'AccessDenied'],
  ])('is refused with %s: %s', async (name, value, expected) => {
    const before = await s3.send(new HeadObjectCommand({ Bucket, Key: KEY }));
    const order = { method: 'PUT', path: `/${Bucket}/${KEY}`, headers: { [name]: value }, body: REPORT };
    expect(told((await sendSigned(s3, engines.s3Endpoint, order)).text)).toBe(expected);
    const after = await s3.send(new HeadObjectCommand({ Bucket, Key: KEY }));
    expect(after.VersionId).toBe(before.VersionId);
  });

  it.each([
    ['x-amz-checksum-sha256', sha256(REPORT)],
    ['x-amz-storage-class', 'STANDARD'],
    ['x-amz-server-side-encryption', 'AES256'],
  ])('is taken with %s: %s', async (name, value) => {
    const order = { method: 'PUT', path: `/${Bucket}/${KEY}`, headers: { [name]: value }, body: REPORT };
    expect((await sendSigned(s3, engines.s3Endpoint, order)).status).toBe(200);
  });

  it('can’t be given another body, header or key on its way', async () => {
    const order = { method: 'PUT', path: `/${Bucket}/${KEY}`, body: REPORT };
    const headers = await signHeaders(s3, engines.s3Endpoint, order);
    const send = async (change: object) =>
      told((await sendRaw(engines.s3Endpoint, { ...order, headers, ...change })).text);
    expect(await send({ body: '{"year":2025}' })).toBe('XAmzContentSHA256Mismatch');
    expect(await send({ path: `/${Bucket}/inbox/450205/450205-other/2024.json` })).toBe(
      'SignatureDoesNotMatch',
    );
    expect(await send({ path: `/${Bucket}/${KEY}?tagging` })).toBe('SignatureDoesNotMatch');
    expect(await send({ headers: { ...headers, 'x-amz-meta-ticket': 't-2' } })).toBe('AccessDenied');
  });

  it('of an SDK as it is set by default carries checksums, before or behind the body', async () => {
    const usual = usualClient(engines.s3Endpoint, LOCAL_CREDENTIALS);
    const body = REPORT.repeat(20_000);
    for (const Body of [
      body,
      Readable.from([Buffer.from(body.slice(0, 70_000)), Buffer.from(body.slice(70_000))]),
    ])
      for (const ChecksumAlgorithm of [undefined, 'SHA256', 'CRC32C', 'CRC64NVME'] as const) {
        if (Body instanceof Readable && ChecksumAlgorithm !== undefined) continue;
        const order = { Bucket, Key: KEY, Body, ChecksumAlgorithm, ContentLength: body.length };
        await usual.send(new PutObjectCommand(order));
        const stored = await usual.send(new GetObjectCommand({ Bucket, Key: KEY }));
        expect(await stored.Body!.transformToString()).toBe(body);
        expect(stored.ContentEncoding).toBeUndefined();
      }
    usual.destroy();
  });

  it('with a checksum behind the body that does not fit is refused', async () => {
    const order = {
      method: 'PUT',
      path: `/${Bucket}/${KEY}`,
      headers: {
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'content-encoding': 'aws-chunked',
        'x-amz-trailer': 'x-amz-checksum-crc32',
        'x-amz-decoded-content-length': '5',
      },
    };
    const sent = async (trailer: string, body = '5\r\nhello\r\n') =>
      sendSigned(s3, engines.s3Endpoint, { ...order, body: `${body}0\r\n${trailer}\r\n` });
    expect((await sent('x-amz-checksum-crc32:NhCmhg==\r\n')).status).toBe(200);
    expect(told((await sent('x-amz-checksum-crc32:AAAAAA==\r\n')).text)).toBe('BadDigest');
    expect(told((await sent('')).text)).toBe('BadDigest');
    expect(told((await sent('x-amz-checksum-crc32:NhCmhg==\r\n', '')).text)).toBe('IncompleteBody');
  });
});

describe('temporary credentials', () => {
  const scope = { kind: 'agency', district: '450205', agencyId: '450205-jyj' } as const;
  const issue = (order: Partial<CredentialsOrder> = {}, now = Date.now()) =>
    createTokenIssuer(
      secretOfFolder(),
      () => now,
    )({ scope, sessionName: spellSessionName(RECORD), ttlS: 900, ...order });
  const secretOfFolder = () =>
    Buffer.from(readFileSync(join(engines.dataDir, 'upload-tokens.key'), 'utf8'), 'hex');
  const clientOf = (credentials: Omit<UploadCredentials, 'sessionToken'> & { sessionToken?: string }) =>
    usualClient(engines.s3Endpoint, credentials);
  let agency: S3Client;
  beforeAll(async () => {
    agency = clientOf(await issue());
  });
  afterAll(() => agency.destroy());
  const put = (Key: string, client = agency, more = {}) =>
    outcome(client.send(new PutObjectCommand({ Bucket, Key, Body: REPORT, ...more })));
  const get = (Key: string) => outcome(agency.send(new GetObjectCommand({ Bucket, Key })));

  it('file below their own prefix, with any way to send a body', async () => {
    expect(await put(KEY)).toBe('taken');
    expect(await put('inbox/450205/450205-jyj/二 零+(1).json')).toBe('taken');
    expect(await put('publication/450205/450205-jyj/2024.json')).toBe('taken');
    const Body = Readable.from([Buffer.from(REPORT)]);
    expect(await put(KEY, agency, { Body, ContentLength: REPORT.length })).toBe('taken');
    expect(await get(KEY)).toBe('taken');
    const { url, fields } = await createPresignedPost(agency, { Bucket, Key: KEY });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([REPORT]));
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);
  });

  it.each([
    'inbox/450205/450205-jyj2/2024.json',
    'inbox/450205/450205-other/2024.json',
    'inbox/450206/450205-jyj/2024.json',
    'backfill/450205/450205-jyj/2024.json',
    'archive/abc',
    'receipts/inbox/450205/450205-jyj/2024.json/1.json',
    'inbox/450205',
  ])('do not write %s', async (key) => {
    expect(await put(key)).toBe('AccessDenied');
    const { url, fields } = await createPresignedPost(agency, { Bucket, Key: key });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([REPORT]));
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(403);
  });

  it('read their own receipts, and are not told what else there is', async () => {
    const receipt = 'receipts/inbox/450205/450205-jyj/2024.json/1.json';
    expect(await get(receipt)).toBe('AccessDenied');
    await s3.send(new PutObjectCommand({ Bucket, Key: receipt, Body: '{}' }));
    expect(await get(receipt)).toBe('taken');
    await s3.send(new PutObjectCommand({ Bucket, Key: 'inbox/450205/other/2024.json', Body: '{}' }));
    expect(await get('inbox/450205/other/2024.json')).toBe('AccessDenied');
  });

  it('file what is large in parts, under the key that they began with', async () => {
    const part = Buffer.alloc(5 * 1024 * 1024, 'a');
    const { UploadId } = await agency.send(new CreateMultipartUploadCommand({ Bucket, Key: KEY }));
    const upload = { Bucket, Key: KEY, UploadId };
    const sent = [part, Buffer.from('b')].map((Body, index) =>
      agency.send(new UploadPartCommand({ ...upload, PartNumber: index + 1, Body })),
    );
    const Parts = (await Promise.all(sent)).map(({ ETag }, index) => ({ ETag, PartNumber: index + 1 }));
    const complete = (Key: string, client = agency) =>
      outcome(
        client.send(new CompleteMultipartUploadCommand({ ...upload, Key, MultipartUpload: { Parts } })),
      );
    expect(await complete(KEY.replace('2024', '2023'))).toBe('NoSuchUpload');
    expect(await complete(KEY.replace('inbox', 'backfill'))).toBe('AccessDenied');
    expect(await complete(KEY)).toBe('taken');
    const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket, Key: KEY }));
    expect(ContentLength).toBe(part.length + 1);
    expect(await outcome(agency.send(new CreateMultipartUploadCommand({ Bucket, Key: 'archive/a' })))).toBe(
      'AccessDenied',
    );
    const options = { Bucket, Key: KEY, StorageClass: 'GLACIER' } as const;
    expect(await outcome(agency.send(new CreateMultipartUploadCommand(options)))).toBe('AccessDenied');
  });

  it('do nothing else', async () => {
    const CopySource = `${Bucket}/inbox/450205/other/2024.json`;
    const others = [
      agency.send(new ListObjectsV2Command({ Bucket, Prefix: 'inbox/450205/450205-jyj/' })),
      agency.send(new DeleteObjectCommand({ Bucket, Key: KEY })),
      agency.send(new CopyObjectCommand({ Bucket, Key: KEY, CopySource })),
      agency.send(new PutObjectCommand({ Bucket, Key: KEY, Body: REPORT, StorageClass: 'GLACIER' })),
    ];
    expect(await Promise.all(others.map(outcome))).toEqual(others.map(() => 'AccessDenied'));
    for (const query of ['tagging', 'acl', 'torrent', 'uploadId=00000000000000000000000000000000'])
      expect(
        (await sendSigned(agency, engines.s3Endpoint, { method: 'GET', path: `/${Bucket}/${KEY}?${query}` }))
          .status,
      ).toBe(403);
  });

  it('of a region reach all of it', async () => {
    const city = clientOf(await issue({ scope: { kind: 'region', region: '450200' } }));
    expect(await put('inbox/450206/any/2024.json', city)).toBe('taken');
    expect(await put('inbox/450306/any/2024.json', city)).toBe('AccessDenied');
    expect(await put('backfill/450206/any/2024.json', city)).toBe('AccessDenied');
  });

  it('are refused where secret or token are wrong, missing or of yesterday', async () => {
    const issued = await issue();
    const other = await issue({ scope: { ...scope, agencyId: 'other' } });
    const { sessionToken: _, ...tokenless } = issued;
    const forged = Buffer.from(issued.sessionToken.split('.')[0]!, 'base64url')
      .toString()
      .replace('jyj', 'all');
    const forgedToken = `${Buffer.from(forged).toString('base64url')}.${issued.sessionToken.split('.')[1]!}`;
    expect(await put(KEY, clientOf({ ...issued, secretAccessKey: 'x' }))).toBe('SignatureDoesNotMatch');
    expect(await put(KEY, clientOf(tokenless))).toBe('InvalidAccessKeyId');
    expect(await put(KEY, clientOf({ ...issued, sessionToken: other.sessionToken }))).toBe('InvalidToken');
    expect(await put(KEY, clientOf({ ...issued, sessionToken: forgedToken }))).toBe('InvalidToken');
    expect(await put(KEY, clientOf({ ...issued, accessKeyId: 'S3RVER' }))).toBe('InvalidToken');
    expect(await put(KEY, clientOf(await issue({}, Date.now() - 901_000)))).toBe('ExpiredToken');
    expect(await put(KEY, clientOf(await issue({}, Date.now() - 890_000)))).toBe('taken');
  });

  it('tell their session’s name in the event, again after a restart, too', async () => {
    expect(await put(KEY)).toBe('taken');
    await engines.delivered();
    const principal = engines.uploads.at(-1)!.userIdentity.principalId;
    expect(principal).toBe(`AWS:AROALOCALUPLOADS:gj.${RECORD}`);
    expect(readSessionName(principal)).toBe(RECORD);
    expect(readSessionName('LOCAL')).toBeUndefined();
    const dataDir = mkdtempSync(join(tmpdir(), 'gouji-again-'));
    const principals = async (eventsAfter?: string, work = (_: TestEngines['s3']) => Promise.resolve('')) => {
      const told: string[] = [];
      const started = await startEngineProcess(
        { dataDir, s3Port: 0, eventPrefixes: [''], eventsAfter },
        (record) => told.push(record.userIdentity.principalId),
      );
      await work({ ...engines.s3, endpoint: started.s3Endpoint });
      await started.delivered();
      await started.stop();
      return told;
    };
    const first = await principals(undefined, async (connection) => {
      const operator = createS3Client(connection);
      await operator.send(new CreateBucketCommand({ Bucket }));
      const secret = Buffer.from(readFileSync(join(dataDir, 'upload-tokens.key'), 'utf8'), 'hex');
      const credentials = await createTokenIssuer(
        secret,
        Date.now,
      )({ scope, sessionName: spellSessionName(RECORD), ttlS: 900 });
      await put(KEY, operator);
      return put(KEY, usualClient(connection.endpoint!, credentials));
    });
    expect(first).toEqual(['LOCAL', `AWS:AROALOCALUPLOADS:gj.${RECORD}`]);
    expect(await principals('')).toEqual(first);
    rmSync(dataDir, { recursive: true });
  });

  it('are signed with a secret that nobody else on the machine reads', () => {
    expect(statSync(join(engines.dataDir, 'upload-tokens.key')).mode & 0o777).toBe(0o600);
  });
});
