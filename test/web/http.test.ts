import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../web/app.tsx';
import type { WebDeps } from '../../web/ports.ts';
import { OPERATIONS } from '../../web/api/operations.ts';
import { NOW } from '../support/web-scene.ts';
import { NO_SUMMARIES, refusingTable } from '../support/refusing-table.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';
import { textOf } from '../support/read-html.ts';

const broken = () => Promise.reject(new Error('secret of the table'));
const logged: unknown[] = [];
const SCRIPT = { file: 'check-abc.js', imports: [] };
const deps: WebDeps = {
  table: refusingTable(broken),
  summaries: NO_SUMMARIES,
  bucket: { archived: broken, receipt: broken },
  now: () => NOW,
  version: '1',
  store: 'table',
  assets: {
    files: {
      ...TEST_ASSETS.files,
      'site-abc.css': { type: 'text/css; charset=utf-8', gzip: gzipSync('body{}') },
    },
    styles: 'site-abc.css',
    charts: 'charts-abc.js',
    drawing: 'drawing-abc.js',
    check: { 'zh-CN': SCRIPT, en: SCRIPT },
    filing: { 'zh-CN': SCRIPT, en: SCRIPT },
    converter: 'converter-abc.js',
    fresh: 'fresh-abc.js',
    openapi: TEST_ASSETS.openapi,
    apiBodies: TEST_ASSETS.apiBodies,
    build: 'abc',
  },
  connection: undefined,
  log: { error: (message) => logged.push(message) },
};
const app = createApp(deps);

describe('every answer', () => {
  it.each(['/api/v1/health', '/assets/site-abc.css', '/nowhere', '/regions/450200/years/2024'])(
    '%s forbids inline scripts and other hosts',
    async (path) => {
      const { headers } = await app.request(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    },
  );
});

describe('a page that cannot be answered', () => {
  it('says that the figures could not be read, with an id and nothing of the cause', async () => {
    const response = await app.request('/regions/450200/years/2024');
    const html = await response.text();
    expect(response.status).toBe(500);
    expect(textOf(html)).toContain('不代表数字是零');
    expect(html).toMatch(/<code>[0-9a-f-]{36}<\/code>/);
    expect(html).not.toContain('secret');
    expect(logged.length).toBeGreaterThan(0);
  });

  it.each([
    ['/regions/45/years/2024', 400, '地区代码应为六位数字'],
    ['/regions/450200/years/20245', 400, '年度应为四位数字'],
    ['/agencies/-x/years/2024', 400, '机构标识由小写字母'],
    ['/regions/450200/years/2031', 404, '可看 2019 至 2025 年'],
    ['/nowhere', 404, '没有这个地址'],
  ])('%s: %i with the reason', async (path, status, reason) => {
    const response = await app.request(path);
    expect(response.status).toBe(status);
    expect(textOf(await response.text())).toContain(reason);
  });

  it('keeps the reader’s language', async () => {
    expect(textOf(await (await app.request('/nowhere?lang=en')).text())).toContain(
      'There is no such address',
    );
  });

  it('does not give back a path as markup', async () => {
    const html = await (await app.request('/%3Cscript%3Ealert(1)%3C/script%3E')).text();
    expect(html).not.toContain('<script>alert');
  });

  it('leads to no other host, whatever path was asked for', async () => {
    const html = await (await app.request('http://127.0.0.1//evil.example/x')).text();
    expect(html).not.toContain('evil.example');
    expect(html).toContain('href="?lang=');
  });
});

describe('styles and scripts', () => {
  it('are sent packed where the browser unpacks, plain elsewhere, and kept for ever', async () => {
    const packed = await app.request('/assets/site-abc.css', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('cache-control')).toContain('immutable');
    expect(await (await app.request('/assets/site-abc.css')).text()).toBe('body{}');
  });
});

describe('methods', () => {
  it.each([
    ['POST', '/regions/450200/years/2024', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/api/v1/regions/450200/years/2024', 'GET, HEAD, OPTIONS'],
    ['GET', '/api/v1/validate', 'POST, OPTIONS'],
    ['HEAD', '/api/v1/validate', 'POST, OPTIONS'],
    ['PUT', '/api/v1/health', 'GET, HEAD, OPTIONS'],
  ])('%s %s: 405, with what is allowed', async (method, path, allow) => {
    const response = await app.request(path, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
    if (!path.startsWith('/api/') || method === 'HEAD') return;
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 405, title: 'Method not allowed', instance: path });
  });

  it('are told to whom asks by OPTIONS, and to nobody of what is not there', async () => {
    const options = (path: string) => app.request(path, { method: 'OPTIONS' });
    const there = await options('/api/v1/validate');
    expect([there.status, there.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
    expect((await options('/regions/450200/years/2024')).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect((await options('/api/v1/nothing')).status).toBe(404);
  });

  it('HEAD is answered as GET is, without the body', async () => {
    for (const path of ['/api/v1/health', '/check', '/api', '/nowhere']) {
      const [get, head] = [await app.request(path), await app.request(path, { method: 'HEAD' })];
      expect([head.status, await head.text()]).toEqual([get.status, '']);
      for (const name of ['content-type', 'cache-control', 'etag', 'vary'])
        expect([path, name, head.headers.get(name)]).toEqual([path, name, get.headers.get(name)]);
    }
  });
});

describe('scripts of other sites', () => {
  it.each(['/api/v1/health', '/api/v1/openapi.json', '/schemas/report-2021.schema.json', '/api/v1/nothing'])(
    'may read %s and its version',
    async (path) => {
      const { headers } = await app.request(path, { headers: { origin: 'https://example.org' } });
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-expose-headers')).toContain('ETag');
      expect(headers.has('access-control-allow-credentials')).toBe(false);
    },
  );

  it('may ask conditionally and have documents checked, and nothing else', async () => {
    const preflight = async (path: string, method: string) => {
      const { status, headers } = await app.request(path, {
        method: 'OPTIONS',
        headers: { origin: 'https://example.org', 'access-control-request-method': method },
      });
      return [
        status,
        headers.get('access-control-allow-methods'),
        headers.get('access-control-allow-headers'),
      ];
    };
    const asked = 'Accept-Language,Content-Type,If-None-Match';
    expect(await preflight('/api/v1/rules', 'GET')).toEqual([204, 'GET,HEAD', asked]);
    expect(await preflight('/api/v1/validate', 'POST')).toEqual([204, 'POST', asked]);
    const page = await app.request('/check', { headers: { origin: 'https://example.org' } });
    expect(page.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('are not told where the stores are, and by which keys: that is for programs', async () => {
    const connection = { bucket: 'gouji', table: 'gouji', awsRegion: 'us-east-1', secretAccessKey: 'secret' };
    const local = createApp({ ...deps, connection });
    const headers = { origin: 'https://example.org', 'access-control-request-method': 'GET' };
    for (const method of ['GET', 'OPTIONS']) {
      const answer = await local.request('/api/v1/connection', { method, headers });
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    expect((await local.request('/api/v1/connection')).status).toBe(200);
  });
});

describe('documents of another kind', () => {
  const send = (headers: Record<string, string>, body = '[]') =>
    app.request('/api/v1/validate', { method: 'POST', headers, body });
  it.each([
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  ])('%j: 415, with what to send instead', async (headers) => {
    const response = await send(headers);
    expect([response.status, response.headers.get('accept-post')]).toEqual([415, 'application/json']);
    expect(((await response.json()) as { detail: string }).detail).toContain('application/json');
  });
  it.each([
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
  ])('are read where the sender calls them %s', async (type) => {
    expect((await send({ 'content-type': type })).status).toBe(200);
  });
});

it('leaves packing to who stands in front', async () => {
  const response = await app.request('/api', { headers: { 'accept-encoding': 'gzip' } });
  expect(response.headers.has('content-encoding')).toBe(false);
});

describe('the language of a page', () => {
  it('is part of what it varies by, and is remembered once', async () => {
    const first = await app.request('/check?lang=en');
    expect(first.headers.get('vary')).toBe('Accept-Language, Cookie');
    expect(first.headers.get('set-cookie')).toContain('lang=en');
    const again = await app.request('/check?lang=en', { headers: { cookie: 'lang=en' } });
    expect(again.headers.has('set-cookie')).toBe(false);
  });
  it('is told apart in what is kept', async () => {
    const ask = async (language: string) =>
      (await app.request('/check', { headers: { 'accept-language': language } })).text();
    expect(await ask('zh')).not.toBe(await ask('en'));
    expect(await ask('zh')).toContain('lang="zh-CN"');
  });
});

describe('/api', () => {
  it.each(['zh', 'en'])('describes every operation, %s', async (lang) => {
    const html = await (await app.request(`/api?lang=${lang}`)).text();
    for (const { id, path, title } of OPERATIONS) {
      expect(html).toContain(` id="${id}"`);
      expect(textOf(html)).toContain(path);
      expect(textOf(html)).toContain(lang === 'en' ? title.en : title.zh);
    }
    expect(html).not.toContain('minute-');
    expect(html).not.toContain('data-version');
  });
});
