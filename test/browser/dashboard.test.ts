import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { FROM_MARKUP, HOSTILE_NAME, HOSTILE_TEXT } from '../support/web-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CITY = '/regions/450200/years/2024';
const DISTRICT = '/regions/450205/years/2024';
const HISTORY = '/agencies/corrected-ju/years/2024/history';
/** The history with the two versions that it proposes. */
const COMPARED = `${HISTORY}?compared`;

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
});
afterAll(() => browsing.stop());

/** A page whose complaints (errors, refused by the security policy) are collected. */
async function openPage(
  path: string,
  { status = 200, ...options }: BrowserContextOptions & { status?: number } = {},
): Promise<{ page: Page; complaints: string[] }> {
  const opened = await browsing.open(path, options);
  expect(opened.status).toBe(status);
  const { page, complaints } = opened;
  if (path.startsWith(COMPARED)) {
    await page.locator('form.history button').click();
    // In the order of the versions: which of the two names comes first is no matter.
    await page.waitForURL(/[?&]from=/);
  }
  return { page, complaints };
}

/** What runs in the page is text: the tests' own types know no document. */
const COLOURS_OF_CANVAS = (chart: string): string => `(() => {
  const canvas = document.querySelector('[data-chart="${chart}"] canvas');
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let i = 0; i < pixels.length; i += 4) colours.add(pixels[i] + ',' + pixels[i + 1] + ',' + pixels[i + 2]);
  return colours.size;
})()`;
const OUTLINE_OF_FOCUS = `(() => {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return 'nothing has the focus';
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  return outlineStyle === 'none' || outlineWidth === '0px' ? 'no outline on ' + focused.outerHTML : 'seen';
})()`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;

/** Seen by nobody; read aloud all the same. */
const IS_CLIPPED = (chart: string): string => `(() => {
  const table = document.querySelector('[data-chart="${chart}"] table').getBoundingClientRect();
  const { x, y } = { x: table.x + 4, y: table.y + 4 };
  return !document.elementFromPoint(x, y)?.closest('[data-chart="${chart}"] table');
})()`;
/** Ground, axis and at least two series: a blank canvas has one colour. */
const MIN_COLOURS = 4;

describe('a reader with a browser', () => {
  it('drills from the city to the form of one report', async () => {
    const { page, complaints } = await openPage(CITY);
    await page.locator('table.children').getByRole('link', { name: '柳北区' }).click();
    await page.waitForURL(`**${DISTRICT}`);
    await page.locator('table.children').getByRole('link', { name: '柳北区公安局' }).click();
    await page.waitForURL('**/agencies/accepted-ju/years/2024');
    expect(await page.locator('#cell-applications-received-total').innerText()).toBe('1\u00a0204');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('changes the year', async () => {
    const { page } = await openPage(DISTRICT);
    await page.getByRole('navigation', { name: '年度' }).getByRole('link', { name: '2023' }).click();
    await page.waitForURL('**/regions/450205/years/2023');
    expect(await page.locator('h1').innerText()).toContain('2023');
    await page.context().close();
  });

  it('sees charts drawn, with the tables folded below them', async () => {
    const { page, complaints } = await openPage(CITY);
    for (const chart of ['received', 'outcomes', 'regions', 'agencies']) {
      await page.locator(`[data-chart="${chart}"]`).scrollIntoViewIfNeeded();
      await expect
        .poll(() => page.evaluate<number>(COLOURS_OF_CANVAS(chart)), { timeout: 10_000 })
        .toBeGreaterThanOrEqual(MIN_COLOURS);
      const table = page.locator(`[data-chart="${chart}"] table`);
      expect(await page.evaluate(IS_CLIPPED(chart))).toBe(true);
      await page.locator(`[data-chart="${chart}"] summary`).click();
      expect(await page.evaluate(IS_CLIPPED(chart))).toBe(false);
      expect(await table.isVisible()).toBe(true);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('sees a new figure after a reload', async () => {
    const { page } = await openPage('/regions/450202/years/2023', { status: 200 });
    await page.goto(browsing.address('/regions/450200/years/2023'));
    const received = page.locator('.key-figures .value').first();
    const before = await received.innerText();
    await browsing.scene.file({
      id: 'city-ju',
      district: '450200',
      year: 2023,
      received: 77,
      at: '2025-09-01T00:00:00Z',
    });
    await page.reload();
    expect([before, await received.innerText()]).toEqual(['1\u00a0000', '1\u00a0077']);
    await page.context().close();
  });

  it('follows a finding to its cell and back', async () => {
    const { page } = await openPage('/agencies/returned-ju/years/2024');
    await page.locator('#finding-1 a[href^="#cell-"]').click();
    expect(page.url()).toContain('#cell-applications-');
    // The cell is the culprit: it leads to what explains the findings, and that to each of them.
    await page.locator('td:target a').click();
    expect(page.url()).toContain('#suspect-1');
    await page.locator('#suspect-1 a[href^="#finding-"]').first().click();
    expect(page.url()).toContain('#finding-1');
    await page.context().close();
  });

  it('chooses two versions by keyboard, and sees in the form what changed', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page, complaints } = await openPage('/agencies/corrected-ju/years/2024', { javaScriptEnabled });
      await page.getByRole('link', { name: '报送历史' }).press('Enter');
      await page.waitForURL('**/history');
      // The older one against the newer one is proposed: turned round by the arrows, and sent.
      await page.getByRole('radio', { name: '从：2025-01-20 16:00 收到的版本', checked: true }).focus();
      await page.keyboard.press('ArrowUp');
      await page.getByRole('radio', { name: '到：2025-03-01 10:00 收到的版本', checked: true }).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/history\?from=.+&to=.+/);
      const cell = page.locator('#cell-applications-received-total');
      expect(await cell.locator('del').innerText()).toContain('10');
      expect(await cell.locator('ins').innerText()).toContain('8');
      expect(await cell.getAttribute('class')).toBe('n changed');
      await page.getByRole('link', { name: '表三「本年新收政府信息公开申请数量·总计」' }).press('Enter');
      await page.waitForURL(/#cell-applications-received-total$/);
      // What was compared stays chosen, and the other language shows the same pair.
      expect(await page.getByRole('radio', { checked: true }).count()).toBe(2);
      await page.getByRole('link', { name: 'English' }).press('Enter');
      await page.waitForURL(/from=.+&to=.+&lang=en/);
      expect(await cell.locator('ins').innerText()).toContain('8');
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  it('reads everything without JavaScript', async () => {
    const { page } = await openPage(CITY, { javaScriptEnabled: false });
    for (const chart of ['received', 'outcomes', 'regions', 'agencies'])
      expect(await page.locator(`[data-chart="${chart}"] table`).isVisible()).toBe(true);
    expect(await page.locator('canvas').first().isVisible()).toBe(false);
    await page.locator('table.children').getByRole('link', { name: '柳北区' }).click();
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('h1').innerText()).toBe('Liubei Qu 柳北区, 2024');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  });

  it('prints on white paper, with no column cut off', async () => {
    for (const path of [CITY, '/agencies/accepted-ju/years/2024', HISTORY, COMPARED]) {
      // A4 across, less its margins.
      const { page } = await openPage(path, { viewport: { width: 1031, height: 703 }, colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const { ground, overflows } = await page.evaluate<{ ground: string; overflows: string[] }>(`({
        ground: getComputedStyle(document.documentElement).getPropertyValue('--ground').trim(),
        overflows: [...document.querySelectorAll('.scroll > *')]
          .filter((table) => table.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map((table) => table.className),
      })`);
      expect({ path, ground, overflows }).toEqual({ path, ground: '#ffffff', overflows: [] });
      await page.context().close();
    }
  });

  it('runs nothing that an agency’s name or text holds', async () => {
    for (const path of [
      DISTRICT,
      '/agencies/hostile-ju/years/2024',
      '/agencies/hostile-ju/years/2024/history',
      '/agencies/hostile-ju',
    ]) {
      const { page, complaints } = await openPage(path);
      expect([path, await page.locator(FROM_MARKUP).count(), complaints]).toEqual([path, 0, []]);
      // What counts them would see them.
      const insert = `document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(HOSTILE_NAME + HOSTILE_TEXT)})`;
      await page.evaluate(insert);
      expect(await page.locator(FROM_MARKUP).count()).toBe(2);
      await page.context().close();
    }
  });

  it('finds by keyboard where the focus is', async () => {
    const { page } = await openPage(DISTRICT);
    for (let stop = 0; stop < 25; stop++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(OUTLINE_OF_FOCUS)).toBe('seen');
    }
    await page.context().close();
  });
});

const PAGES = [
  CITY,
  DISTRICT,
  '/rules',
  '/regions/450205/years/2025',
  '/agencies/accepted-ju',
  '/agencies/accepted-ju/years/2020',
  '/agencies/returned-ju/years/2024',
  '/agencies/corrected-ju/years/2024',
  '/agencies/unreadable-ju/years/2024',
  '/agencies/partly-ju/years/2024',
  '/agencies/missing-ju/years/2024',
  HISTORY,
  COMPARED,
  '/agencies/missing-ju/years/2024/history',
];
const LOOKS: readonly (readonly [string, BrowserContextOptions, string])[] = [
  ['Chinese, light', { colorScheme: 'light' }, ''],
  ['English, dark', { colorScheme: 'dark' }, '?lang=en'],
  ['phone, dark', { colorScheme: 'dark', ...PHONE }, ''],
  ['phone, English', { colorScheme: 'light', ...PHONE }, '?lang=en'],
];

describe.each(LOOKS)('%s', (_, options, query) => {
  it.each([...PAGES, '/nowhere'])(
    '%s breaks no rule of accessibility and does not scroll sideways',
    async (path) => {
      const { page, complaints } = await openPage(
        `${path}${path.includes('?') ? query.replace('?', '&') : query}`,
        {
          ...options,
          reducedMotion: 'reduce',
          status: path === '/nowhere' ? 404 : 200,
        },
      );
      // Through the debugger: the page's own security policy forbids a script tag, as it should.
      await page.evaluate(axe);
      expect(await page.evaluate(VIOLATIONS)).toEqual([]);
      expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
      if (path !== '/nowhere') expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});
