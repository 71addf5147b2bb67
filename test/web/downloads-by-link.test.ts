/** What is too large for an answer where none can be streamed: a link, and no reader waits longer than a request may. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLinkedFiles, type LinkedFiles } from '../../shared/adapters/bucket/linked-files.ts';
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import { answerByLink, type ByLinkDeps } from '../../web/downloads/by-link.ts';
import { aBucket } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const ADDRESS = 'https://gouji.example.cn/api/v1/regions/450000/years/2024.csv';
const HEAD = {
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': 'attachment; filename="a.csv"',
};
const LINE = '450205,柳北区,1\r\n';
const LARGE = LINE.repeat(80_000);

/** A bucket in memory. */
function inMemory() {
  const kept = new Map<string, string>();
  const files: LinkedFiles = {
    nameFor: (question) => `downloads/${hashBytes(new TextEncoder().encode(question))}`,
    readText: (key) => Promise.resolve(kept.get(key)),
    keep(key, body) {
      kept.set(key, typeof body === 'string' ? body : new TextDecoder().decode(body));
      return Promise.resolve();
    },
    link: (key, seconds) => Promise.resolve(`https://bucket.example/${key}?for=${seconds}`),
  };
  return { kept, files };
}

interface Scene {
  readonly made: () => number;
  readonly kept: ReadonlyMap<string, string>;
  readonly failures: unknown[];
  readonly ask: (init?: RequestInit, address?: string) => Promise<Response>;
  readonly pass: (ms: number) => void;
  readonly afterwards: () => Promise<unknown>;
}

function aScene(body: () => string | ReadableStream<Uint8Array>, more: Partial<ByLinkDeps> = {}): Scene {
  const { kept, files } = inMemory();
  const failures: unknown[] = [];
  const going: Promise<unknown>[] = [];
  let [made, at] = [0, Date.UTC(2026, 0, 20)];
  const answer = answerByLink(
    (request) => {
      made += 1;
      expect(request.headers.has('accept-encoding')).toBe(request.method !== 'GET');
      return new Response(body(), { headers: HEAD });
    },
    {
      files,
      now: () => makeInstant(at),
      wait: () => Promise.withResolvers<never>().promise,
      later(work) {
        going.push(work().catch((error: unknown) => failures.push(error)));
        return Promise.resolve();
      },
      onFailure: (error) => failures.push(error),
      ...more,
    },
  );
  return {
    made: () => made,
    kept,
    failures,
    ask: async (init = {}, address = ADDRESS) =>
      answer(new Request(address, { headers: { 'accept-encoding': 'gzip' }, ...init })),
    pass(ms) {
      at += ms;
    },
    afterwards: () => Promise.all(going),
  };
}
/** A body that ends when it is told to. */
function aSlowBody() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
  });
  const bytes = new TextEncoder().encode(LARGE);
  return {
    stream,
    end() {
      controller?.enqueue(bytes);
      controller?.close();
    },
    break: () => controller?.error(new Error('the table does not answer')),
  };
}

describe('a file in bulk', () => {
  it('is the answer itself where it is small, and nothing is kept', async () => {
    const scene = aScene(() => LINE);
    const response = await scene.ask();
    expect([response.status, await response.text(), scene.kept.size]).toEqual([200, LINE, 0]);
    expect(response.headers.get('content-disposition')).toBe(HEAD['content-disposition']);
  });

  it('is a link where it is large; whoever asks within ten minutes has the same file, and afterwards a new one', async () => {
    const scene = aScene(() => LARGE);
    const response = await scene.ask();
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(
      /^https:\/\/bucket\.example\/downloads\/[0-9a-f]{64}\.csv\?for=300$/,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect([...scene.kept.values()]).toContain(LARGE);
    scene.pass(599_000);
    expect([(await scene.ask()).status, scene.made()]).toEqual([303, 1]);
    scene.pass(2_000);
    expect([(await scene.ask()).status, scene.made()]).toEqual([303, 2]);
  });

  it('is a file of the archive as well', async () => {
    const scene = aScene(() => LARGE);
    const about = (path: string) => scene.ask({}, `https://gouji.example.cn/api/v1/archive/${path}`);
    expect((await about('000000/tidy.parquet')).status).toBe(303);
    expect([(await about('450000-own/wide.csv?from=2024')).status, scene.made()]).toEqual([303, 2]);
  });

  it('is another for another question', async () => {
    const scene = aScene(() => LARGE);
    const links = await Promise.all(
      [ADDRESS, ADDRESS.replace('2024', '2023'), `${ADDRESS}?asOf=2026-01-02`].map(async (address) =>
        (await scene.ask({}, address)).headers.get('location'),
      ),
    );
    expect(new Set(links).size).toBe(3);
  });

  it('is another in another language, whether address, cookie or browser says which', async () => {
    const scene = aScene(() => LARGE);
    const address = 'https://gouji.example.cn/compliance/450000/2024/tables/agencies.csv';
    const linkFor = async (headers: Record<string, string>, query = ''): Promise<string | null> =>
      (await scene.ask({ headers }, address + query)).headers.get('location');
    const chinese = await linkFor({ 'accept-language': 'zh-CN,zh;q=0.9' });
    const english = await linkFor({ 'accept-language': 'en-GB' });
    expect(english).not.toBe(chinese);
    expect(await linkFor({ cookie: 'a=b; lang=en', 'accept-language': 'zh-CN' })).toBe(english);
    expect(await linkFor({})).toBe(chinese);
    expect(scene.made()).toBe(2);
    expect(await linkFor({ 'accept-language': 'zh-CN' }, '?lang=en')).toBe(
      await linkFor({ 'accept-language': 'en' }, '?lang=en'),
    );
  });

  it('is made on after the answer where it takes longer than a request may, once, and is there for whoever comes back', async () => {
    const slow = aSlowBody();
    const scene = aScene(() => slow.stream, { wait: () => Promise.resolve() });
    const first = await scene.ask();
    expect([first.status, first.headers.get('retry-after'), first.headers.get('refresh')]).toEqual([
      202,
      '10',
      '10',
    ]);
    expect([(await scene.ask()).status, scene.made()]).toEqual([202, 1]);
    slow.end();
    await scene.afterwards();
    expect([(await scene.ask()).status, scene.made(), scene.failures]).toEqual([303, 1, []]);
  });

  it('is made anew where it broke off, or where whoever made it was ended', async () => {
    const slow = [aSlowBody(), aSlowBody(), aSlowBody()];
    let next = 0;
    const scene = aScene(() => slow[next++]!.stream, { wait: () => Promise.resolve() });
    await scene.ask();
    slow[0]!.break();
    await scene.afterwards();
    expect(scene.failures).toHaveLength(1);
    expect([(await scene.ask()).status, scene.made()]).toEqual([202, 2]);
    scene.pass(299_000);
    expect([(await scene.ask()).status, scene.made()]).toEqual([202, 2]);
    // Nobody is making it any more: a function has no more time than that.
    scene.pass(2_000);
    expect([(await scene.ask()).status, scene.made()]).toEqual([202, 3]);
  });

  it('that breaks off while somebody waits is a failure that says so', async () => {
    const scene = aScene(() => {
      const slow = aSlowBody();
      slow.break();
      return slow.stream;
    });
    expect((await scene.ask()).status).toBe(500);
    expect(scene.failures).toHaveLength(1);
  });

  it('leaves every other answer alone', async () => {
    const scene = aScene(() => LARGE);
    expect((await scene.ask({ method: 'HEAD' })).status).toBe(200);
    expect(scene.kept.size).toBe(0);
  });
});

describe('a link', () => {
  let engines: TestEngines;
  let files: LinkedFiles;
  beforeAll(async () => {
    engines = await startEngines();
    const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
    const endpoint = engines.s3Endpoint;
    const bucketName = await aBucket(engines, 'linked-files');
    files = openLinkedFiles(
      { BUCKET_NAME: bucketName, S3_ENDPOINT: endpoint },
      { region: 'us-east-1', credentials },
    );
  });
  afterAll(() => engines.stop());

  it('is read by anybody, as what was kept', async () => {
    await files.keep('downloads/a.csv', LINE, { type: 'text/csv', disposition: 'attachment' });
    const response = await fetch(await files.link('downloads/a.csv', 60));
    expect([response.status, await response.text()]).toEqual([200, LINE]);
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(await files.readText('downloads/a.csv')).toBe(LINE);
    expect(await files.readText('downloads/b.csv')).toBeUndefined();
  });

  it('is good for nothing else', async () => {
    await files.keep('downloads/b.csv', LINE, { type: 'text/csv' });
    const link = await files.link('downloads/a.csv', 60);
    const other = await fetch(link.replace('/a.csv', '/b.csv'));
    expect(other.status).toBe(403);
    const put = await fetch(link, { method: 'PUT', body: 'x' });
    expect(put.status).toBe(403);
  });
});
