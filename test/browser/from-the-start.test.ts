/**
 * What people come for, from the start page on, without a script: clicks are counted, so that it stays as short as `docs/pages.md` says.
 * A journalist's is in `compare.test.ts`, an officer's morning in `office-morning.test.ts`, the archive in `downloads.test.ts`.
 */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DISCLOSURES } from '../../demonstration/disclosures.ts';
import { planDisclosure, writeDisclosure } from '../../shared/pipeline/load-disclosure.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
  const { table } = browsing.scene.store;
  const entries = DISCLOSURES.map(({ disclosure }) => ({ agency: 'accepted-ju', disclosure })).slice(0, 1);
  await writeDisclosure(table, await planDisclosure(table, entries), browsing.scene.deps.now());
}, 200_000);
afterAll(() => browsing.stop());

/** The start page, and what counts each click on a page. */
async function begin() {
  const { page, close, complaints } = await browsing.open('/', {
    javaScriptEnabled: false,
    acceptDownloads: true,
  });
  let clicks = 0;
  const click = async (wanted: (page: Page) => Locator): Promise<void> => {
    clicks++;
    await wanted(page).first().click();
    await page.waitForLoadState('load');
  };
  const follow = (name: string | RegExp) =>
    click(() => page.getByRole('main').getByRole('link', { name, exact: typeof name === 'string' }));
  return { page, click, follow, clicks: () => clicks, complaints, close };
}

it('a researcher has the figures of a year in two clicks, and their file in a third', async () => {
  const { page, follow, clicks, complaints, close } = await begin();
  await follow('查看数据');
  await follow('更多图表');
  const { pathname } = new URL(page.url());
  expect(pathname).toMatch(/^\/regions\/000000\/years\/2024\/figures$/);
  const [download] = await Promise.all([page.waitForEvent('download'), follow(/^CSV/)]);
  const file = await readFile(await download.path(), 'utf8');
  const answer = await fetch(browsing.address(`/api/v1${pathname}`));
  const { path } = (await answer.json()) as { path: { cases: number }[] };
  const cases = file.split('\r\n').flatMap((line) => (line === '' ? [] : [line.split(',')[2]]));
  expect(path.length).toBeGreaterThan(10);
  expect(cases.slice(1, path.length + 1)).toEqual(path.map((step) => String(step.cases)));
  expect([clicks(), complaints]).toEqual([3, []]);
  await close();
});

it('an office has an earlier year’s assessment in five clicks, an agency’s sheet in a sixth, and what it is told from in a seventh', async () => {
  const { page, follow, clicks, complaints, close } = await begin();
  await follow('报送情况');
  await follow('广西壮族自治区');
  await follow('柳州市');
  // The last ended year comes first.
  await follow('2024');
  await follow('考核');
  expect(new URL(page.url()).pathname).toBe('/compliance/450200/2024/assessment');
  await follow('柳北区教育局');
  expect(new URL(page.url()).pathname).toBe('/agencies/late-ju/years/2024/assessment');
  await follow(/首次接收/);
  expect(page.url()).toContain('/agencies/late-ju/years/2024/submissions/');
  expect([clicks(), complaints]).toEqual([7, []]);
  await close();
});

it('a citizen finds where an agency’s information is to be had with a search and two clicks', async () => {
  const { page, click, follow, clicks, complaints, close } = await begin();
  await page.getByRole('searchbox').first().fill('柳北区公安局');
  await click(() => page.getByRole('search').first().getByRole('button'));
  await follow('柳北区公安局');
  await follow('公开指南、目录和查阅点');
  expect(new URL(page.url()).pathname).toBe('/agencies/accepted-ju/disclosure');
  const { disclosure } = DISCLOSURES[0]!;
  const said = await page.getByRole('main').innerText();
  expect(disclosure.points.map(({ address }) => address !== undefined && said.includes(address))).toEqual([
    true,
    true,
  ]);
  expect(await page.locator(`main a[href="${disclosure.guide?.url}"]`).count()).toBeGreaterThan(0);
  expect([clicks(), complaints]).toEqual([3, []]);
  await close();
});
