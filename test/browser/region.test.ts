/** What people do on a region's page. Leaves pictures of it in `screenshots/`, for looking at. */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { openSlowPage } from '../support/slow-page.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'screenshots');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CITY = '/regions/450200/years/2024';
const DISTRICT = '/regions/450205/years/2024';

let browsing: Browsing;
beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  browsing = await startBrowsing();
});
afterAll(() => browsing.stop());

/** Text in the page, as the tests' own types know no document. */
const GROUND = 'getComputedStyle(document.body).backgroundColor';
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const OPENED_FROM = `document.querySelector('[name="menu"][open] > :last-child').getBoundingClientRect().left`;
const WHITE = 'rgb(255, 255, 255)';
const COLOUR_OF = (chart: string): string => `(() => {
  const canvas = document.querySelector('[data-chart="${chart}"] canvas');
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Map();
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] < 255) continue;
    const colour = pixels[i] + ',' + pixels[i + 1] + ',' + pixels[i + 2];
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  return [...colours].sort((a, b) => b[1] - a[1])[0]?.[0];
})()`;
const WHERE_FOCUS_IS = `(() => {
  const focused = document.activeElement;
  const { x, y, width, height } = focused.getBoundingClientRect();
  const { outlineStyle } = getComputedStyle(focused);
  const folded = focused.closest('details.data:not([open])') && !focused.matches('summary');
  return outlineStyle !== 'none' && width > 8 && height > 8 && !folded ? 'seen' : focused.outerHTML.slice(0, 160);
})()`;
const BLANK_CANVASES = `[...document.querySelectorAll('[data-chart] canvas')].filter((canvas) => {
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return canvas.width < 2 * 280 || !pixels.some((part) => part > 0);
}).map((canvas) => canvas.closest('[data-chart]').id)`;
const isDrawn = (page: Page, chart: string): Promise<void> =>
  page.locator(`[data-chart="${chart}"].is-drawn`).waitFor({ timeout: 20_000 });
async function showAll(page: Page): Promise<void> {
  for (const chart of await page.locator('[data-chart]:has(canvas)').all())
    await chart.scrollIntoViewIfNeeded();
  await expect
    .poll(() => page.locator('[data-chart]:has(canvas):not(.is-drawn)').count(), { timeout: 20_000 })
    .toBe(0);
}

describe('a reader of a region’s page', () => {
  it('finds a department’s refusal rate in 2023 from the front page by clicking', async () => {
    const { page, complaints, close } = await browsing.open('/');
    await page.getByRole('link', { name: '查看数据' }).click();
    // The links of a chart's folded table come first, and nobody sees them.
    const children = page.locator('table.children');
    for (const name of ['广西壮族自治区', '柳州市', '柳北区'])
      await children.getByRole('link', { name, exact: true }).first().click();
    await page.getByRole('navigation', { name: '年度' }).getByRole('link', { name: '2023' }).click();
    await page.waitForURL('**/regions/450205/years/2023');
    const row = page.locator('table.children tr', { hasText: '柳北区公安局' });
    const column = await page.locator('table.children thead th').allInnerTexts();
    const cell = row.locator('th, td').nth(column.indexOf('不予公开率'));
    expect((await cell.innerText()).replaceAll('\u00a0', ' ')).toContain('0 / 960');
    expect(complaints).toEqual([]);
    await close();
  });

  it('goes to the region beside by the menu at the crumb, without JavaScript', async () => {
    const { page, close } = await browsing.open(`${DISTRICT}?measure=shares`, { javaScriptEnabled: false });
    await page.getByLabel('与柳北区同级的地区').click();
    await page.locator('.menu').getByRole('link', { name: '城中区' }).click();
    expect(page.url()).toContain('/regions/450202/years/2024?measure=shares');
    await close();
  });

  it('reads what a key figure means, by keyboard, without JavaScript', async () => {
    const { page, close } = await browsing.open(DISTRICT, { javaScriptEnabled: false });
    const definition = page.getByLabel('公开率的定义');
    await definition.focus();
    await page.keyboard.press('Enter');
    const text = page.getByText('÷ 办理结果总计').first();
    expect(await text.isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await text.isVisible()).toBe(false);
    await close();
  });

  it.each([
    ['desktop', 10, {}, ''],
    ['phone', 11, PHONE, ''],
    // A desktop of 1280 pixels at 400 %.
    ['narrow screen', 11, { viewport: { width: 320, height: 640 } }, '?lang=en'],
  ])('opens every menu and definition within a %s’s width: %i', async (look, count, options, query) => {
    const { page, close } = await browsing.open(`${DISTRICT}${query}`, options);
    // What has no room in the head is behind a menu, which is there for that alone.
    const summaries = page.locator('.menu summary, .definition summary').filter({ visible: true });
    expect(await summaries.count()).toBe(count);
    for (const summary of await summaries.elementHandles()) {
      // An open menu may lie over the next one.
      await summary.press('Enter');
      expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
      expect(await page.evaluate(OPENED_FROM)).toBeGreaterThanOrEqual(0);
      await page.screenshot({ path: join(PICTURES, `region-menu-${look}.png`) });
    }
    await close();
  });

  it('switches language and theme; the next page keeps them', async () => {
    const { page, complaints, close } = await browsing.open(DISTRICT);
    expect(await page.evaluate(GROUND)).toBe(WHITE);
    await page.getByRole('link', { name: 'English' }).click();
    await page.locator('.menu-theme summary').click();
    await page.getByRole('link', { name: 'Dark' }).click();
    await page.waitForURL('**theme=dark**');
    expect(await page.evaluate(GROUND)).not.toBe(WHITE);
    expect(page.url()).toContain('lang=en');
    await isDrawn(page, 'received');
    expect(await page.evaluate(COLOUR_OF('received'))).toBe('127,171,234');
    // By the cookies alone.
    await page.goto(browsing.address(CITY));
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.locator('h1').innerText()).toBe('Liuzhou Shi 柳州市, 2024');
    expect(complaints).toEqual([]);
    await close();
  });

  it('chooses light where the system is dark', async () => {
    const { page, close } = await browsing.open(`${DISTRICT}?theme=light`, { colorScheme: 'dark' });
    expect(await page.evaluate(GROUND)).toBe(WHITE);
    await close();
  });

  it('sees outcomes as counts or shares, each under an address of its own', async () => {
    const { page, close } = await browsing.open(CITY);
    await page.getByRole('link', { name: '占比', exact: true }).click();
    await page.waitForURL('**?measure=shares#chart-outcomes');
    await isDrawn(page, 'outcomes');
    await page.getByRole('link', { name: '件数', exact: true }).click();
    await page.waitForURL(`**${CITY}#chart-outcomes`);
    await close();
  });

  it('reads a chart by arrow keys, said aloud', async () => {
    const { page, close } = await browsing.open(CITY);
    await isDrawn(page, 'received');
    const canvas = page.locator('[data-chart="received"] canvas');
    const said = page.locator('[data-chart="received"] [role="status"]');
    await canvas.focus();
    await page.keyboard.press('End');
    expect(await said.textContent()).toBe('2025; –');
    await page.keyboard.press('ArrowLeft');
    expect((await said.textContent())?.replaceAll('\u00a0', ' ')).toBe(
      '2024; 本年新收  1 236 · 96.9 %; 上年结转  40 · 3.1 %',
    );
    await page.keyboard.press('Escape');
    expect(await said.textContent()).toBe('');
    await close();
  });

  it('has the tables folded away read aloud, and no stop of the keyboard in them', async () => {
    const { page, close } = await browsing.open(CITY);
    await isDrawn(page, 'received');
    const figure = page.locator('[data-chart="received"]');
    expect(await figure.ariaSnapshot()).toContain('row "2024 1 236 40 1 276"');
    expect(await figure.locator('.scroll').getAttribute('tabindex')).toBe('-1');
    await figure.locator('summary').press('Enter');
    await expect.poll(() => figure.locator('.scroll').getAttribute('tabindex')).toBe('0');
    await close();
  });

  it('never loses sight of the focus', async () => {
    const { page, close } = await browsing.open(CITY);
    await isDrawn(page, 'received');
    const stops: string[] = [];
    for (let stop = 0; stop < 90; stop++) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate<string>(WHERE_FOCUS_IS));
    }
    expect(stops.filter((stop) => stop !== 'seen')).toEqual([]);
    await close();
  });

  it('downloads the agencies as CSV, and adds up to what the page says', async () => {
    const { page, close } = await browsing.open(DISTRICT);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /^CSV.部门和机构$/ }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    const [head, ...rows] = parse(text, { bom: true, relax_column_count: true });
    const column = head?.findIndex((name) => name.startsWith('收到')) ?? -1;
    const received = rows.slice(0, 10).map((row) => Number(row[column]));
    const stated = await page.locator('.key-figures dl > div', { hasText: '收到申请' }).first().innerText();
    const figure = /\n\s*([\d\s\u00a0]+)\n/.exec(stated)?.[1]?.replace(/\D/g, '');
    expect(received.reduce((sum, count) => sum + count, 0)).toBe(Number(figure));
    expect(Number(figure)).toBeGreaterThan(1000);
    await close();
  });

  it('takes a chart along as a picture', async () => {
    const { page, complaints, close } = await browsing.open(CITY);
    await isDrawn(page, 'outcomes');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-chart="outcomes"] [data-png]').click(),
    ]);
    expect(download.suggestedFilename()).toBe('450200-2024-outcomes.png');
    const path = join(PICTURES, 'chart-outcomes.png');
    await download.saveAs(path);
    const bytes = await readFile(path);
    expect([bytes.subarray(1, 4).toString(), bytes.readUInt32BE(16)]).toEqual(['PNG', 1920]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('has the tables open and nothing to draw without JavaScript', async () => {
    const { page, close } = await browsing.open(CITY, { javaScriptEnabled: false });
    for (const chart of ['received', 'outcomes', 'regions', 'agencies', 'applicants']) {
      const figure = page.locator(`[data-chart="${chart}"]`);
      expect((await figure.locator('table').boundingBox())?.height).toBeGreaterThan(60);
      expect(await figure.locator('canvas, [data-png]').first().isVisible()).toBe(false);
    }
    await page.screenshot({ path: join(PICTURES, 'region-no-javascript.png'), fullPage: true });
    await close();
  });

  it('prints every chart, in the colours for white paper, over several pages', async () => {
    const { page, close } = await browsing.open(CITY, { colorScheme: 'dark' });
    await isDrawn(page, 'outcomes');
    const granted = (): Promise<string> => page.evaluate<string>(COLOUR_OF('outcomes'));
    expect(await granted()).toBe('76,195,160');
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await granted()).toBe('11,122,91');
    expect(await page.evaluate(BLANK_CANVASES)).toEqual([]);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await expect.poll(granted).toBe('76,195,160');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('auto');
    const pdf = await page.pdf({ path: join(PICTURES, 'region.pdf'), preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
    await close();
  });
});

it.each([
  ['a desktop', {}],
  ['a phone', PHONE],
])('moves nothing and weighs little on a slow network, on %s', async (_, options) => {
  // How soon one sees what matters is the bench `first-paint`'s to say.
  const { shift, bytes } = await openSlowPage(browsing.browser, browsing.address(CITY), options);
  expect(shift).toBeLessThan(0.01);
  expect(bytes).toBeLessThan(120_000);
  expect(bytes).toBeGreaterThan(10_000);
});

const LOOKS: readonly (readonly [string, BrowserContextOptions, string])[] = [
  ['light', {}, ''],
  ['dark', {}, 'theme=dark'],
  ['phone', PHONE, ''],
  ['phone-dark-english', PHONE, 'lang=en&theme=dark'],
  ['english', {}, 'lang=en'],
  ['tablet', { viewport: { width: 820, height: 1180 } }, ''],
  // A desktop of 1280 pixels at 200 %.
  ['zoomed', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, ''],
];
const VIEWS = {
  city: CITY,
  district: DISTRICT,
  kind: '/regions/530102/years/2024?kind=township',
  'edition-2019': '/regions/450205/years/2020?measure=shares',
  'without-reports': '/regions/450205/years/2025',
};
/** What WCAG 2.2 adds is off unless asked for. */
const VIOLATIONS = `axe.run({ rules: { 'target-size': { enabled: true } } }).then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;

describe.each(LOOKS)('%s', (look, options, query) => {
  it.each(Object.entries(VIEWS))('%s breaks no rule of accessibility and fits', async (name, path) => {
    const { page, complaints, close } = await browsing.open(
      `${path}${path.includes('?') ? '&' : '?'}${query}`,
      options,
    );
    await showAll(page);
    await page.evaluate(axe);
    expect(await page.evaluate(VIOLATIONS)).toEqual([]);
    expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
    if (look === 'light' || look === 'english')
      expect(Number(await page.evaluate('document.documentElement.scrollHeight'))).toBeLessThan(9 * 900);
    expect(complaints).toEqual([]);
    await page.evaluate('scrollTo(0, 0)');
    await page.screenshot({ path: join(PICTURES, `region-${name}-${look}.png`), fullPage: true });
    await close();
  });
});
