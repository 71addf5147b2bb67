/** A real server stands for the portal; what is hostile about it is named in each case. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPageFetcher, type FetchPage } from '../../../shared/adapters/portal/fetch-page.ts';
import { isPublicAddress } from '../../../shared/adapters/portal/public-address.ts';

const servers: Server[] = [];
const bases: string[] = [];
afterEach(() => {
  bases.length = 0;
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function portal(answer: RequestListener, host = '127.0.0.1'): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const base = `http://${host}:${(server.address() as AddressInfo).port}`;
  bases.push(base);
  return base;
}

type Options = Partial<Parameters<typeof createPageFetcher>[0]>;
const fetcher = (options: Options = {}): FetchPage =>
  createPageFetcher({
    // What servers of a test listen at is named with its port.
    hosts: [...bases.map((base) => new URL(base).host), '127.0.0.1:1', '.gov.cn'],
    userAgent: 'Gouji/test',
    pauseMs: 0,
    timeoutMs: 1500,
    maxBytes: 10_000,
    ...options,
  });
const get = (url: string, options?: Options) => fetcher(options)(url, {});
const html = { 'content-type': 'text/html; charset=utf-8' };

describe('a page', () => {
  it('is read with what its server says of it, asked by somebody who says who it is', async () => {
    const asked: unknown[] = [];
    const base = await portal((request, response) => {
      asked.push(request.headers['user-agent']);
      response.writeHead(200, { ...html, etag: '"1"', 'last-modified': 'Fri, 24 Jan 2025 00:00:00 GMT' });
      response.end('<p>年度报告</p>');
    });
    const fetched = await get(`${base}/1.html`);
    expect(fetched).toMatchObject({
      kind: 'page',
      page: { url: `${base}/1.html`, etag: '"1"', lastModified: 'Fri, 24 Jan 2025 00:00:00 GMT' },
    });
    expect(asked).toEqual(['Gouji/test']);
  });

  it('that is as it was is not sent again', async () => {
    const base = await portal(({ headers }, response) => {
      response.writeHead(headers['if-none-match'] === '"1"' ? 304 : 500, html).end();
    });
    expect(await fetcher()(`${base}/1.html`, { etag: '"1"' })).toEqual({
      kind: 'unchanged',
      url: `${base}/1.html`,
    });
  });

  it('that nobody asked about is none, though it be told to be as it was', async () => {
    const base = await portal((_, response) => response.writeHead(304, html).end());
    expect(await get(base)).toEqual({ kind: 'failed', fault: 'refused', status: 304 });
  });

  it('that has moved is followed', async () => {
    const base = await portal(({ url }, response) => {
      if (url === '/old') response.writeHead(301, { location: '/new' }).end();
      else response.writeHead(200, html).end('报告');
    });
    expect(await get(`${base}/old`)).toMatchObject({ kind: 'page', page: { url: `${base}/new` } });
  });

  it.each([
    [404, { kind: 'gone', status: 404 }],
    [410, { kind: 'gone', status: 410 }],
    [403, { kind: 'failed', fault: 'refused', status: 403 }],
    [503, { kind: 'failed', fault: 'no-answer', status: 503 }],
  ])('that is answered with %s is none', async (status, expected) => {
    const base = await portal((_, response) => response.writeHead(status, html).end('…'));
    expect(await get(base)).toEqual(expected);
  });

  it.each([
    ['a picture', { 'content-type': 'image/png' }, 'x'],
    ['nothing', html, ''],
    ['without a type', {}, 'x'],
    ['packed, though nobody asked for that', { ...html, 'content-encoding': 'gzip' }, 'x'],
  ])('is none with wrong content: %s', async (_, headers, body) => {
    const base = await portal((__, response) => response.writeHead(200, headers).end(body));
    expect(await get(base)).toEqual({ kind: 'failed', fault: 'not-a-page' });
  });
});

describe('the list of hosts', () => {
  const resolve = () => Promise.resolve([]);
  it.each([
    ['http://www.example.gov.cn./', 'no-such-host'],
    ['http://gov.cn/', 'no-such-host'],
    ['https://www.example.gov.cn:80/', 'no-such-host'],
    ['http://www.example.gov.cn:8080/', 'host-not-listed'],
    ['http://www.example.cn:8080/', 'no-such-host'],
    ['http://m.www.example.cn:8080/', 'host-not-listed'],
    ['http://www.notgov.cn/', 'host-not-listed'],
  ])('%s: %s', async (url, fault) => {
    expect(await get(url, { hosts: ['.gov.cn', 'www.example.cn:8080'], resolve })).toMatchObject({ fault });
  });
});

describe('a hostile server', () => {
  it.each([
    'http://127.0.0.2/',
    'http://localhost/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://10.0.0.1/',
    'http://2130706434/',
    'file:///etc/passwd',
    'ftp://www.example.gov.cn/',
    'http://www.example.com/',
    'http://www.example.gov.cn:35829/',
    'http://a:b@www.example.gov.cn/',
  ])('leads nowhere but to listed hosts: %s', async (location) => {
    const reached: string[] = [];
    const base = await portal(({ url = '' }, response) => {
      reached.push(url);
      response.writeHead(302, { location }).end();
    });
    expect((await get(base)).kind).toBe('forbidden');
    expect(reached).toEqual(['/']);
  });

  it('is not asked where its name leads to a machine within, in whatever notation', async () => {
    const reached: string[] = [];
    const base = await portal(({ url = '' }, response) => {
      reached.push(url);
      response.writeHead(200, html).end('within');
    });
    const { port } = new URL(base);
    const hosts = [`.gov.cn:${port}`];
    for (const address of [
      '127.0.0.2',
      '::1',
      '::ffff:127.0.0.2',
      '10.1.2.3',
      '169.254.169.254',
      'fd00::1',
    ]) {
      const resolve = () => Promise.resolve([address]);
      expect(await get(`http://www.example.gov.cn:${port}/`, { hosts, resolve }), address).toEqual({
        kind: 'forbidden',
        fault: 'address-not-public',
      });
    }
    // One public address among them does not help.
    const mixed = () => Promise.resolve(['93.184.216.34', '127.0.0.2']);
    expect(await get(`http://www.example.gov.cn:${port}/`, { hosts, resolve: mixed })).toMatchObject({
      kind: 'forbidden',
    });
    expect(reached).toEqual([]);
  });

  it('is connected to at the address that was looked at, however its name resolves a moment later', async () => {
    // Nobody but this server listens at 127.0.0.2: localhost, asked once more, would lead elsewhere.
    const base = await portal((_, response) => response.writeHead(200, html).end('pinned'), '127.0.0.2');
    let asked = 0;
    const resolve = () => Promise.resolve([asked++ === 0 ? '127.0.0.2' : '10.0.0.1']);
    const { port } = new URL(base);
    const hosts = [`localhost:${port}`, '127.0.0.2'];
    const fetched = await get(`http://localhost:${port}/`, { hosts, resolve });
    expect(fetched.kind).toBe('page');
    expect(asked).toBe(1);
  });

  it('is looked at anew after each redirect', async () => {
    const within = await portal((_, response) => response.writeHead(200, html).end('within'), '127.0.0.2');
    const { port } = new URL(within);
    const base = await portal((_, response) =>
      response.writeHead(302, { location: `http://www.example.gov.cn:${port}/` }).end(),
    );
    const resolve = () => Promise.resolve(['127.0.0.2']);
    const hosts = [new URL(base).host, `.gov.cn:${port}`];
    expect(await get(base, { hosts, resolve })).toEqual({ kind: 'forbidden', fault: 'address-not-public' });
  });

  it('does not lead on without end', async () => {
    let asked = 0;
    const base = await portal((_, response) => {
      asked += 1;
      response.writeHead(302, { location: `/${asked}` }).end();
    });
    expect(await get(base)).toEqual({ kind: 'failed', fault: 'too-many-redirects' });
    expect(asked).toBe(6);
  });

  it('does not send without end, whatever length it states', async () => {
    const base = await portal((_, response) => {
      response.writeHead(200, html);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(1000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await get(base)).toEqual({ kind: 'failed', fault: 'too-large' });
  });

  it('does not keep anybody waiting, before the answer or within it', async () => {
    const silent = await portal(() => undefined);
    expect(await get(silent, { timeoutMs: 300 })).toEqual({ kind: 'failed', fault: 'too-slow' });
    const slow = await portal((_, response) => {
      response.writeHead(200, html);
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await get(slow, { timeoutMs: 300 })).toEqual({ kind: 'failed', fault: 'too-slow' });
  });

  it('keeps to 2 MB, 10 seconds and one request a second and host, where nothing else is said', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    const base = await portal(({ url }, response) => {
      response.writeHead(200, html).end('x'.repeat(url === '/most' ? 2_000_000 : 2_000_001));
    });
    const ask = createPageFetcher({ hosts: [new URL(base).host], userAgent: 'Gouji/test' });
    const startedAtMs = performance.now();
    expect(await ask(`${base}/most`, {})).toMatchObject({ kind: 'page' });
    expect(await ask(`${base}/more`, {})).toEqual({ kind: 'failed', fault: 'too-large' });
    expect(performance.now() - startedAtMs).toBeGreaterThan(900);
    expect(timeout.mock.calls).toEqual([[10_000], [10_000]]);
    timeout.mockRestore();
  });

  it('that is not there is told as such', async () => {
    const resolve = () => Promise.resolve([]);
    expect(await get('https://www.example.gov.cn/', { resolve })).toEqual({
      kind: 'failed',
      fault: 'no-such-host',
    });
    expect(await get('http://127.0.0.1:1/')).toEqual({ kind: 'failed', fault: 'no-answer' });
  });
});

describe('a polite visitor', () => {
  it('asks each host for one page after the other, with a pause between them', async () => {
    const times: number[] = [];
    const base = await portal((_, response) => {
      times.push(performance.now());
      response.writeHead(200, html).end('报告');
    });
    const fetchPage = fetcher({ pauseMs: 120 });
    await Promise.all(['/1', '/2', '/3'].map((path) => fetchPage(base + path, {})));
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).toBeGreaterThan(100);
    expect(third - second).toBeGreaterThan(100);
  });

  it('takes all ports of a host for one', async () => {
    const times: number[] = [];
    const answer: RequestListener = (_, response) => {
      times.push(performance.now());
      response.writeHead(200, html).end('报告');
    };
    const addresses = [await portal(answer), await portal(answer)];
    const fetchPage = fetcher({ pauseMs: 120 });
    await Promise.all(addresses.map((address) => fetchPage(address, {})));
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThan(100);
  });
});

describe('a public address', () => {
  it.each(['93.184.216.34', '203.119.26.1', '2400:3200::1'])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
    'fe80::1%eth0',
    'fc00::1',
    'fec0::1',
    'ff02::1',
    'www.example.gov.cn',
    '',
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
