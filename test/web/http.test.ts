import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../web/app.tsx';
import { functionUrlHandler } from '../../web/http/function-url.ts';
import type { WebDeps } from '../../web/ports.ts';
import { NOW } from '../support/web-scene.ts';
import { NO_SUMMARIES, refusingTable } from '../support/refusing-table.ts';
import { textOf } from '../support/read-html.ts';

const broken = () => Promise.reject(new Error('secret of the table'));
const logged: unknown[] = [];
const deps: WebDeps = {
  table: refusingTable(broken),
  summaries: NO_SUMMARIES,
  bucket: { archived: broken, receipt: broken },
  now: () => NOW,
  version: '1',
  assets: {
    files: {
      'site-abc.css': { type: 'text/css; charset=utf-8', gzip: gzipSync('body{}') },
    },
    styles: 'site-abc.css',
    charts: 'charts-abc.js',
    drawing: 'drawing-abc.js',
    check: 'check-abc.js',
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

describe('the function URL', () => {
  const event: APIGatewayProxyEventV2 = {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/some/路径',
    rawQueryString: 'lang=en&x=%2F',
    cookies: ['lang=en', 'b=2'],
    headers: { host: 'example.org', 'content-type': 'application/json' },
    body: Buffer.from('{"名":1}').toString('base64'),
    isBase64Encoded: true,
    requestContext: {
      accountId: '1',
      apiId: 'a',
      domainName: 'example.org',
      domainPrefix: 'e',
      http: { method: 'POST', path: '/some', protocol: 'HTTP/1.1', sourceIp: '::1', userAgent: 'x' },
      requestId: 'r',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
  };

  it('hands over method, path, query, cookies and the decoded body', async () => {
    const handler = functionUrlHandler(async (request) => {
      const url = new URL(request.url);
      return Response.json([
        request.method,
        decodeURI(url.pathname),
        url.search,
        request.headers.get('cookie'),
        await request.text(),
      ]);
    });
    const { statusCode, body, isBase64Encoded } = await handler(event);
    expect([statusCode, isBase64Encoded]).toEqual([200, false]);
    expect(JSON.parse(body ?? '')).toEqual([
      'POST',
      '/some/路径',
      '?lang=en&x=%2F',
      'lang=en; b=2',
      '{"名":1}',
    ]);
  });

  it('gives back cookies one by one and packed bytes in base64', async () => {
    const bytes = gzipSync('text');
    const handler = functionUrlHandler(() => {
      const response = new Response(bytes, { headers: { 'content-encoding': 'gzip' } });
      response.headers.append('set-cookie', 'a=1');
      response.headers.append('set-cookie', 'b=2');
      return response;
    });
    const { cookies, body, isBase64Encoded, headers } = await handler(event);
    expect(cookies).toEqual(['a=1', 'b=2']);
    expect(headers).not.toHaveProperty('set-cookie');
    expect(isBase64Encoded).toBe(true);
    expect(Buffer.from(body ?? '', 'base64')).toEqual(bytes);
  });
});
