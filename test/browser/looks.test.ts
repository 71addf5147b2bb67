import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE, startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT } from '../support/web-scene.ts';

const REGION = `/regions/${DISTRICT}/years/2024`;

let site: Browsing;
beforeAll(async () => {
  site = await startBrowsing();
}, 120_000);
afterAll(() => site.stop());

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
  for (let i = 0; i < (await fields.count()); i++) {
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

it('a picture is named after whose page it is', async () => {
  const { page, close } = await site.open('/agencies/accepted-ju');
  const button = page.locator('.is-drawn [data-png]').first();
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toMatch(/^accepted-ju-/);
  await close();
});

it('a menu shows what the address says after going back', async () => {
  const { page, close } = await site.open('/compare?measure=refusalRate');
  await page.locator('#measure').selectOption({ index: 0 });
  await page.goto(site.address('/rules'));
  await page.goBack();
  expect(await page.locator('#measure').inputValue()).toBe('refusalRate');
  await close();
});

it('the notice of the past keeps its distance from what follows', async () => {
  for (const path of [REGION, '/agencies/late-ju', `/compare?with=${DISTRICT}`]) {
    const { page, close } = await site.open(`${path}${path.includes('?') ? '&' : '?'}asOf=2025-03-01`);
    const notice = await page.locator('.banner').first().boundingBox();
    const next = await page.locator('.banner + *').first().boundingBox();
    if (!notice || !next) throw new Error('no notice');
    const gap = next.y - notice.y - notice.height;
    expect([path, gap >= 16]).toEqual([path, true]);
    await close();
  }
});
