/** The oversight office at its morning's work, in a real browser. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CITY = '/compliance/450200/2024';
const DISTRICT = '/compliance/450205/2024';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
});
afterAll(() => browsing.stop());

async function openPage(
  path: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const { page, complaints, status } = await browsing.open(path, options);
  expect(status).toBe(200);
  return { page, complaints };
}

const AGENCIES = 'table.agencies tbody th a';
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const FOCUSED = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return outlineStyle === 'none' || outlineWidth === '0px' ? 'unseen' : document.activeElement.textContent.trim();
})()`;

describe('the oversight office', () => {
  it('finds who is missing and overdue in a district, and takes the list along', async () => {
    const { page, complaints } = await openPage(CITY);
    await page.locator('.districts').getByRole('link', { name: '柳北区' }).click();
    await page.waitForURL(`**${DISTRICT}`);
    await page
      .getByRole('navigation', { name: '名单' })
      .getByRole('link', { name: /^未报送/ })
      .click();
    await page.waitForURL('**list=missing#agencies');
    expect(await page.locator(AGENCIES).allInnerTexts()).toEqual(['柳北区审计局']);
    expect(await page.locator('table.agencies tbody').innerText()).toContain('逾期 486 天');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载这份名单（CSV）' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('450205-2024-missing-2026-06-01.csv');
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('柳北区审计局');
    expect(text.trim().split('\r\n')).toHaveLength(2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('filters by kind and district, sorts, and sees the same in English', async () => {
    const { page } = await openPage(CITY);
    await page.locator('select[name=district]').selectOption({ label: '柳北区' });
    await page.locator('select[name=kind]').selectOption({ label: '部门' });
    await page.getByRole('button', { name: '应用' }).click();
    await page.waitForURL('**district=450205**');
    expect(await page.locator(AGENCIES).count()).toBe(10);

    await page.getByRole('link', { name: '逾期、迟报' }).click();
    await page.waitForURL('**sort=-days**');
    const longestFirst = await page.locator(AGENCIES).allInnerTexts();
    await page.getByRole('link', { name: '逾期、迟报' }).click();
    await page.waitForURL('**sort=days**');
    expect(await page.locator(AGENCIES).first().innerText()).not.toBe(longestFirst[0]);
    expect(await page.locator('th[aria-sort="ascending"]').innerText()).toContain('逾期、迟报');

    const shown = await page.locator(AGENCIES).allInnerTexts();
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL('**lang=en');
    const inEnglish = await page.locator(AGENCIES).allInnerTexts();
    // With their pinyin before them.
    expect(inEnglish.map((name) => name.slice(name.lastIndexOf(' ') + 1))).toEqual(shown);
    expect(await page.locator('select[name=kind]').inputValue()).toBe('department');
    await page.context().close();
  });

  it('does all of it by keyboard', async () => {
    const { page } = await openPage(DISTRICT);
    const tabTo = async (wanted: RegExp): Promise<void> => {
      for (let stop = 0; stop < 80; stop++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate<string>(FOCUSED);
        expect(focused).not.toBe('unseen');
        if (wanted.test(focused)) return;
      }
      throw new Error(`no stop at ${String(wanted)}`);
    };
    await tabTo(/^迟报 1$/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**list=late#agencies');
    expect(await page.locator(AGENCIES).allInnerTexts()).toEqual(['柳北区教育局']);
    await tabTo(/^机构$/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**sort=name#agencies');
    await page.context().close();
  });

  it('works without JavaScript, back to a day of the past', async () => {
    const { page } = await openPage(`${DISTRICT}?list=missing`, { javaScriptEnabled: false });
    expect(await page.locator('.burn-up-drawing svg.lines path.line-now').count()).toBe(1);
    await page.locator('.burn-up summary').click();
    expect(await page.locator('.burn-up table').isVisible()).toBe(true);
    await page.getByLabel('看哪一天结束时的情况').fill('2025-01-19');
    await page.getByRole('button', { name: '查看', exact: true }).click();
    await page.waitForURL('**asOf=2025-01-19**');
    expect(await page.locator('.banner').first().innerText()).toContain('2025-01-19 23:59');
    expect(await page.locator(AGENCIES).count()).toBe(10);
    await page.getByRole('link', { name: '查看现在的情况' }).click();
    expect(await page.locator(AGENCIES).allInnerTexts()).toEqual(['柳北区审计局']);
    await page.context().close();
  });

  it('comes from the region’s page and goes on to an agency', async () => {
    const { page } = await openPage('/regions/450205/years/2024');
    await page.locator('.key-figures').getByRole('link', { name: '报送率' }).click();
    await page.waitForURL(`**${DISTRICT}`);
    const agency = page.locator(AGENCIES).first();
    expect(await agency.getAttribute('href')).toBe('/agencies/missing-ju/years/2024/history');
    await page.context().close();
  });

  it('prints on white paper, with no column cut off', async () => {
    // A4 across, less its margins.
    const { page } = await openPage(CITY, { viewport: { width: 1031, height: 703 }, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const printed = await page.evaluate<unknown>(`({
      ground: getComputedStyle(document.documentElement).getPropertyValue('--ground').trim(),
      cut: [...document.querySelectorAll('.scroll > *, .burn-up-drawing, .districts')]
        .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map(({ className }) => className),
      form: getComputedStyle(document.querySelector('.filter')).display,
    })`);
    expect(printed).toEqual({ ground: '#ffffff', cut: [], form: 'none' });
    await page.context().close();
  });
});

const LOOKS: readonly (readonly [string, BrowserContextOptions, string])[] = [
  ['Chinese, light', { colorScheme: 'light' }, ''],
  ['English, dark', { colorScheme: 'dark' }, 'lang=en'],
  ['phone, dark', { colorScheme: 'dark', ...PHONE }, ''],
  ['phone, English', { colorScheme: 'light', ...PHONE }, 'lang=en'],
];
const PAGES = [
  `${CITY}?`,
  `${DISTRICT}?sort=-days&`,
  `${DISTRICT}?list=zeroUnconfirmed&`,
  `${DISTRICT}?asOf=2025-01-20&`,
  '/compliance/450202/2024?',
  '/compliance/450205/2026?',
];

describe.each(LOOKS)('%s', (_, options, query) => {
  it.each(PAGES)('%s breaks no rule of accessibility and does not scroll sideways', async (path) => {
    const { page, complaints } = await openPage(`${path}${query}`, { ...options, reducedMotion: 'reduce' });
    // Through the debugger: the page's own security policy forbids a script tag, as it should.
    await page.evaluate(axe);
    expect(await page.evaluate(VIOLATIONS)).toEqual([]);
    expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
