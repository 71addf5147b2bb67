/** Comparing and finding what to compare, as people do it. Leaves pictures in `screenshots/`, for looking at. */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { makeComparable, refusing } from '../support/comparable-scene.ts';
import { departmentsSchema } from '../../shared/contracts/api/api-answers.ts';
import { readCsv } from '../support/read-files.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'screenshots');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DISTRICTS = '/compare?measure=refusalRate&year=2024&with=450205&with=450202&with=450203';

let browsing: Browsing;
beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  browsing = await startBrowsing();
  await makeComparable(browsing.scene);
  await browsing.scene.file({
    id: 'cz-jiaoyu',
    district: '450202',
    year: 2021,
    received: 48,
    at: '2022-01-20T08:00:00Z',
    change: refusing(12),
  });
});
afterAll(() => browsing.stop());

const FOCUSED = `(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id) || document.activeElement?.textContent?.trim() || ''`;
/** Tab by tab, as a keyboard goes; says what it met where it never comes there. */
async function tabTo(page: Page, name: string): Promise<void> {
  const met: string[] = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(FOCUSED);
    if (focused === name) return;
    met.push(focused);
  }
  throw new Error(`${name} is not among ${met.join(', ')}`);
}
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;

describe('a reader', () => {
  it.each([
    ['with JavaScript', {}],
    ['without JavaScript', { javaScriptEnabled: false }],
  ])(
    'compares two districts’ refusal rates from the front page, by keyboard alone, %s',
    async (_, options) => {
      const { page, complaints, close } = await browsing.open('/', options);
      const press = async (key: string, url: RegExp): Promise<void> => {
        await Promise.all([page.waitForURL(url), page.keyboard.press(key)]);
      };
      const tabOn = async (name: string): Promise<void> => {
        if (!('javaScriptEnabled' in options)) {
          await tabTo(page, name);
          return;
        }
        // What has the focus is not to be asked of a page without scripts.
        await page
          .locator(`[aria-label="${name}"], #${/^[a-z]+$/.test(name) ? name : 'none'}`)
          .first()
          .focus();
      };
      await tabOn('查找地区或机构');
      await page.keyboard.type('lbq');
      await press('Enter', /\/search\?q=lbq/);
      await tabOn('把柳北区加入比较');
      await press('Enter', /\/compare\?with=450205/);
      await tabOn('measure');
      // The next but one in the list, and the year before the last.
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await tabOn('year');
      await page.keyboard.press('ArrowDown');
      await tabOn('add');
      await page.keyboard.type('czq');
      await press('Enter', /q=czq/);
      await tabOn('添加城中区');
      await press('Enter', /with=450205&with=450202/);
      expect(page.url()).toContain('measure=refusalRate&year=2024');
      const rows = (await page.locator('table.standings tbody tr').allInnerTexts()).map((row) =>
        row.replaceAll('\u00a0', ' '),
      );
      expect(rows).toHaveLength(2);
      expect(rows[0]).toContain('25.0 % · 25 / 100');
      expect(rows[1]).toContain('0.0 % · 0 / 1 208');
      expect(rows[0]).toContain('10.7 %');
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('removes one, goes back, and has both again', async () => {
    const { page, close } = await browsing.open(DISTRICTS);
    await page.getByRole('link', { name: '移除柳江区' }).click();
    await page.waitForURL(/with=450205&with=450202$/);
    expect(await page.locator('table.standings tbody tr').count()).toBe(2);
    await page.goBack();
    expect(await page.locator('table.standings tbody tr').count()).toBe(3);
    await close();
  });

  it('takes the comparison along', async () => {
    const { page, close } = await browsing.open(DISTRICTS);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#chart-years').getByRole('link', { name: /CSV/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('不予公开率，按年.csv');
    expect(await readFile(await download.path(), 'utf8')).toContain('城中区,450202,2024,25,25,100');
    await close();
  });

  it('prints it', async () => {
    const { page, close } = await browsing.open(DISTRICTS, { colorScheme: 'dark' });
    await page.locator('[data-chart="side"].is-drawn').waitFor({ timeout: 20_000 });
    await page.pdf({ path: join(PICTURES, 'compare.pdf'), preferCSSPageSize: true });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('form.choice').isVisible()).toBe(false);
    expect(await page.locator('.panels svg').first().isVisible()).toBe(true);
    await close();
  });
});

describe('a journalist', () => {
  it.each([
    ['with JavaScript', {}],
    ['without JavaScript', { javaScriptEnabled: false }],
  ])(
    'learns in four clicks which departments refuse most, and why, 2021 against 2024, and takes it along, %s',
    async (_, options) => {
      const { page, complaints, close } = await browsing.open('/', options);
      let clicks = 0;
      const count = async (act: Promise<unknown>): Promise<void> => {
        clicks++;
        await act;
      };
      await count(page.getByRole('link', { name: '哪些部门不予公开最多，为什么' }).click());
      // The newest year is chosen already.
      expect(await page.getByLabel('年度', { exact: true }).inputValue()).toBe('2024');
      await count(page.getByLabel('对比年度').selectOption('2021'));
      await count(page.getByRole('button', { name: '显示' }).click());
      await page.waitForURL(/year=2024/);
      const says = (await page.locator('p.summary').innerText()).replaceAll('\u00a0', ' ');
      expect(says).toContain('2024年不予公开率最高的是教育 23.5 % · 31 / 132');
      expect(says).toContain('2021年不予公开率最高的是教育 25.0 % · 12 / 48');
      expect(says).toContain('「属于国家秘密」31 / 31');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        count(page.getByRole('link', { name: 'CSV：各部门' }).click()),
      ]);
      expect(clicks).toBe(4);
      // Page, file and API say the same of every function.
      const { search, pathname } = new URL(page.url());
      const answer = await fetch(browsing.address(`/api/v1${pathname}${apiQuery(search)}`));
      const { functions } = departmentsSchema.parse(await answer.json());
      const { heads, rows } = readCsv(await readFile(await download.path()));
      const cells = await cellsIn(page);
      expect([cells.length, rows.length]).toEqual([functions.length, functions.length]);
      for (const { name, id, now, before } of functions) {
        const row = cells.find(([first]) => first?.startsWith(name)) ?? [];
        const line = rows.find((one) => one[heads.indexOf('职能标识')] === id) ?? [];
        const digits = (text = ''): string => text.replaceAll('\u00a0', '');
        const told = (value: number | null | undefined): string => String(value ?? '');
        expect([digits(row[6]), digits(row[7])]).toEqual([
          told(before?.results) || '–',
          told(now?.results) || '–',
        ]);
        const filed = (head: string): string => String(line[heads.indexOf(head)] ?? '');
        expect([filed('2021年办结'), filed('2024年办结')]).toEqual([
          told(before?.results),
          told(now?.results),
        ]);
        if (now?.whole) expect(digits(row[2])).toContain(`${told(now.part)} / ${told(now.whole)}`);
        expect(filed('2024年：属于国家秘密')).toBe(told(now?.reasons['results.refused.stateSecret']));
      }
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('copies plain numbers', async () => {
    const { page, close } = await browsing.open('/regions/450205/departments?year=2024&with=2023');
    const copied = await page.evaluate<{ text: string; html: string }>(COPY_TABLE);
    expect(copied.text).toContain('1187');
    expect(copied.text).not.toMatch(/\d\u00a0\d{3}/);
    expect(copied.html).toContain('<table');
    expect(copied.html).toContain('1187');
    expect((await page.locator('.departments').first().innerText()).includes('1\u00a0187')).toBe(true);
    await close();
  });

  it('has a head of a few lines on a phone, beside names that are seen', async () => {
    const { page, close } = await browsing.open(
      '/regions/450200/departments?year=2024&with=2023&pool=3',
      PHONE,
    );
    const head = await page.locator('table.departments thead').first().boundingBox();
    expect(head?.height).toBeLessThan(120);
    await close();
  });
});

/** The cells of the table of functions. Without a script a page can't be asked for them all at once. */
async function cellsIn(page: Page): Promise<string[][]> {
  const lines = await page.locator('section[aria-labelledby="functions"] tbody tr').all();
  return Promise.all(lines.map((line) => line.locator('th, td').allInnerTexts()));
}

/** What the API has no use for is left out of the page's address. */
function apiQuery(search: string): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of [...query]) if (value === '' || name === 'sort') query.delete(name);
  return `?${query.toString()}`;
}

/** Selects the table, and copies it as a reader does. */
const COPY_TABLE = `(() => {
  getSelection().selectAllChildren(document.querySelector('table.departments'));
  const clipboardData = new DataTransfer();
  document.querySelector('table.departments').dispatchEvent(
    new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
  );
  return { text: clipboardData.getData('text/plain'), html: clipboardData.getData('text/html') };
})()`;

const LOOKS: readonly (readonly [string, BrowserContextOptions, string])[] = [
  ['light', {}, ''],
  ['dark', {}, 'theme=dark'],
  ['phone', PHONE, ''],
  ['phone-dark-english', PHONE, 'lang=en&theme=dark'],
  ['english', {}, 'lang=en'],
  ['zoomed', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, ''],
];
const VIEWS = {
  compare: DISTRICTS,
  'compare-agencies': '/compare?measure=received&year=2024&with=cz-jiaoyu&with=yf-jiaoyu&with=nobody&q=lbq',
  departments: '/regions/450200/departments?year=2024&with=2023&function=education',
  'departments-pooled':
    '/regions/000000/departments?year=2024&with=2021&pool=3&sort=-results&measure=received',
  figures: '/regions/450200/years/2024/figures?with=2023&measure=refusalRate',
  'compare-nothing': '/compare',
  'compare-no-data': '/compare?year=2019&with=missing-ju',
  search: '/search?q=lbq',
  'search-nothing': '/search?q=%E6%A1%82',
};

describe.each(LOOKS)('%s', (look, options, query) => {
  it.each(Object.entries(VIEWS))('%s breaks no rule of accessibility and fits', async (name, path) => {
    const { page, complaints, close } = await browsing.open(
      `${path}${path.includes('?') ? '&' : '?'}${query}`,
      options,
    );
    if ((await page.locator('[data-chart="side"] canvas').count()) > 0) {
      await page.locator('[data-chart="side"]').scrollIntoViewIfNeeded();
      await page.locator('[data-chart="side"].is-drawn').waitFor({ timeout: 20_000 });
    }
    await page.evaluate(axe);
    expect(await page.evaluate(VIOLATIONS)).toEqual([]);
    expect(
      await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    ).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.evaluate('scrollTo(0, 0)');
    await page.screenshot({ path: join(PICTURES, `${name}-${look}.png`), fullPage: true });
    await close();
  });
});
