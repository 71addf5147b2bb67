/** The site's function as AWS calls it: whatever a client sends, and whatever fails. */
import { gzipSync } from 'node:zlib';
import { Writable } from 'node:stream';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FAILURES_METRIC, METRICS_NAMESPACE, ORIGIN_HEADER } from '../../shared/contracts/wiring.ts';
import { createObserver } from '../../shared/runtime/observe.ts';
import { createApp } from '../../web/app.tsx';
import { createDownloads } from '../../web/downloads/app.ts';
import { streamingHandler } from '../../web/downloads/streaming-handler.ts';
import { functionUrlHandler } from '../../web/http/function-url.ts';
import { NO_SUMMARIES, refusingTable } from '../support/refusing-table.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';
import { NOW } from '../support/web-scene.ts';

const nothing = (): void => undefined;

function anEvent({
  method = 'GET',
  path = '/',
  ...facts
}: Partial<APIGatewayProxyEventV2> & { readonly method?: string; readonly path?: string }) {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'example.org' },
    isBase64Encoded: false,
    ...facts,
    requestContext: {
      accountId: '1',
      apiId: 'a',
      domainName: 'example.org',
      domainPrefix: 'e',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '::1', userAgent: 'x' },
      requestId: 'r',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
  } satisfies APIGatewayProxyEventV2;
}

describe('what the distribution may keep', () => {
  const SECRET = 's'.repeat(32);
  const cachingOf = async (caching: string, secret?: string): Promise<unknown> => {
    const answering = (): Response => new Response('', { headers: { 'cache-control': caching } });
    const headers = { host: 'example.org', [ORIGIN_HEADER]: SECRET };
    const { headers: told } = await functionUrlHandler(answering, nothing, secret)(anEvent({ headers }));
    return told?.['cache-control'];
  };

  it.each([
    ['public, max-age=0, s-maxage=5', 'stale-while-revalidate=5, stale-if-error=86400'],
    ['public, max-age=0, s-maxage=300', 'stale-while-revalidate=300, stale-if-error=86400'],
    ['public, max-age=86400', 'stale-if-error=86400'],
  ])('of %s may be given stale: %s', async (caching, stale) => {
    expect(await cachingOf(caching, SECRET)).toBe(`${caching}, ${stale}`);
    // A browser that asks without it would take that for itself.
    expect(await cachingOf(caching)).toBe(caching);
  });

  it('is nothing of what one reader alone is shown, stale or not: whoever acts sees what they did', async () => {
    for (const caching of ['private, no-store', 'no-cache', 'no-store'])
      expect(await cachingOf(caching, SECRET)).toBe(caching);
    const bare = functionUrlHandler(() => new Response(''), nothing, SECRET);
    const { headers } = await bare(anEvent({ headers: { host: 'example.org', [ORIGIN_HEADER]: SECRET } }));
    expect(headers?.['cache-control']).toBeUndefined();
  });
});

describe('the function URL', () => {
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
    }, nothing);
    const { statusCode, body, isBase64Encoded } = await handler(
      anEvent({
        method: 'POST',
        path: '/some/路径',
        rawQueryString: 'lang=en&x=%2F',
        cookies: ['lang=en', 'b=2'],
        body: Buffer.from('{"名":1}').toString('base64'),
        isBase64Encoded: true,
      }),
    );
    expect([statusCode, isBase64Encoded]).toEqual([200, false]);
    expect(JSON.parse(body ?? '')).toEqual([
      'POST',
      '/some/路径',
      '?lang=en&x=%2F',
      'lang=en; b=2',
      '{"名":1}',
    ]);
  });

  it('gives back cookies one by one, and in base64 what is packed or no text', async () => {
    const bytes = gzipSync('text');
    for (const [sent, headers] of [
      [bytes, { 'content-encoding': 'gzip' }],
      [Buffer.from([0x89, 0x50, 0xff]), { 'content-type': 'image/png' }],
    ] as const) {
      const handler = functionUrlHandler(() => {
        const response = new Response(sent, { headers });
        response.headers.append('set-cookie', 'a=1');
        response.headers.append('set-cookie', 'b=2');
        return response;
      }, nothing);
      const result = await handler(anEvent({}));
      expect(result.cookies).toEqual(['a=1', 'b=2']);
      expect(result.headers).not.toHaveProperty('set-cookie');
      expect(result.isBase64Encoded).toBe(true);
      expect(Buffer.from(result.body ?? '', 'base64')).toEqual(Buffer.from(sent));
    }
  });

  it('answers whatever headers, cookies, method and path arrive, and hands on what headers may hold', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'TRACE', 'CONNECT', 'TRACK', 'PATCH', 'trace');
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(text, fc.option(text, { nil: undefined })),
        fc.array(text, { maxLength: 3 }),
        methods,
        text,
        text,
        async (headers, cookies, method, path, query) => {
          let seen: Headers | undefined;
          const handler = functionUrlHandler((request) => {
            seen = request.headers;
            return new Response('there');
          }, nothing);
          const event = anEvent({ method, path: `/${path}`, cookies, rawQueryString: query });
          const { statusCode } = await handler({
            ...event,
            headers: { ...headers, 'x-name': '柳州', 'x-plain': 'a b' },
          });
          expect(statusCode).toBe(seen ? 200 : 405);
          if (!seen) return;
          expect(seen.get('x-plain')).toBe('a b');
          expect(Buffer.from(seen.get('x-name') ?? '', 'latin1').toString('utf8')).toBe('柳州');
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** As Lambda's own stream: status and headers leave with the first write, or never. */
function lambdaStream() {
  const sent: { metadata?: Record<string, unknown>; body: Buffer } = { body: Buffer.alloc(0) };
  let prelude: Record<string, unknown> | undefined;
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      if (prelude) sent.metadata = prelude;
      sent.body = Buffer.concat([sent.body, chunk]);
      done();
    },
  });
  const withMetadata = (inner: Writable, metadata: Record<string, unknown>): Writable => {
    prelude = metadata;
    return inner;
  };
  return { stream, sent, withMetadata };
}

describe('the streaming function URL', () => {
  it.each([
    ['no body', () => new Response(null, { status: 304, headers: { etag: '"v1"' } })],
    ['an empty body', () => new Response('', { headers: { etag: '"v1"' } })],
    ['a body', () => new Response('柳州', { status: 200, headers: { etag: '"v1"' } })],
  ])('tells status and headers of an answer with %s', async (_, answer) => {
    const { stream, sent, withMetadata } = lambdaStream();
    await streamingHandler(answer, withMetadata, nothing)(anEvent({ method: 'HEAD' }), stream);
    const expected = answer();
    expect(sent.metadata).toMatchObject({ statusCode: expected.status, headers: { etag: '"v1"' } });
    expect(sent.body.toString()).toBe(await expected.text());
  });

  it('answers a HEAD of a download as its GET, without the body', async () => {
    const app = createDownloads({
      table: refusingTable(never),
      bucket: { archived: never },
      summaries: NO_SUMMARIES,
      now: () => NOW,
      log: { error: nothing },
    });
    const { stream, sent, withMetadata } = lambdaStream();
    const event = anEvent({ method: 'HEAD', path: '/regions/450200/years/2024/tables/agencies.csv' });
    await streamingHandler((request) => app.fetch(request), withMetadata, nothing)(event, stream);
    expect(sent.metadata).toMatchObject({ statusCode: 500 });
    expect(sent.body).toHaveLength(0);
  });
});

const never = () => Promise.reject(new Error('the table does not answer'));

describe('a function of the site that answers 500', () => {
  afterEach(() => vi.restoreAllMocks());

  const written = (): string[] => {
    const lines: string[] = [];
    const write = (chunk: string | Uint8Array): boolean => lines.push(String(chunk)) > 0;
    vi.spyOn(process.stdout, 'write').mockImplementation(write);
    vi.spyOn(process.stderr, 'write').mockImplementation(write);
    for (const method of ['log', 'info', 'warn', 'error'] as const)
      vi.spyOn(console, method).mockImplementation((line: unknown) => void lines.push(String(line)));
    return lines;
  };
  const metricIn = (lines: readonly string[]): unknown => {
    const line = lines.flatMap((chunk) => chunk.split('\n')).find((text) => text.includes('"_aws"'));
    return line === undefined ? undefined : JSON.parse(line);
  };
  const path = '/regions/450200/years/2024';

  it.each([
    ['web', path],
    ['downloads', `${path}/tables/agencies.csv`],
  ] as const)('writes the metric that %s’s alarm is on', async (name, at) => {
    const lines = written();
    const observer = createObserver(name);
    const log = {
      error: (message: string, { requestId, error }: { requestId: string; error: unknown }) => {
        observer.failed(message, error, { requestId });
      },
    };
    const table = refusingTable(never);
    if (name === 'web') {
      const app = createApp({
        table,
        log,
        summaries: NO_SUMMARIES,
        bucket: { archived: never, receipt: never },
        now: () => NOW,
        version: '1',
        store: 'table',
        assets: TEST_ASSETS,
        connection: undefined,
      });
      const handler = functionUrlHandler((request) => app.fetch(request), observer.flush);
      expect((await handler(anEvent({ path: at }))).statusCode).toBe(500);
    } else {
      const app = createDownloads({
        ...{ table, log, now: () => NOW },
        bucket: { archived: never },
        summaries: NO_SUMMARIES,
      });
      const { stream, sent, withMetadata } = lambdaStream();
      const handler = streamingHandler((request) => app.fetch(request), withMetadata, observer.flush);
      await handler(anEvent({ path: at }), stream);
      expect(sent.metadata).toMatchObject({ statusCode: 500 });
    }
    const metric = metricIn(lines);
    expect(metric).toMatchObject({ [FAILURES_METRIC]: 1, service: name });
    expect(JSON.stringify(metric)).toContain(`"Namespace":"${METRICS_NAMESPACE}"`);
  });

  it('writes nothing where nothing failed', async () => {
    const lines = written();
    const observer = createObserver('web');
    const handler = functionUrlHandler(() => new Response('well'), observer.flush);
    await handler(anEvent({}));
    expect(metricIn(lines)).toBeUndefined();
  });
});
