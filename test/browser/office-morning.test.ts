/**
 * An officer of 柳州市 on 21 January 2021 at 09:05: the demonstration as it stood then, read from the start page on. Clicks are counted, so
 * that what a morning takes stays as short as it is.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demonstration } from '../../demonstration/index.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { provideSite } from '../../web/provide-site.ts';
import { officeDeps, officerOf } from '../support/an-office.ts';
import { aStore, settle } from '../support/a-store.ts';
import { instant } from '../support/a-summary.ts';
import { PHONE, startBrowser } from '../support/browser.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { NO_SUMMARIES } from '../support/refusing-table.ts';
import { serveBuilt } from '../support/serve-built.ts';

const NOW = instant('2021-01-21T09:05+08:00');
const YESTERDAY = instant('2021-01-20T08:00+08:00');
const YEAR = 2020;
const CITY = '450200';

let engines: TestEngines;
let browser: Browser;
let web: Awaited<ReturnType<typeof serveBuilt>>;
beforeAll(async () => {
  const handlersEntry = await provideSite();
  engines = await startEngines();
  const { regions, roster, filings } = demonstration();
  const isOfCity = (district: string): boolean => district.startsWith('4502');
  const store = await aStore(engines, {
    regions: regions.filter(({ code }) => isOfCity(code) || ['000000', '450000'].includes(code)),
    roster: roster.filter(({ district }) => isOfCity(district)),
    now: NOW,
  });
  const places = [];
  for (const { place, receivedAt, document } of filings) {
    if (place.year !== YEAR || !isOfCity(place.district) || receivedAt > NOW) continue;
    const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
    const { versionId } = await store.bucket.upload('backfill', place, bytes, receivedAt);
    const key = makeDocumentKey('backfill', place);
    await receiveUpload(store, { key, versionId, sequencer: String(versionId) });
    places.push(place);
  }
  await settle(store, [...new Map(places.map((place) => [place.district, place])).values()]);
  const now = () => NOW;
  web = await serveBuilt(handlersEntry, {
    ...{ table: store.table, bucket: store.bucket, summaries: NO_SUMMARIES, now },
    version: '9.9.9',
    home: CITY,
    connection: undefined,
    office: officeDeps(engines, store, { office: officerOf(CITY) }, now),
    log: {
      error: (message, { error }) => {
        throw new Error(message, { cause: error });
      },
    },
  });
  browser = await startBrowser();
}, 300_000);
afterAll(async () => {
  await browser.close();
  await web.close();
  await engines.stop();
});

const address = (path: string): string => `http://127.0.0.1:${web.port}${path}`;

async function openHome(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  await context.addCookies([{ name: 'test-session', value: 'office', url: address('/') }]);
  const page = await context.newPage();
  await page.goto(address('/'));
  return page;
}

interface Told {
  readonly changes: Readonly<
    Record<'newlyAccepted' | 'newlyReturned' | 'corrected', { id: string; name: string }[]>
  > & {
    readonly since: string;
    readonly received: { readonly agencies: number };
  };
}

async function askApi(query: string): Promise<Told['changes']> {
  const answer = await fetch(address(`/api/v1/compliance/${CITY}/${YEAR}${query}`));
  return ((await answer.json()) as Told).changes;
}

it('sees in one click what came in since yesterday 08:00', { timeout: 120_000 }, async () => {
  const page = await openHome({ javaScriptEnabled: false });
  await page.getByRole('main').getByRole('link', { name: '报送情况', exact: true }).click();
  await page.waitForURL(`**/compliance/${CITY}/${YEAR}`);
  const changes = page.locator('.compliance-changes');
  expect(await changes.locator('h2').innerText()).toContain('与 2021-01-20 08:00（北京时间）相比');
  expect(await changes.locator('.received').innerText()).toBe('这段时间收到 8 个机构的报告。');
  const told = await askApi('');
  expect(told).toMatchObject({ since: YESTERDAY, received: { agencies: 8 } });
  const names = [...told.newlyAccepted, ...told.newlyReturned, ...told.corrected].map(({ name }) => name);
  expect(names).toHaveLength(8);
  const shown = (await changes.locator('dd .names').allInnerTexts()).join('\n');
  for (const name of names) expect(shown).toContain(name);
  await page.context().close();
});

it(
  'sees the same on the desk in three clicks, and keeps it from list to list',
  { timeout: 120_000 },
  async () => {
    const page = await openHome();
    await page.getByRole('main').getByRole('link', { name: '报送情况', exact: true }).click();
    await page.getByRole('link', { name: /^主管部门工作台/ }).click();
    await page.waitForURL('**/desk?region=450200');
    await page.getByRole('link', { name: '昨日 8:00 以来' }).click();
    await page.waitForURL('**since=yesterday#changes');
    const received = page.locator('.compliance-changes .received');
    expect(await received.innerText()).toMatch(/^这段时间收到 8 个机构的报告/);
    await page.getByRole('navigation', { name: '待办名单' }).getByRole('link').first().click();
    expect(await received.innerText()).toMatch(/^这段时间收到 8 个机构的报告/);
    await page.context().close();
  },
);

it(
  'chooses any instant, and is told by the browser when the last visit was',
  { timeout: 120_000 },
  async () => {
    const page = await openHome();
    await page.goto(address(`/compliance/${CITY}/${YEAR}`));
    const lastVisit = page.locator('[data-visited]');
    expect(await lastVisit.isVisible()).toBe(false);
    await page.getByLabel('自选时刻').fill('2021-01-20T08:00');
    await page.getByRole('button', { name: '查看变化' }).click();
    await page.waitForURL('**since=2021-01-20T08%3A00**');
    expect(await page.locator('.compliance-changes .received').innerText()).toContain('收到 8 个机构');
    // An hour goes by: what is kept says when this visit was.
    await page.evaluate(
      `localStorage.setItem('gouji-visit ${CITY}/${YEAR}', JSON.stringify({ seen: ${Date.parse(YESTERDAY) + 12_345} }))`,
    );
    await page.reload();
    expect(await lastVisit.innerText()).toBe('上次查看以来 2021-01-20 08:00');
    await lastVisit.getByRole('link').click();
    await page.waitForURL('**since=2021-01-20T00%3A00%3A00.000Z**');
    expect(await page.locator('.compliance-changes .received').innerText()).toContain('收到 8 个机构');
    await page.context().close();
  },
);

it('finds on a phone who has not filed, without scrolling sideways', { timeout: 120_000 }, async () => {
  const page = await openHome({ ...PHONE, reducedMotion: 'reduce' });
  await page.getByRole('main').getByRole('link', { name: '报送情况', exact: true }).click();
  await page
    .locator('.tabs')
    .getByRole('link', { name: /^未报送/ })
    .click();
  await page.waitForURL('**list=missing#agencies');
  const [cells, cut] = await page.evaluate<[number, number]>(`(() => {
    const cells = [...document.querySelectorAll('table.agencies :is(th, td)')];
    return [cells.length, cells.filter(
      (cell) => cell.getBoundingClientRect().right > window.innerWidth + 1).length];
  })()`);
  expect(cells).toBeGreaterThan(0);
  expect(cut).toBe(0);
  await page.context().close();
});
