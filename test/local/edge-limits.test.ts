/** The site's functions by the doors that they have on AWS: what Lambda takes, how long anybody waits, and what is answered beyond. */
import { request as httpRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { callFunction, callStreaming } from '../../local/edge/call-function.ts';
import { MAX_PAYLOAD_BYTES } from '../../local/edge/payload.ts';
import { ResponseStream } from '../../local/edge/response-stream.ts';
import { serveEdge, type EdgeOptions, type SiteHandlers } from '../../local/edge/serve-edge.ts';
import type { Handler } from '../../local/invoke.ts';
import { createEdgeRouter, type SiteFunction } from '../../shared/contracts/edge-routes.ts';
import { WIRING } from '../../shared/contracts/wiring.ts';
import { streamingHandler } from '../../web/downloads/streaming-handler.ts';

type Event = APIGatewayProxyEventV2;

const findRoute = createEdgeRouter();
const PATH_AT = {
  web: '/regions/450205/years/2024',
  account: '/account/sign-in',
  office: '/office/reports',
  downloads: '/compare/tables/agencies.csv',
} as const;
const VALIDATE = '/api/v1/validate';

const says =
  (name: SiteFunction): Handler =>
  () => ({ statusCode: 200, body: name });
const streams = (answer: (request: Request) => Response): SiteHandlers['downloads'] =>
  streamingHandler(
    answer,
    (stream, metadata) => ResponseStream.from(stream, metadata),
    () => undefined,
  );
const HANDLERS: SiteHandlers = {
  web: says('web'),
  account: says('account'),
  office: says('office'),
  downloads: streams(() => new Response('downloads')),
};

interface Asked {
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
  readonly port: number;
  readonly problems: readonly string[];
}
async function serve<T>(options: Partial<EdgeOptions>, asking: (asked: Asked) => Promise<T>): Promise<T> {
  const problems: string[] = [];
  const edge = await serveEdge({
    port: 0,
    handlers: HANDLERS,
    siteUrl: () => undefined,
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  const get = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${edge.port}${path}`, { redirect: 'manual', ...init });
  try {
    return await asking({ get, port: edge.port, problems });
  } finally {
    await edge.close();
  }
}

/** Served with a web function that answers what it was asked. */
async function hear(
  path: string,
  init: RequestInit = {},
  options: Partial<EdgeOptions> = {},
): Promise<Event> {
  const events: Event[] = [];
  const web: Handler = (event) => {
    events.push(event as Event);
    return { statusCode: 204 };
  };
  await serve({ ...options, handlers: { ...HANDLERS, web } }, ({ get }) => get(path, init));
  return events[0]!;
}

describe('an address', () => {
  it('is answered by its function', async () => {
    await serve({}, async ({ get }) => {
      for (const [name, path] of Object.entries(PATH_AT))
        expect(await (await get(path)).text(), path).toBe(name);
      expect(await (await get('/office/x/../../regions/450205')).text()).toBe('web');
    });
  });

  it('takes what changes something by an HTTP API alone', async () => {
    await serve({}, async ({ get }) => {
      const post = async (path: string) => (await get(path, { method: 'POST', body: 'x' })).status;
      expect(await post(PATH_AT.web)).toBe(403);
      expect(await post(PATH_AT.downloads)).toBe(403);
      for (const path of [VALIDATE, PATH_AT.account, PATH_AT.office])
        expect(await post(path), path).toBe(200);
    });
  });
});

describe('the event', () => {
  it('has cookies one by one, the query as it was written, and says by what name and scheme the site was asked', async () => {
    const headers = { cookie: 'lang=en; theme=dark', 'x-forwarded-proto': 'gopher' };
    const site = () => 'https://gouji.example.cn/';
    const event = await hear('/a%20b?x=%2F&lang=en', { headers }, { siteUrl: site, originSecret: 's' });
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/a%20b',
      rawQueryString: 'x=%2F&lang=en',
      cookies: ['lang=en', 'theme=dark'],
      isBase64Encoded: false,
      headers: {
        'x-forwarded-host': 'gouji.example.cn',
        'x-forwarded-proto': 'https',
        'x-gouji-origin': 's',
      },
    });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event).not.toHaveProperty('body');
    expect((await hear('/')).headers).toMatchObject({ 'x-forwarded-proto': 'http' });
  });

  it('tells the reader’s network as the distribution does: whom a proxy had it from, then the proxy', async () => {
    const site = () => 'https://gouji.example.cn/';
    const passed = await hear(
      '/',
      { headers: { 'x-forwarded-for': 'claimed, 203.0.113.1' } },
      { siteUrl: site },
    );
    expect(passed.headers['x-forwarded-for']).toBe('claimed, 203.0.113.1, 127.0.0.1');
    expect((await hear('/', {}, { siteUrl: site })).headers).not.toHaveProperty('x-forwarded-for');
  });

  it('has a body as text or in base64, by what it is called and what it is', async () => {
    const send = (body: string | Uint8Array<ArrayBuffer>, type: string, more = {}) =>
      hear(VALIDATE, { method: 'POST', body, headers: { 'content-type': type, ...more } });
    expect(await send('{"名":1}', 'application/json')).toMatchObject({
      body: '{"名":1}',
      isBase64Encoded: false,
    });
    const base64 = (bytes: string | Buffer) => ({
      body: Buffer.from(bytes).toString('base64'),
      isBase64Encoded: true,
    });
    expect(await send('a=1', 'application/x-www-form-urlencoded')).toMatchObject(base64('a=1'));
    const bytes = Buffer.from([0xd6, 0xd0]);
    expect(await send(bytes, 'application/json')).toMatchObject(base64(bytes));
    const packed = gzipSync('{}');
    expect(await send(packed, 'application/json', { 'content-encoding': 'gzip' })).toMatchObject(
      base64(packed),
    );
  });
});

describe('what Lambda does not take', () => {
  it('is refused: a request whose event is larger than 6 MB, in base64 as it would be sent', async () => {
    await serve({}, async ({ get }) => {
      const post = async (sizeBytes: number, type: string) =>
        (
          await get(VALIDATE, {
            method: 'POST',
            body: 'x'.repeat(sizeBytes),
            headers: { 'content-type': type },
          })
        ).status;
      expect(await post(6_000_000, 'text/plain')).toBe(200);
      expect(await post(6_000_000, 'application/octet-stream')).toBe(413);
      expect(await post(4_500_000, 'application/octet-stream')).toBe(200);
      expect(await post(MAX_PAYLOAD_BYTES, 'text/plain')).toBe(413);
    });
  });

  it.each([
    [PATH_AT.web, 502],
    [PATH_AT.office, 500],
  ])('is an answer of more than 6 MB: at %s it becomes %i', async (path, status) => {
    const answer =
      (sizeBytes: number): Handler =>
      () => ({ statusCode: 200, body: 'x'.repeat(sizeBytes) });
    for (const [sizeBytes, expected] of [
      [MAX_PAYLOAD_BYTES - 1000, 200],
      [MAX_PAYLOAD_BYTES, status],
    ] as const) {
      const handlers = { ...HANDLERS, web: answer(sizeBytes), office: answer(sizeBytes) };
      await serve({ handlers }, async ({ get, problems }) => {
        expect((await get(path)).status).toBe(expected);
        expect(problems).toHaveLength(expected === 200 ? 0 : 1);
      });
    }
  });

  it('is no limit to what is streamed', async () => {
    const large = Buffer.alloc(3 * MAX_PAYLOAD_BYTES, 'x');
    const handlers = {
      ...HANDLERS,
      downloads: streams(() => new Response(large, { headers: { etag: '"1"' } })),
    };
    await serve({ handlers }, async ({ get }) => {
      const answer = await get(PATH_AT.downloads);
      expect(answer.headers.get('etag')).toBe('"1"');
      expect((await answer.bytes()).length).toBe(large.length);
    });
  });
});

describe('time', () => {
  afterEach(() => vi.useRealTimers());
  const event = (path: string) => ({ rawPath: path }) as Event;

  it.each([
    ['web', 502, WIRING.web.timeoutS],
    ['office', 500, WIRING.office.timeoutS],
    // Its function has a minute; who stands before it waits half of that.
    ['account', 503, 30],
  ] as const)('ends for %s with %i after %i s', async (name, status, seconds) => {
    vi.useFakeTimers();
    const route = findRoute(PATH_AT[name]);
    const never: Handler = () => new Promise(() => undefined);
    let answered: number | undefined;
    void callFunction(never, { route, event: event(PATH_AT[name]), onProblem: () => undefined }).then(
      (answer) => (answered = answer.status),
    );
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
    expect(answered).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(answered).toBe(status);
  });

  it('begins anew with each part of a stream', async () => {
    vi.useFakeTimers();
    const stream = new ResponseStream({
      onHead: () => undefined,
      onBytes: (_, done) => done(),
      onEnd: () => undefined,
    });
    let parts = 0;
    const slow: SiteHandlers['downloads'] = async (_, out) => {
      for (; parts < 5; parts++) {
        await new Promise((resolve) => setTimeout(resolve, 29_000));
        out.write('part');
      }
      await new Promise(() => undefined);
    };
    const call = { route: findRoute(PATH_AT.downloads), event: event('/'), onProblem: () => undefined };
    const outcome = callStreaming(slow, call, stream);
    await vi.advanceTimersByTimeAsync(5 * 29_000 + 29_999);
    expect(parts).toBe(5);
    expect(stream.destroyed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toBe('broken');
  });
});

describe('what fails', () => {
  it('is answered as the door answers it, and told', async () => {
    const fails: Handler = () => {
      throw new Error('on the way');
    };
    const handlers = { ...HANDLERS, web: fails, office: fails };
    await serve({ handlers }, async ({ get, problems }) => {
      expect((await get(PATH_AT.web)).status).toBe(502);
      expect((await get(VALIDATE, { method: 'POST', body: '{}' })).status).toBe(500);
      expect((await get(PATH_AT.office)).status).toBe(500);
      expect(problems).toHaveLength(3);
      expect(problems[0]).toContain('on the way');
    });
  });

  it('in a stream is 502 before the first byte, and breaks it off behind it', async () => {
    const broken = () =>
      new ReadableStream({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode('a part'));
          return wait(20).then(() => controller.error(new Error('on the way')));
        },
      });
    const early: SiteHandlers['downloads'] = () => Promise.reject(new Error('at once'));
    const late = streams(() => new Response(broken()));
    await serve({ handlers: { ...HANDLERS, downloads: early } }, async ({ get }) => {
      expect((await get(PATH_AT.downloads)).status).toBe(502);
    });
    await serve({ handlers: { ...HANDLERS, downloads: late } }, async ({ get }) => {
      const answer = await get(PATH_AT.downloads);
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow();
    });
  });

  it('is nothing where whoever asked for a stream goes away: it ends', async () => {
    let isCancelled = false;
    const endless = () =>
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
        cancel: () => void (isCancelled = true),
      });
    const handlers = { ...HANDLERS, downloads: streams(() => new Response(endless())) };
    await serve({ handlers }, async ({ port, problems }) => {
      await new Promise<void>((resolve) => {
        const asked = httpRequest({ port, path: PATH_AT.downloads }, (response) => {
          response.once('data', () => {
            asked.destroy();
            resolve();
          });
        });
        asked.on('error', () => undefined).end();
      });
      await vi.waitFor(() => expect(isCancelled).toBe(true));
      expect(problems).toEqual([]);
    });
  });
});

describe('an answer', () => {
  const text = '柳州'.repeat(1000);
  const answering = (result: object): SiteHandlers => ({
    ...HANDLERS,
    web: () => ({ statusCode: 200, ...result }),
  });
  const html = { headers: { 'content-type': 'text/html; charset=utf-8', vary: 'Cookie' }, body: text };

  /** Bytes as they come, for `fetch` unpacks. */
  const ask = (port: number, headers: Record<string, string>) =>
    new Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
      httpRequest({ port, path: '/', headers }, (response) => {
        response
          .toArray()
          .then((parts) => resolve({ headers: response.headers, body: Buffer.concat(parts) }), reject);
      })
        .on('error', reject)
        .end();
    });

  it('is packed for whoever unpacks, the same again from what was packed before', async () => {
    await serve({ handlers: answering(html) }, async ({ port }) => {
      for (let again = 0; again < 2; again++) {
        const packed = await ask(port, { 'accept-encoding': 'br, gzip' });
        expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Cookie, Accept-Encoding' });
        expect(packed.body.length).toBeLessThan(500);
        expect(gunzipSync(packed.body).toString()).toBe(text);
      }
      const plain = await ask(port, { 'accept-encoding': 'gzip;q=0' });
      expect(plain.headers).not.toHaveProperty('content-encoding');
      expect(plain.headers).toMatchObject({ vary: 'Cookie, Accept-Encoding' });
      expect(plain.body.toString()).toBe(text);
    });
  });

  it('goes as it is where it is small, packed already, or no text', async () => {
    const packed = gzipSync(text).toString('base64');
    const type = html.headers;
    for (const [result, encoding] of [
      [{ ...html, body: 'short' }, undefined],
      [{ headers: { ...type, 'content-encoding': 'gzip' }, body: packed, isBase64Encoded: true }, 'gzip'],
      [{ ...html, headers: { 'content-type': 'image/png' } }, undefined],
    ] as const)
      await serve({ handlers: answering(result) }, async ({ port }) => {
        const { headers } = await ask(port, { 'accept-encoding': 'gzip' });
        expect(headers['content-encoding']).toBe(encoding);
      });
  });

  it('sets each cookie by itself, and has no body where none belongs', async () => {
    const cookies = ['a=1; Path=/', 'b=2'];
    await serve({ handlers: answering({ ...html, cookies }) }, async ({ get }) => {
      expect((await get('/')).headers.getSetCookie()).toEqual(cookies);
      expect(await (await get('/', { method: 'HEAD' })).text()).toBe('');
    });
  });
});

describe('an edge that listens elsewhere than on this machine', () => {
  const asHost = (port: number, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      httpRequest({ port, path: '/', headers: { host } }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });

  it('answers under the names that a proxy has for it, where the site is elsewhere', async () => {
    const site = () => 'https://gouji.example.cn/';
    await serve({ host: '127.0.0.1', siteUrl: site }, async ({ port }) => {
      expect(await asHost(port, 'gouji.example.cn')).toBe(200);
    });
    await serve({ siteUrl: site }, async ({ port }) => {
      expect(await asHost(port, 'gouji.example.cn')).toBe(421);
    });
    await serve({ host: '127.0.0.1' }, async ({ port }) => {
      expect(await asHost(port, 'gouji.example.cn')).toBe(421);
    });
  });
});
