/** Requests that nobody sends in good faith: each gets an answer that says no more than it should, and none a 500. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDownloads } from '../../web/downloads/app.ts';
import { functionUrlHandler } from '../../web/http/function-url.ts';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
let handlers: Record<'web' | 'downloads', ReturnType<typeof functionUrlHandler>>;
beforeAll(async () => {
  scene = await startWebScene();
  const downloads = createDownloads(scene.deps);
  handlers = {
    web: functionUrlHandler(
      (request) => scene.app.fetch(request),
      () => undefined,
    ),
    downloads: functionUrlHandler(
      (request) => downloads.fetch(request),
      () => undefined,
    ),
  };
});
afterAll(() => scene.stop());

// prettier-ignore
const SEGMENTS = [
  'regions', 'agencies', 'compliance', 'compare', 'search', 'rules', 'check', 'api', 'v1', 'assets', 'schemas', 'years', 'series', 'history', 'diff', 'submissions', 'tables', 'form.docx', 'consolidated.docx', 'validate', 'connection', 'health', 'openapi.json', 'agencies.csv', 'chart-outcomes.xlsx', '2024.csv',
  DISTRICT, '450200', '000000', 'root', 'unplaced', 'regions#', '2024', '2019', '1949', '9999', '-1', '2024.0', '0x7e8', '２０２４', '450205-jyj', 'unreadable-ju',
  '..', '.', '', '%2e%2e', '%2F', '%5C', '%00', '%0d%0aset-cookie:%20a=1', '%', '%zz', '%ff', '%E0%A4%A', '%ed%a0%80', '𠮷', '柳北区', '<script>alert(1)</script>', "'--", '${7*7}', '{{7*7}}', '__proto__', 'constructor', 'toString', 'a'.repeat(3000), '*', '~', ';jsessionid=1', 'null', 'undefined', 'NaN', '[object Object]',
];
// prettier-ignore
const NAMES = ['asOf', 'since', 'consolidated', 'lang', 'theme', 'kind', 'measure', 'year', 'from', 'to', 'limit', 'cursor', 'list', 'q', 'with', 'previous', 'sort', 'bars', '__proto__', 'constructor', 'a[]', 'a[b]', '', 'lang[]', 'toString'];
// prettier-ignore
const VALUES = [
  '', '0', '-1', '1', '1e9', '999999999999999999999', 'NaN', 'Infinity', '2024', '2024-02-30', '2024-02-30T25:61:61Z', '2025-03-01T00:00:00Z', '2025-03-01T00:00 08:00', '+275760-09-13T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', 'en', 'zh', 'xx', '../../etc/passwd', 'javascript:alert(1)', '<svg/onload=alert(1)>', '"><script>alert(1)</script>', "' OR 1=1 --", '%', '%25', '\u0000', '\r\nset-cookie: a=1', '\u202Eabc', '\ufeff', '𠮷'.repeat(200), 'a'.repeat(5000), DISTRICT, `${DISTRICT},${DISTRICT}`, '柳', 'lzs', '__proto__', 'eyJzayI6IngifQ', '{"sk":"x"}', 'null', 'undefined', '[]', 'refusalRate', 'department', 'missing',
];
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'if-none-match': '*' },
  { 'if-none-match': `"${'x'.repeat(9000)}"` },
  { 'if-none-match': 'W/"a", "b", c' },
  { 'accept-language': `${'zh;q=0.9,'.repeat(2000)}en` },
  { 'accept-language': '柳州' },
  { 'accept-encoding': 'gzip;q=0, br;q=0, *;q=0' },
  { cookie: `lang=<script>; theme=${'x'.repeat(5000)}; lang=en; =; ;;` },
  { cookie: '__proto__=1; constructor=2' },
  { 'x-forwarded-host': 'evil.example/<script>', 'x-forwarded-proto': 'javascript' },
  { host: 'evil.example' },
  { range: 'bytes=0-1,2-3,-1' },
  { 'content-type': 'application/json', 'content-length': '99999999999' },
  { origin: 'null', 'access-control-request-method': 'DELETE' },
  { expect: '100-continue', te: 'trailers', connection: 'close, x', upgrade: 'h2c' },
];
const METHODS = [
  'GET',
  'GET',
  'GET',
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'TRACE',
  'CONNECT',
  'PROPFIND',
];
/** Bodies for whatever takes one. */
const BODIES = [
  '',
  '{}',
  '[]',
  '{"edition":"2021"',
  '<xml/>',
  '\u0000',
  '{"__proto__":{"a":1}}',
  '['.repeat(5000),
  '"'.repeat(1000),
];

/** Paths that lead somewhere, with a piece exchanged now and then, and paths made of anything. */
const path = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...SEGMENTS), { maxLength: 7 }).map((parts) => `/${parts.join('/')}`),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          `/regions/${DISTRICT}/years/2024`,
          '/agencies/450205-jyj/years/2024/history',
          `/compliance/${DISTRICT}/2024`,
          `/api/v1/regions/${DISTRICT}/years/2024`,
          `/api/v1/regions/${DISTRICT}/series`,
          '/api/v1/agencies/450205-jyj/years/2024/diff',
          `/api/v1/compliance/${DISTRICT}/2024`,
          '/api/v1/search',
          '/compare',
          '/search',
          `/regions/${DISTRICT}/years/2024/tables/agencies.csv`,
        ),
        fc.option(fc.tuple(fc.nat(), fc.constantFrom(...SEGMENTS)), { freq: 2 }),
      )
      .map(([base, exchange]) => {
        const parts = base.split('/');
        if (exchange) parts[1 + (exchange[0] % (parts.length - 1))] = exchange[1];
        return parts.join('/');
      }),
  },
);
const query = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES), fc.boolean()), { maxLength: 4 })
  .map((pairs) =>
    pairs
      .map(([name, value, isRaw]) => (isRaw ? `${name}=${value}` : `${name}=${encodeURIComponent(value)}`))
      .join('&')
      .replaceAll(/[\r\n\0]/g, ''),
  );

const ALLOWED = new Set([
  200, 204, 301, 302, 303, 304, 307, 308, 400, 403, 404, 405, 406, 411, 413, 414, 415,
]);

describe('a hostile request', () => {
  it('is answered, in each of 800 kinds, without a failure and without a word too many', async () => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('web', 'downloads'),
        fc.constantFrom(...METHODS),
        path,
        query,
        fc.constantFrom(...HEADERS),
        fc.constantFrom(...BODIES),
        async (name, method, rawPath, rawQueryString, headers, body) => {
          const event = {
            rawPath,
            rawQueryString,
            headers: { host: 'example.org', ...headers },
            body,
            isBase64Encoded: false,
            requestContext: { domainName: 'example.org', http: { method, path: rawPath } },
          } as unknown as APIGatewayProxyEventV2;
          const answer = await handlers[name](event);
          const status = answer.statusCode ?? 0;
          seen.set(status, (seen.get(status) ?? 0) + 1);
          expect(ALLOWED, `${method} ${rawPath}?${rawQueryString}: ${status}`).toContain(status);
          const text = answer.isBase64Encoded ? '' : (answer.body ?? '');
          expect(text).not.toMatch(/\bat (?:async )?[\w.<>]+ \((?:file:|\/|node:)|node_modules|Error: /);
          const sent = answer.headers ?? {};
          if (String(sent['content-type']).includes('html'))
            expect(text).not.toMatch(/<script>alert|<svg\/onload/);
          for (const value of Object.values(sent)) expect(String(value)).not.toMatch(/[\r\n\0]/);
          expect(Object.keys(sent)).not.toContain('set-cookie');
          expect(JSON.stringify(answer.cookies ?? [])).not.toMatch(/a=1|script/);
          // A redirect stays on the site.
          const { location } = sent;
          if (typeof location === 'string') expect(location).toMatch(/^\/(?![/\\])/);
        },
      ),
      { seed: 20261128, numRuns: 800 },
    );
    expect(scene.failures).toEqual([]);
    // Both what is there and what is refused were met.
    expect(seen.get(200) ?? 0).toBeGreaterThan(20);
    expect(seen.get(404) ?? 0).toBeGreaterThan(100);
    expect(seen.get(400) ?? 0).toBeGreaterThan(10);
    expect(seen.get(405) ?? 0).toBeGreaterThan(30);
  });
});
