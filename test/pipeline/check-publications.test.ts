/** A real server stands for the portal; the table is real, too. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/check-publication/handler.ts';
import { createPageFetcher } from '../../shared/adapters/portal/fetch-page.ts';
import { makePublicationKey } from '../../shared/contracts/bucket/object-keys.ts';
import { countEpochMs, makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { condensePage } from '../../shared/domain/standing/page-text.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import {
  checkPublications,
  chooseYearToCheck,
  type CheckDeps,
} from '../../shared/pipeline/check-publications.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { receivePublication } from '../../shared/pipeline/receive-publication.ts';
import { createObserver } from '../../shared/runtime/observe.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';

const YEAR = 2023;
const PLACE: Place = { district: '450205', agencyId: 'a-1', year: YEAR };
const html = { 'content-type': 'text/html; charset=utf-8' };
const DAY_MS = 86_400_000;

let engines: TestEngines;
const servers: Server[] = [];
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const nameHost = (server: Server): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;

/** A portal whose answer may be changed. */
async function portal(first: RequestListener) {
  const answers = { now: first, asked: [] as string[] };
  const server = createServer((request, response) => {
    answers.asked.push(request.url ?? '');
    answers.now(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(answers, { base: `http://${nameHost(server)}` });
}

const page =
  (body: string, headers: Record<string, string> = html): RequestListener =>
  (_, response) =>
    response.writeHead(200, headers).end(body);
const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end();

interface Scene {
  readonly store: Store;
  /** A look so many days after the first. */
  readonly look: (days: number, deps?: Partial<CheckDeps>) => ReturnType<typeof checkPublications>;
  readonly found: () => Promise<unknown>;
  readonly at: (days: number) => Instant;
}

async function sceneWith(sourceUrl: string): Promise<Scene> {
  const store = await aStore(engines, {
    regions: ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: `区划${code}` })),
    roster: [anAgency('a-1', '450205'), anAgency('a-2', '450205')],
  });
  await file(store, PLACE, { received: 3 });
  await stateAddress(store, sourceUrl);
  await settle(store, [PLACE]);
  const start = countEpochMs(store.now()) + 60_000;
  const at = (days: number): Instant => makeInstant(start + days * DAY_MS);
  return {
    store,
    at,
    look: (days, deps = {}) =>
      checkPublications(
        {
          ...store,
          fetchPage: createPageFetcher({ hosts: servers.map(nameHost), userAgent: 'Gouji/test', pauseMs: 0 }),
          now: () => at(days),
          ...deps,
        },
        { year: YEAR, hasTime: () => true },
      ),
    found: async () => (await store.table.agencyYearsAt([PLACE]))(PLACE)?.sourceCheck,
  };
}

async function stateAddress(store: Store, sourceUrl: string): Promise<void> {
  const document = { publishedOn: '2024-01-20', sourceUrl };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { versionId } = await store.bucket.putPublication(PLACE, bytes);
  await receivePublication(store, {
    key: makePublicationKey(PLACE),
    versionId,
    sequencer: String(versionId),
  });
}

describe('a look where a report is published', () => {
  it('finds it alive, and writes nothing more while nothing changes', async () => {
    const site = await portal(page('<h1>年度报告</h1>'));
    const { look, found, store, at } = await sceneWith(`${site.base}/1.html`);
    expect(await look(0)).toEqual({ year: YEAR, looked: 1, changed: 1, left: 0 });
    expect(await found()).toMatchObject({
      state: 'alive',
      url: `${site.base}/1.html`,
      comparison: { kind: 'not-compared' },
    });
    expect(await look(7)).toMatchObject({ looked: 1, changed: 0 });
    expect(await found()).toMatchObject({ checkedAt: at(0) });
    expect((await store.table.sourceChecksIn('450205', YEAR)).get('a-1')).toHaveLength(1);
    // Seen a moment ago: a run that is repeated asks nobody again.
    expect(await look(7.1)).toMatchObject({ looked: 0 });
  });

  it('asks only whether it changed, where the server can say so', async () => {
    const site = await portal(page('<h1>年度报告</h1>', { ...html, etag: '"1"' }));
    const { look, found } = await sceneWith(`${site.base}/1.html`);
    await look(0);
    site.now = ({ headers }, response) =>
      response.writeHead(headers['if-none-match'] === '"1"' ? 304 : 500).end();
    await look(7);
    expect(await found()).toMatchObject({ state: 'alive' });
  });

  it('tells a page that has changed since, for as long as it is another', async () => {
    const site = await portal(page('<h1>年度报告</h1><script>visitors(1)</script>'));
    const { look, found, store } = await sceneWith(`${site.base}/1.html`);
    await look(0);
    site.now = page('<h1>年度报告</h1>\n<script>visitors(2)</script>');
    await look(7);
    expect(await found()).toMatchObject({ state: 'alive' });
    site.now = page('<h1>年度报告(更正)</h1>');
    await look(14);
    expect(await found()).toMatchObject({ state: 'changed' });
    site.now = status(500);
    await look(21);
    expect(await found()).toMatchObject({ state: 'unreachable', fault: 'no-answer', status: 500 });
    site.now = page('<h1>年度报告(更正)</h1>');
    await look(28);
    expect(await found()).toMatchObject({ state: 'changed' });
    // Stated once more, it is what was stated. The store tells seconds: statements are told apart by them.
    await sleep(1_000);
    await stateAddress(store, `${site.base}/1.html`);
    await look(35);
    expect(await found()).toMatchObject({ state: 'alive' });
  });

  it('tells one that has moved, and one that is gone', async () => {
    const site = await portal(({ url }, response) =>
      url === '/1.html'
        ? response.writeHead(301, { location: '/2.html' }).end()
        : response.writeHead(200, html).end('报告'),
    );
    const { look, found } = await sceneWith(`${site.base}/1.html`);
    await look(0);
    expect(await found()).toMatchObject({ state: 'moved', movedTo: `${site.base}/2.html` });
    site.now = status(404);
    await look(7);
    expect(await found()).toMatchObject({ state: 'gone', status: 404 });
  });

  it('tells of a move, and of a return, of a page that is as it was', async () => {
    const etag = '"1"';
    const site = await portal(page('<h1>年度报告</h1>', { ...html, etag }));
    const { look, found } = await sceneWith(`${site.base}/1.html`);
    await look(0);
    site.now = ({ url, headers }, response) =>
      url === '/1.html'
        ? response.writeHead(301, { location: '/2.html' }).end()
        : response.writeHead(headers['if-none-match'] === etag ? 304 : 500).end();
    await look(7);
    expect(await found()).toMatchObject({ state: 'moved', movedTo: `${site.base}/2.html` });
    site.now = status(304);
    await look(14);
    expect(await found()).toMatchObject({ state: 'alive' });
    expect(await found()).not.toHaveProperty('movedTo', expect.anything());
  });

  it('does not look at what the operator’s list does not name, and says so', async () => {
    const site = await portal(page('报告'));
    const { look, found } = await sceneWith(`${site.base}/1.html`);
    const fetchPage = createPageFetcher({ hosts: ['.gov.cn'], userAgent: 'Gouji/test', pauseMs: 0 });
    await look(0, { fetchPage });
    expect(await found()).toMatchObject({ state: 'not-checked', fault: 'host-not-listed' });
    expect(site.asked).toEqual([]);
  });

  it('compares the page with the report in force where something can, and again when that changes', async () => {
    const site = await portal(page('报告', { ...html, etag: '"1"' }));
    const { look, found, store } = await sceneWith(`${site.base}/1.html`);
    const compared: string[] = [];
    const comparePage: CheckDeps['comparePage'] = (_, { sha256 }) => {
      compared.push(sha256);
      return Promise.resolve(compared.length === 1 ? { kind: 'agrees' } : { kind: 'differs', cells: 2 });
    };
    await look(0, { comparePage });
    expect(await found()).toMatchObject({ comparison: { kind: 'agrees' } });
    await file(store, PLACE, { received: 4 });
    await settle(store, [PLACE]);
    await look(7, { comparePage });
    expect(await found()).toMatchObject({ comparison: { kind: 'differs', cells: 2 } });
    expect(new Set(compared).size).toBe(2);
  });

  it('leaves what the time does not suffice for to the next run', async () => {
    const site = await portal(page('报告'));
    const { store, at } = await sceneWith(`${site.base}/1.html`);
    const fetchPage = createPageFetcher({
      hosts: servers.map(nameHost),
      userAgent: 'Gouji/test',
      pauseMs: 0,
    });
    const deps = { ...store, fetchPage, now: () => at(0) };
    expect(await checkPublications(deps, { year: YEAR, hasTime: () => false })).toMatchObject({
      looked: 0,
      left: 1,
    });
  });
});

describe('what was found', () => {
  it('is told as of an instant, proved and rebuilt', async () => {
    const site = await portal(page('报告'));
    const { look, at, store } = await sceneWith(`${site.base}/1.html`);
    await look(0);
    site.now = status(410);
    await look(7);
    await settle(store, [PLACE]);
    const then = await readTableAt(store.table, at(3)).agencyYears(PLACE, [YEAR]);
    expect(then.get(YEAR)?.sourceCheck?.state).toBe('alive');
    expect((await verifyYear(store.table, store.bucket, YEAR)).discrepancies).toEqual([]);
    const item = (await store.table.agencyYearsAt([PLACE]))(PLACE)!;
    const { sourceCheck: _lost, ...rest } = item;
    await store.table.putAgencyYear({ ...rest, revision: item.revision + 1 });
    expect((await rebuildYear(store, YEAR)).mended).toContain('a-1');
    expect((await store.table.agencyYearsAt([PLACE]))(PLACE)?.sourceCheck?.state).toBe('gone');
  });
});

describe('the function', () => {
  it('fetches nothing unless it is switched on', async () => {
    const site = await portal(page('报告'));
    const { store, at } = await sceneWith(`${site.base}/1.html`);
    const fetchPage = createPageFetcher({
      hosts: servers.map(nameHost),
      userAgent: 'Gouji/test',
      pauseMs: 0,
    });
    const deps = { ...store, fetchPage, now: () => at(0), observer: createObserver('check-publication') };
    const context = { getRemainingTimeInMillis: () => 900_000 };
    expect(await createHandler({ ...deps, isOn: false })({ year: YEAR }, context)).toBe('off');
    expect(site.asked).toEqual([]);
    expect(await createHandler({ ...deps, isOn: true })({ year: YEAR }, context)).toMatchObject({
      looked: 1,
    });
    expect(site.asked).toEqual(['/1.html']);
  });

  it('goes round all report years, one a day', () => {
    const start = Date.parse('2026-03-01T02:00:00+08:00');
    const years = Array.from({ length: 7 }, (_, i) => chooseYearToCheck(makeInstant(start + i * DAY_MS)));
    expect([...years].sort()).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025]);
  });
});

describe('the text of a page', () => {
  it('is what stands between its tags', () => {
    expect(
      condensePage('<!-- a --><style>b{}</style><p>一、\n 总体&nbsp;情况</p><SCRIPT>x("</p>")</SCRIPT>二'),
    ).toBe('一、 总体 情况 二');
  });

  it('is read in one pass, however hostile', () => {
    for (const piece of ['<script', '<', '<!--', '</script', '&a', '<style><script>'])
      condensePage(piece.repeat(200_000));
  }, 5_000);
});
