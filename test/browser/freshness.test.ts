/** A page that stands open says quietly that there are newer figures, and moves nothing. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT } from '../support/web-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGE = `/regions/${DISTRICT}/years/2024`;
const MINUTE_MS = 60_000;

let browsing: Browsing;
let received = 20;
beforeAll(async () => {
  browsing = await startBrowsing();
});
afterAll(() => browsing.stop());

interface OpenPage {
  readonly page: Page;
  /** How often the page asked whether anything changed. */
  readonly asked: () => number;
  /** Lets that much of the page's time go by, and what it asked be answered. */
  readonly pass: (ms: number) => Promise<void>;
}

async function open(): Promise<OpenPage> {
  const context = await browsing.browser.newContext({ locale: 'en', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  let [asked, answered] = [0, 0];
  const isHead = (request: Request): boolean => request.method() === 'HEAD';
  page.on('request', (request) => {
    if (isHead(request)) asked += 1;
  });
  const onEnd = (request: Request): void => {
    if (isHead(request)) answered += 1;
  };
  page.on('requestfinished', onEnd);
  page.on('requestfailed', onEnd);
  await page.clock.install();
  await page.goto(browsing.address(PAGE), { waitUntil: 'load' });
  return {
    page,
    asked: () => asked,
    async pass(ms) {
      await page.clock.fastForward(ms);
      // What the page asked in this time is known by the time that it answers.
      await page.evaluate('0');
      await expect.poll(() => answered).toBe(asked);
    },
  };
}

const correct = () =>
  browsing.scene.file({
    id: 'late-ju',
    year: 2024,
    received: (received += 1),
    at: `2026-05-01T00:00:${String(received % 60).padStart(2, '0')}Z`,
  });
const notice = (page: Page) => page.getByRole('status').locator('div').filter({ hasText: 'newer figures' });
/** Where every block of the page stands. */
const PLACES = `[...document.querySelectorAll('main *')].map((node) => {
  const { x, y, width, height } = node.getBoundingClientRect();
  return [x, y, width, height].map(Math.round).join();
}).join(' ')`;
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;

describe('an open page', () => {
  it('says that a report has changed its figures, moves nothing, and shows them when asked to', async () => {
    const { page, pass } = await open();
    await page.evaluate(`window.scrollTo({ top: 400, behavior: 'instant' })`);
    await expect.poll(() => page.evaluate('window.scrollY')).toBe(400);
    // Charts that have come into view are drawn first.
    await page.waitForLoadState('networkidle');
    let before = '';
    await expect
      .poll(async () => before === (before = await page.evaluate<string>(PLACES)), { interval: 300 })
      .toBe(true);
    await correct();
    await pass(MINUTE_MS + 1000);
    await expect.poll(() => notice(page).isVisible(), { timeout: 10_000 }).toBe(true);
    expect(await page.evaluate<string>(PLACES)).toBe(before);
    expect(await page.evaluate('window.scrollY')).toBe(400);
    await page.evaluate(axe);
    expect(await page.evaluate(VIOLATIONS)).toEqual([]);

    await page.emulateMedia({ media: 'print' });
    expect(await notice(page).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });

    await notice(page).getByRole('button', { name: 'Show them' }).focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('main').innerText(), { timeout: 10_000 })
      .toContain(String(received));
    expect(await notice(page).count()).toBe(0);
    await page.context().close();
  });

  it('says nothing where nothing changed, and asks ever more rarely', async () => {
    const { page, asked, pass } = await open();
    await pass(59_000);
    expect(asked()).toBe(0);
    await pass(2000);
    await expect.poll(asked).toBe(1);
    for (let minute = 0; minute < 60; minute++) await pass(MINUTE_MS);
    expect(asked()).toBeGreaterThan(8);
    expect(asked()).toBeLessThan(25);
    expect(await notice(page).count()).toBe(0);
    await page.context().close();
  });

  it('goes on after “Not now”, and speaks again of the next change only', async () => {
    const { page, asked, pass } = await open();
    await correct();
    await pass(MINUTE_MS + 1000);
    await expect.poll(() => notice(page).isVisible(), { timeout: 10_000 }).toBe(true);
    await notice(page).getByRole('button', { name: 'Not now' }).click();
    expect(await notice(page).count()).toBe(0);
    const before = asked();
    await pass(MINUTE_MS + 1000);
    await expect.poll(asked).toBe(before + 1);
    expect(await notice(page).count()).toBe(0);
    await correct();
    await pass(2 * MINUTE_MS);
    await expect.poll(() => notice(page).isVisible(), { timeout: 10_000 }).toBe(true);
    await page.context().close();
  });

  it('does not ask while nobody looks', async () => {
    const { page, asked, pass } = await open();
    await page.evaluate(`
      Object.defineProperty(document, 'hidden', { get: () => window.away === true });
      window.away = true;
      document.dispatchEvent(new Event('visibilitychange'));
    `);
    await pass(20 * MINUTE_MS);
    expect(asked()).toBe(0);
    await page.evaluate(`window.away = false; document.dispatchEvent(new Event('visibilitychange'))`);
    await pass(1000);
    await expect.poll(asked).toBe(1);
    await page.context().close();
  });

  it('stays as it is where the system does not answer, and asks more rarely', async () => {
    const { page, asked, pass } = await open();
    await page.context().setOffline(true);
    for (let minute = 0; minute < 30; minute++) await pass(MINUTE_MS);
    expect(asked()).toBeGreaterThan(2);
    expect(asked()).toBeLessThan(7);
    expect(await notice(page).count()).toBe(0);
    await page.context().close();
  });
});
