import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { COUNTY, makeSuccession, MERGED, RECODED } from '../support/succession-scene.ts';
import { DISTRICT } from '../support/web-scene.ts';

const REGION = `/regions/${DISTRICT}/years/2024`;

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';

let site: Browsing;
beforeAll(async () => {
  site = await startBrowsing();
  await makeSuccession(site.scene);
});
afterAll(() => site.stop());

describe('what is open or told above a page', () => {
  it.each([
    ['a menu', REGION, '.menu-theme summary'],
    ['a menu of places', REGION, '.crumbs .menu summary'],
    ['a definition', REGION, '.definition summary'],
    ['an address misread', `${REGION}?as_of=2025-03-01`, undefined],
    ['the past', `${REGION}?asOf=2025-03-01`, undefined],
    ['years of another code', `/regions/${RECODED}/years/2023`, undefined],
    ['a year before a code', `/regions/${RECODED}/years/2022`, undefined],
    ['compliance after a code', `/compliance/${COUNTY}/2023`, undefined],
    [
      'a comparison across codes',
      `/compare?measure=received&year=2022&with=${RECODED}&with=${MERGED}`,
      undefined,
    ],
  ])('breaks no rule of accessibility and no page: %s', async (_name, path, opener) => {
    for (const [query, options] of [
      ['lang=zh&theme=light', { colorScheme: 'light' }],
      ['lang=en&theme=dark', { ...PHONE, colorScheme: 'dark' }],
    ] as const) {
      const address = `${path}${path.includes('?') ? '&' : '?'}${query}`;
      const { page, complaints, close } = await site.open(address, { bypassCSP: true, ...options });
      if (opener !== undefined) {
        // By keyboard: Enter opens it.
        await page.locator(opener).first().focus();
        await page.keyboard.press('Enter');
        expect(await page.locator('details[name="menu"][open]').count()).toBe(1);
      }
      await page.evaluate(axe);
      expect([address, await page.evaluate(VIOLATIONS)]).toEqual([address, []]);
      expect([address, await page.evaluate(OVERFLOW)]).toEqual([address, 0]);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});

describe('menus', () => {
  it.each([REGION, '/rules', '/search?q=x'])(
    'close on Escape and on a click elsewhere on %s',
    async (path) => {
      const { page, close, complaints } = await site.open(path);
      const menu = page.locator('.menu-theme');
      const summary = menu.locator('summary');
      await summary.click();
      await page.keyboard.press('Escape');
      expect(await menu.getAttribute('open')).toBeNull();
      expect(await summary.evaluate((it) => it.matches(':focus'))).toBe(true);
      await summary.click();
      expect(await menu.getAttribute('open')).not.toBeNull();
      await page.locator('h1').click();
      expect(await menu.getAttribute('open')).toBeNull();
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('are one open at a time, a definition among them', async () => {
    const { page, close } = await site.open(REGION);
    await page.locator('.menu-theme summary').click();
    await page.locator('.definition summary').first().click();
    expect(await page.locator('details[name="menu"][open]').count()).toBe(1);
    await close();
  });
});

it.each([
  ['desktop', {}],
  ['phone', { viewport: { width: 360, height: 740 } }],
] as const)('a definition does not cover its figure, nor leave the page: %s', async (_name, options) => {
  const { page, close } = await site.open(REGION, options);
  const fields = page.locator('.key-figures dl > div');
  const count = await fields.count();
  expect(count).toBe(8);
  for (let i = 0; i < count; i++) {
    const field = fields.nth(i);
    await field.locator('summary').click();
    const text = await field.locator('.definition p').boundingBox();
    const figure = await field.locator('.value').boundingBox();
    if (!text || !figure) throw new Error('a field without a figure');
    expect(text.y).toBeGreaterThanOrEqual(figure.y + figure.height);
    expect(text.x).toBeGreaterThanOrEqual(0);
    expect(text.x + text.width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    await page.keyboard.press('Escape');
  }
  await close();
});

it('a tooltip is whole on a phone, and the keyboard shows it', async () => {
  const { page, close } = await site.open(REGION, PHONE);
  await page.locator('[data-chart] .drawing').first().scrollIntoViewIfNeeded();
  const figure = page.locator('[data-chart].is-drawn').first();
  await figure.locator('canvas').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  const tip = figure.locator('.tip');
  await tip.waitFor({ timeout: 5000 });
  const box = await tip.boundingBox();
  const said = await figure.locator('[role="status"]').textContent();
  for (const line of await tip.locator('p').allTextContents()) expect(said).toContain(line);
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  await page.keyboard.press('Escape');
  expect(await tip.isVisible()).toBe(false);
  await close();
});

it.each([
  ['top', 'Home'],
  ['bottom', 'End'],
])('a tooltip is whole at the %s of a small view', async (edge, key) => {
  const { page, close } = await site.open(REGION, { viewport: { width: 360, height: 480 } });
  const figure = page.locator('[data-chart="agencies"]');
  await figure.scrollIntoViewIfNeeded();
  await page.locator('[data-chart="agencies"].is-drawn').waitFor();
  const canvas = figure.locator('canvas');
  await canvas.focus();
  await canvas.evaluate((it, atTop) => {
    it.scrollIntoView(atTop);
  }, edge === 'top');
  // The first of the lying bars, or the last.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(key);
  const tip = figure.locator('.tip');
  await tip.waitFor();
  const box = await tip.boundingBox();
  if (!box) throw new Error('no tooltip');
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.y + box.height).toBeLessThanOrEqual(480);
  await close();
});

it('on a phone the menu of themes opens below what opens it, in either language', async () => {
  for (const path of [REGION, `${REGION}?lang=en`]) {
    const { page, close } = await site.open(path, { viewport: { width: 360, height: 740 } });
    await page.locator('.menu-theme summary').click();
    const opener = await page.locator('.menu-theme summary').boundingBox();
    const list = await page.locator('.menu-theme ul').boundingBox();
    if (!opener || !list) throw new Error('no menu');
    const apart = Math.max(list.x - opener.x - opener.width, opener.x - list.x - list.width);
    expect([path, apart <= 0]).toEqual([path, true]);
    await close();
  }
});

it('a picture is named after whose page it is', async () => {
  const { page, close } = await site.open('/agencies/accepted-ju');
  const button = page.locator('.is-drawn [data-png]').first();
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toMatch(/^accepted-ju-/);
  await close();
});

it('the legend of a picture goes on in further lines, and ends within it', async () => {
  const page = await site.browser.newPage();
  const address = site.address(REGION);
  await page.route(address, async (route) => {
    const response = await route.fetch();
    const long = (await response.text()).replaceAll(
      '"name":"',
      '"name":"名称很长很长很长的一种办理结果无论用什么字体都如此',
    );
    await route.fulfill({ response, body: long });
  });
  // What is written on the picture, and how far it goes; its margin stays free.
  await page.addInitScript(`
    window.written = [];
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, most) {
      if (text.startsWith('名称很长')) written.push({ x, y, end: x + Math.min(most ?? Infinity, this.measureText(text).width) });
      fillText.apply(this, arguments);
    };`);
  await page.goto(address);
  await page.locator('[data-chart="outcomes"]').scrollIntoViewIfNeeded();
  await page.locator('[data-chart="outcomes"].is-drawn').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-chart="outcomes"] [data-png]').click(),
  ]);
  await download.path();
  const written = await page.evaluate<{ x: number; y: number; end: number }[]>('written');
  expect(written).toHaveLength(6);
  expect(Math.max(...written.map(({ end }) => end))).toBeLessThanOrEqual(960 - 24);
  expect(new Set(written.map(({ y }) => y)).size).toBeGreaterThan(1);
  await page.close();
});

it('a menu shows what the address says after going back', async () => {
  const { page, close } = await site.open('/compare?measure=refusalRate');
  await page.locator('#measure').selectOption({ index: 0 });
  await page.goto(site.address('/rules'));
  await page.goBack();
  expect(await page.locator('#measure').inputValue()).toBe('refusalRate');
  await close();
});

it('a notice of the past, or of what was misread, keeps its distance from what follows', async () => {
  const pages = [REGION, '/agencies/late-ju', `/compare?with=${DISTRICT}`, `/compliance/${DISTRICT}/2024`];
  const addresses = pages.flatMap((path) =>
    ['asOf', 'asof'].map((name) => `${path}${path.includes('?') ? '&' : '?'}${name}=2025-03-01`),
  );
  for (const path of addresses) {
    const { page, close } = await site.open(path, { viewport: { width: 360, height: 740 } });
    const notice = await page.locator('.banner').first().boundingBox();
    const next = await page.locator('h1').boundingBox();
    if (!notice || !next) throw new Error('no notice');
    const gap = next.y - notice.y - notice.height;
    expect([path, gap >= 16]).toEqual([path, true]);
    await close();
  }
});
