import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client } from '../../shared/adapters/clients.ts';
import S3Object from 's3rver/lib/models/object.js';
import { VersionedStore } from '../../local/versioned-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { sendSigned, signHeaders } from '../support/sign-s3.ts';

let engines: TestEngines;
let s3: ReturnType<typeof createS3Client>;
let Bucket: string;
beforeAll(async () => {
  engines = await startEngines();
  Bucket = engines.bucket;
  s3 = createS3Client(engines.s3);
});
afterAll(async () => {
  s3.destroy();
  await engines.stop();
});

async function put(Key: string, Body: string): Promise<string> {
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  return VersionId!;
}
async function get(Key: string, VersionId?: string) {
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return { ...answer, text: await answer.Body!.transformToString() };
}
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

/** A request as it stands, path and all. */
const raw = (method: string, path: string, headers: Record<string, string> = {}, body = '') =>
  sendSigned(s3, engines.s3Endpoint, { method, path, headers, body });

describe('a store that is closed under a request', () => {
  it('refuses it, to be tried again, and writes into nobody’s file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gouji-store-'));
    const store = new VersionedStore(folder, Date.now);
    await store.putBucket('reports');
    const body = new PassThrough();
    const key = 'inbox/450205/a/2024.json';
    const putting = store.putObject(new S3Object('reports', key, body, {}));
    const refused = expect(putting).rejects.toMatchObject({ code: 'ServiceUnavailable', status: 503 });
    store.close();
    // The next file has the number that the journal had.
    const others = join(folder, 'another');
    const other = await open(others, 'a+');
    body.end('{}');
    await refused;
    await other.close();
    expect(await readFile(others, 'utf8')).toBe('');
    const again = new VersionedStore(folder, Date.now);
    expect(again.journalOf('reports').versionsOf(key)).toEqual([]);
    again.close();
    await rm(folder, { recursive: true });
  });
});

describe('files of the archive', () => {
  it('go a day after others took their places, and nothing else does', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gouji-store-'));
    let now = Date.parse('2026-06-01T00:00:00Z');
    const store = new VersionedStore(folder, () => now);
    await store.putBucket('reports');
    const keys = ['bulk/000000/tidy.parquet', 'inbox/450205/a/2024.json'];
    const putBoth = async () => {
      for (const key of keys) await store.putObject(new S3Object('reports', key, Buffer.from('x'), {}));
    };
    const counts = () => keys.map((key) => store.journalOf('reports').versionsOf(key).length);
    const files = async () =>
      (await readdir(join(folder, 'reports', 'bytes'), { recursive: true, withFileTypes: true })).filter(
        (one) => one.isFile(),
      ).length;
    await putBoth();
    now += 3_600_000;
    await putBoth();
    now += 23 * 3_600_000;
    await putBoth();
    expect([...counts(), await files()]).toEqual([3, 3, 6]);
    now += 3_600_000;
    // The first has been replaced for a day by now; the second, for two hours.
    await putBoth();
    expect([...counts(), await files()]).toEqual([3, 4, 7]);
    store.close();
    await rm(folder, { recursive: true });
  });
});

describe('versions', () => {
  it('keeps every version readable, the newest by default', async () => {
    const first = await put('inbox/450205/a/2024.json', 'one');
    const second = await put('inbox/450205/a/2024.json', 'two');
    expect(second > first).toBe(true);
    expect(first).toMatch(/^[0-9A-F]{16}$/);
    expect(await get('inbox/450205/a/2024.json')).toMatchObject({ text: 'two', VersionId: second });
    expect(await get('inbox/450205/a/2024.json', first)).toMatchObject({ text: 'one', VersionId: first });
    const head = await s3.send(
      new HeadObjectCommand({ Bucket, Key: 'inbox/450205/a/2024.json', VersionId: first }),
    );
    expect(head).toMatchObject({ VersionId: first, ContentLength: 3 });
    expect(head.ETag).toBe(`"${createHash('md5').update('one').digest('hex')}"`);
  });

  it('writes a new key once, whoever else writes it at the same time', async () => {
    const once = (Body: string, Key = 'archive/once') =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: '*' })).then(
        () => Body,
        (error: unknown) => nameOf(error),
      );
    const answers = await Promise.all(['one', 'two', 'three'].map((body) => once(body)));
    expect(answers.filter((answer) => answer === 'PreconditionFailed')).toHaveLength(2);
    expect(answers).toContain((await get('archive/once')).text);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'archive/once' }));
    expect(await once('again')).toBe('again');
  });

  it('writes over the object that was seen alone, and takes no other condition', async () => {
    const Key = 'acts/seen';
    const over = (condition: { readonly IfMatch?: string; readonly IfNoneMatch?: string }) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body: 'next', ...condition })).then(
        ({ ETag }) => ETag,
        (error: unknown) => nameOf(error),
      );
    expect(await over({ IfMatch: '"0"' })).toBe('NoSuchKey');
    await put(Key, 'first');
    const seen = `"${createHash('md5').update('first').digest('hex')}"`;
    expect(await over({ IfMatch: '"0"' })).toBe('PreconditionFailed');
    expect(await over({ IfNoneMatch: seen })).toBe('NotImplemented');
    expect((await get(Key)).text).toBe('first');
    expect(await over({ IfMatch: seen })).toBe(`"${createHash('md5').update('next').digest('hex')}"`);
    expect((await get(Key)).text).toBe('next');
  });

  it('answers a version that is not there with NoSuchVersion, a key with NoSuchKey', async () => {
    await put('there', 'x');
    const missing = await get('there', '0000000000000001').catch((error: unknown) => error);
    expect(nameOf(missing)).toBe('NoSuchVersion');
    expect(missing).toMatchObject({ $metadata: { httpStatusCode: 404 } });
    expect(nameOf(await get('not-there').catch((error: unknown) => error))).toBe('NoSuchKey');
  });

  it('keeps metadata and content type per version', async () => {
    const Key = 'backfill/450205/a/2019.json';
    const { VersionId } = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: '{}',
        ContentType: 'application/json',
        Metadata: { 'received-at': '2020-01-20T08:00:00+08:00' },
      }),
    );
    await put(Key, 'later');
    expect(await get(Key, VersionId)).toMatchObject({
      ContentType: 'application/json',
      Metadata: { 'received-at': '2020-01-20T08:00:00+08:00' },
    });
    expect((await get(Key)).Metadata).toEqual({});
  });

  it('hides a deleted object and keeps its versions', async () => {
    const version = await put('deleted', 'x');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'deleted' }));
    expect(nameOf(await get('deleted').catch((error: unknown) => error))).toBe('NoSuchKey');
    expect((await get('deleted', version)).text).toBe('x');
    const { Versions, DeleteMarkers } = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix: 'deleted' }),
    );
    expect(DeleteMarkers).toMatchObject([{ Key: 'deleted', IsLatest: true }]);
    expect(Versions).toMatchObject([{ Key: 'deleted', VersionId: version, IsLatest: false }]);
  });

  it('copies a version with its metadata', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'original', Body: 'x', Metadata: { a: 'b' } }));
    const { VersionId } = await s3.send(
      new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/original` }),
    );
    expect(await get('copy')).toMatchObject({ text: 'x', Metadata: { a: 'b' }, VersionId });
  });
});

describe('event records', () => {
  it('bear version, sequencer and the URL-encoded key, in AWS shape, before the upload is acknowledged', async () => {
    const VersionId = await put('inbox/450205/机关 a+b/2024.json', '{}');
    await engines.delivered();
    expect(engines.uploads.at(-1)).toMatchObject({
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: {
        bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
        object: {
          key: 'inbox/450205/%E6%9C%BA%E5%85%B3+a%2Bb/2024.json',
          versionId: VersionId,
          sequencer: VersionId,
          size: 2,
        },
      },
    });
  });

  it('come in the order of their sequencers', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => put(`order/${index % 5}`, String(index))));
    await engines.delivered();
    const sequencers = engines.uploads.map(({ s3: { object } }) => object.sequencer);
    expect(sequencers).toEqual(sequencers.toSorted());
    expect(new Set(sequencers).size).toBe(sequencers.length);
  });
});

describe('a presigned POST', () => {
  it('stores a version and raises an event', async () => {
    const Key = 'inbox/450205/posted/2024.json';
    const { url, fields } = await createPresignedPost(s3, {
      Bucket,
      Key,
      Fields: { 'Content-Type': 'application/json' },
    });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['{"n":1}'], { type: 'application/json' }), '报告.json');
    const response = await fetch(url, { method: 'POST', body: form });
    expect(response.status).toBe(204);
    const versionId = response.headers.get('x-amz-version-id');
    expect(await get(Key)).toMatchObject({
      text: '{"n":1}',
      VersionId: versionId,
      ContentType: 'application/json',
    });
    await engines.delivered();
    expect(engines.uploads.at(-1)).toMatchObject({
      eventName: 'ObjectCreated:Post',
      s3: { object: { versionId } },
    });
  });

  it.each(['../../../etc/x', 'a//b', '..', 'a/../b', 'x'.repeat(1025), 'a\u0000b'])(
    'refuses the key %.40s',
    async (Key) => {
      const { url, fields } = await createPresignedPost(s3, { Bucket, Key });
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append('file', new Blob(['x']), 'x');
      const response = await fetch(url, { method: 'POST', body: form });
      expect(response.status).toBe(400);
    },
  );
});

describe('keys', () => {
  it.each([
    '柳北区/政务服务和大数据发展局.json',
    'folder/',
    'a._S3rver_object',
    'a._S3rver_metadata.json',
    'versions.jsonl',
    'k'.repeat(1024),
    '深'.repeat(340),
    'a b+c%2F&<>"\'=?#;:,@$!*()~',
    '...',
    'a/.../b',
  ])('that are odd are keys like any other: %.40s', async (key) => {
    const version = await put(key, key);
    expect(await get(key)).toMatchObject({ text: key, VersionId: version });
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: key }));
    expect(Contents?.map(({ Key }) => Key)).toContain(key);
  });

  it.each([
    ['PUT', `/gouji/../../x`],
    ['PUT', `/gouji/%2e%2e/%2e%2e/x`],
    ['PUT', `/gouji/a//b`],
    ['PUT', `/gouji/a/./b`],
    ['PUT', `/gouji/..%2f..%2fx`],
    ['PUT', `/gouji/%E0%A4%A`],
    ['PUT', `/gouji/${'x'.repeat(1025)}`],
    ['PUT', `/gouji/a%00b`],
    ['GET', `/gouji/a/../../../../../../etc/passwd`],
    ['GET', `/gouji/a//b`],
  ])('that lead elsewhere are refused: %s %.40s', async (method, path) => {
    expect((await raw(method, path)).status).toBe(400);
  });

  it.each([
    ['GET', '/..', 404],
    ['GET', '/../x', 404],
    ['PUT', '/..', 400],
    ['PUT', '/gouji/part?uploadId=../../../x&partNumber=1', 404],
    ['POST', '/gouji/part?uploadId=00000000000000000000000000000000', 404],
    ['GET', '/gouji?max-keys=-1', 400],
    ['GET', '/gouji?versions&max-keys=x', 400],
    ['GET', '/gouji?versions&version-id-marker=1', 400],
  ])('broken requests are answered: %s %s', async (method, path, status) => {
    expect((await raw(method, path)).status).toBe(status);
  });

  it('never become paths', async () => {
    const folder = join(engines.dataDir, 's3');
    expect(await readdir(folder)).toEqual([Bucket]);
    expect((await readdir(join(folder, Bucket))).toSorted()).toEqual([
      'bytes',
      'incoming',
      'resources',
      'versions.jsonl',
    ]);
    expect(await readdir(join(folder, Bucket, 'incoming'))).toEqual([]);
  });
});

describe('bodies', () => {
  it('in aws-chunked frames are stored without them', async () => {
    const body =
      '5;chunk-signature=ab\r\nhello\r\n6;chunk-signature=cd\r\n world\r\n0;chunk-signature=ef\r\n\r\n';
    const { status } = await raw(
      'PUT',
      `/${Bucket}/chunked`,
      {
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'content-encoding': 'aws-chunked',
        'x-amz-decoded-content-length': '11',
      },
      body,
    );
    expect(status).toBe(200);
    const stored = await get('chunked');
    expect([stored.text, stored.ContentEncoding]).toEqual(['hello world', undefined]);
  });

  it('with broken frames are refused', async () => {
    const headers = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' };
    expect((await raw('PUT', `/${Bucket}/broken`, headers, '5\r\nhel')).status).toBe(400);
    expect((await raw('PUT', `/${Bucket}/broken`, headers, 'zz\r\nhello\r\n')).status).toBe(400);
    expect(nameOf(await get('broken').catch((error: unknown) => error))).toBe('NoSuchKey');
  });

  it('that do not match their Content-MD5 are refused', async () => {
    expect(
      (await raw('PUT', `/${Bucket}/md5`, { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'x')).status,
    ).toBe(400);
  });

  it('of many megabytes go through', async () => {
    const bytes = Buffer.alloc(7 * 1024 * 1024, 'gouji');
    await s3.send(new PutObjectCommand({ Bucket, Key: 'large', Body: bytes }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
    expect(Buffer.from(await Body!.transformToByteArray()).equals(bytes)).toBe(true);
  });

  it('can be read in part, and be empty', async () => {
    await put('range', '0123456789');
    const { Body, ContentRange } = await s3.send(
      new GetObjectCommand({ Bucket, Key: 'range', Range: 'bytes=2-4' }),
    );
    expect([await Body!.transformToString(), ContentRange]).toEqual(['234', 'bytes 2-4/10']);
    await put('empty', '');
    expect((await get('empty')).text).toBe('');
  });

  it('cut off by the sender leave nothing', async () => {
    const { hostname, port } = new URL(engines.s3Endpoint);
    const order = { method: 'PUT', path: `/${Bucket}/cut-off`, body: 'x'.repeat(1000) };
    const headers = await signHeaders(s3, engines.s3Endpoint, order);
    await new Promise<void>((resolve) => {
      const sending = request({
        hostname,
        port,
        method: 'PUT',
        path: `/${Bucket}/cut-off`,
        headers: { ...headers, 'content-length': '1000' },
      });
      sending.on('error', () => resolve());
      sending.write('half', () => setTimeout(() => sending.destroy(), 50));
    });
    expect(nameOf(await get('cut-off').catch((error: unknown) => error))).toBe('NoSuchKey');
  });

  it('of 50 concurrent uploads of one key appear whole, the highest version on top', async () => {
    const bodies = Array.from({ length: 50 }, (_, index) => String(index).padStart(3, '0').repeat(20_000));
    let reading = true;
    const read: string[] = [];
    const reader = (async () => {
      await put('contended', bodies[0]!);
      while (reading) read.push((await get('contended')).text);
    })();
    const written = await Promise.all(
      bodies.map(async (body) => ({ body, version: await put('contended', body) })),
    );
    reading = false;
    await reader;
    expect(read.filter((text) => !bodies.includes(text))).toEqual([]);
    const newest = written.toSorted((a, b) => (a.version < b.version ? 1 : -1))[0]!;
    const { VersionId } = await get('contended');
    expect(VersionId! >= newest.version).toBe(true);
    for (const { body, version } of written) expect((await get('contended', version)).text).toBe(body);
  });
});

describe('lists', () => {
  it('are paged, in order, and folded at a delimiter', async () => {
    for (const key of ['list/a', 'list/b/1', 'list/b/2', 'list/c', 'list/中']) await put(key, 'x');
    const pages: string[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/', MaxKeys: 2, ContinuationToken }),
      );
      pages.push([
        ...(page.Contents ?? []).map(({ Key }) => Key!),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix!),
      ]);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(pages).toEqual([
      ['list/a', 'list/b/'],
      ['list/c', 'list/中'],
    ]);
  });

  it('of versions are newest first per key, across pages', async () => {
    const expected: string[] = [];
    for (const key of ['versions/a', 'versions/b']) {
      const ids: string[] = [];
      for (let index = 0; index < 5; index++) ids.unshift(await put(key, String(index)));
      expected.push(...ids.map((id) => `${key} ${id}`));
    }
    const found: string[] = [];
    let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (marker) {
      const page: Awaited<ReturnType<typeof list>> = await list(marker);
      found.push(...(page.Versions ?? []).map(({ Key, VersionId }) => `${Key!} ${VersionId!}`));
      expect(page.Versions?.every(({ Size, LastModified, ETag }) => Size === 1 && LastModified && ETag)).toBe(
        true,
      );
      marker = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker!, VersionIdMarker: page.NextVersionIdMarker! }
        : undefined;
    }
    expect(found).toEqual(expected);

    function list(from: { KeyMarker?: string; VersionIdMarker?: string }) {
      return s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'versions/', MaxKeys: 3, ...from }));
    }
  });
});
