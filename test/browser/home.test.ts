/** The start page as readers have it: in both languages, light and dark, on a phone, by keyboard, without a script. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
/** What a first view may take, packed. */
const MAX_BYTES = 120_000;

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
}, 200_000);
afterAll(() => browsing.stop());

it.each([
  ['wide, light, Chinese', 'lang=zh', { viewport: { width: 1280, height: 800 } }],
  ['wide, dark, English', 'lang=en', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }],
  ['a phone, dark, Chinese', 'lang=zh', { ...PHONE, colorScheme: 'dark' }],
  ['a phone, light, English', 'lang=en', PHONE],
] as const)('breaks no rule of accessibility and no page: %s', async (_look, query, options) => {
  for (const path of ['/', '/agencies/acepted-ju', '/search?q=局']) {
    const address = `${path}${path.includes('?') ? '&' : '?'}${query}`;
    const { page, close } = await browsing.open(address, { bypassCSP: true, ...options });
    await page.evaluate(axe);
    expect([path, await page.evaluate(VIOLATIONS)]).toEqual([path, []]);
    expect([path, await page.evaluate(OVERFLOW)]).toEqual([path, 0]);
    await close();
  }
});

it('opens its doors by keyboard, without a script', async () => {
  const { page, close } = await browsing.open('/', { javaScriptEnabled: false });
  for (const [door, heading] of [
    ['报送年度报告', '报送'],
    ['报送情况', '全国'],
    ['查看数据', '全国 2024年'],
  ] as const) {
    await page.getByRole('main').getByRole('link', { name: door, exact: true }).press('Enter');
    await page.waitForLoadState('load');
    expect(new URL(page.url()).pathname).not.toBe('/');
    expect(await page.locator('h1').innerText()).toContain(heading);
    await page.goBack();
  }
  await close();
});

it('takes at most 120 kB packed for a first view', async () => {
  const context = await browsing.browser.newContext();
  const page = await context.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => bodies.push(response.body()));
  await page.goto(browsing.address('/'), { waitUntil: 'networkidle' });
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_BYTES);
  await context.close();
});
