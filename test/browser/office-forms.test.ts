/** The office's forms in a browser, without a script: by keyboard, on a phone, in the dark. */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../shared/domain/authority/principal.ts';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT } from '../support/web-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = 'axe.run().then(({ violations }) => violations.map(({ id }) => id))';
const OFFICER: Principal = {
  mail: 'office@liubei.example.cn',
  name: '王芳',
  grants: [{ role: 'oversight', region: '450200' }],
  secondStep: true,
};
const PICTURES = process.env['PICTURES_TO'];

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing({ officer: OFFICER });
}, 300_000);
afterAll(() => browsing.stop());

async function open(path: string, options: BrowserContextOptions = {}) {
  const context = await browsing.browser.newContext({
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    // Axe is put into the page by itself.
    javaScriptEnabled: true,
    ...options,
  });
  await context.addCookies([{ name: 'test-session', value: 'officer', url: browsing.address('/') }]);
  const page = await context.newPage();
  await page.goto(browsing.address(path), { waitUntil: 'load' });
  return { page, close: () => context.close() };
}

async function prove(page: Page, name: string): Promise<void> {
  await page.evaluate(axe);
  expect(await page.evaluate(VIOLATIONS)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

const confirm = (page: Page) => page.locator('button[value=confirm]').press('Enter');

describe.each([
  ['desk', {}],
  ['phone', { ...PHONE, colorScheme: 'dark' }],
] as const)('at a %s', (name, options) => {
  it('reminds those that can be, and says why not the others', { timeout: 120_000 }, async () => {
    const query = 'on=missing-ju/2025&on=returned-ju/2024&on=accepted-ju/2024';
    const { page, close } = await open(`/office/reminders?${query}`, options);
    await prove(page, `${name}-remind-form`);
    await page.locator('textarea').fill('请于本周内报送。');
    await page.locator('.act-form button[type=submit]').press('Enter');
    await prove(page, `${name}-remind-preview`);
    await page.locator('button[value=edit]').press('Enter');
    expect(await page.locator('textarea').inputValue()).toBe('请于本周内报送。');
    await close();
  });

  it('extends a deadline, in English, too', { timeout: 120_000 }, async () => {
    const { page, close } = await open('/office/agencies/late-ju/years/2024/extension?lang=en', options);
    await page.locator('[name=until]').fill('2025-01-01');
    await page.locator('[name=why]').fill('Merger');
    await page.locator('.act-form button[type=submit]').press('Enter');
    await prove(page, `${name}-extend-fault`);
    expect(await page.locator('[name=why]').inputValue()).toBe('Merger');
    await page.locator('[name=until]').fill(name === 'desk' ? '2025-02-10' : '2025-02-12');
    await page.locator('[name=source]').fill('Document 3 of 2025');
    await page.locator('.act-form button[type=submit]').press('Enter');
    await prove(page, `${name}-extend-preview`);
    await confirm(page);
    await page.waitForURL(/done/);
    await prove(page, `${name}-extend-done`);
    await close();
  });

  it('extends for a region', { timeout: 120_000 }, async () => {
    const { page, close } = await open(`/office/regions/${DISTRICT}/years/2024/extension`, options);
    await page.locator('[name=kind]').selectOption('department');
    await page.locator('[name=until]').fill('2025-02-20');
    await page.locator('[name=why]').fill('机构改革');
    await page.locator('[name=source]').fill('柳政办函〔2025〕3号');
    await page.locator('.act-form button[type=submit]').press('Enter');
    await prove(page, `${name}-extend-region`);
    await close();
  });

  it('records a publication, and waits for its receipt', { timeout: 120_000 }, async () => {
    const { page, close } = await open('/office/agencies/accepted-ju/years/2024/publication', options);
    await page.locator('[name=publishedOn]').fill('2025-01-24');
    await page
      .locator('[name=sourceUrl]')
      .fill('https://www.example.gov.cn/zwgk/2025/01/24/a-long-address-of-a-page-1.html');
    await page.locator('.act-form button[type=submit]').press('Enter');
    await prove(page, `${name}-publication-preview`);
    await confirm(page);
    await page.waitForURL(/publication\/.+/);
    await prove(page, `${name}-publication-receipt`);
    await close();
  });

  it('is led there from the agency’s year', { timeout: 120_000 }, async () => {
    const { page, close } = await open('/office/agencies/missing-ju/years/2024', options);
    await prove(page, `${name}-year`);
    await page.locator('.act-links a').first().press('Enter');
    expect(await page.locator('h1').textContent()).toBe('催报');
    await close();
  });
});

describe.each([
  ['desk', {}],
  ['phone', { ...PHONE, colorScheme: 'dark' }],
] as const)('the roster at a %s', (name, options) => {
  it('tells who may sign in before it changes', { timeout: 120_000 }, async () => {
    const { page, close } = await open('/office/agencies/missing-ju', options);
    await prove(page, `${name}-roster`);
    await page.locator('[name=mail]').fill(`${name}@liubei.example.cn`);
    await page.locator('[name=phone]').fill('0772-2510000');
    await page.locator('[name=why]').fill('换了经办人');
    await page.locator('.act-form button[type=submit]').press('Enter');
    await prove(page, `${name}-roster-preview`);
    await confirm(page);
    await page.waitForURL(/done/);
    await prove(page, `${name}-roster-done`);
    await close();
  });
});
