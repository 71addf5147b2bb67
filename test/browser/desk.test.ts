/** The desk in a real browser: without a script, by keyboard, on a phone, in the dark, in both languages and on paper. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, makeInstant, tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { act, anAct } from '../support/acting.ts';
import { settle } from '../support/a-store.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT } from '../support/web-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const YEAR = 2024;
const NARROW: BrowserContextOptions = { viewport: { width: 360, height: 800 } };
const NOW = makeInstant(Date.now());
const place = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: YEAR });

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing({
    office: {
      mail: 'office@example.cn',
      name: '王芳',
      grants: [{ role: 'oversight', region: DISTRICT }],
      secondStep: true,
    },
  });
  const { store } = browsing.scene;
  const submissionId = (await store.table.submissions(place('late-ju')))[0]?.submissionId ?? '';
  const until = addDays(tellChinaDay(NOW), 10);
  await act(store, anAct(place('late-ju'), { kind: 'return', submissionId, until }), NOW);
  const note = { kind: 'note', until: tellChinaDay(NOW) } as const;
  await act(store, anAct(place('missing-ju'), note, { why: '电话承诺今天报送' }), NOW);
  await settle(store, [place('late-ju')]);
}, 300_000);
afterAll(() => browsing.stop());

const signedIn = (options: BrowserContextOptions = {}): BrowserContextOptions => ({
  bypassCSP: true,
  ...options,
  storageState: {
    cookies: [
      {
        ...{ name: 'test-session', value: 'office', domain: '127.0.0.1', path: '/', expires: -1 },
        ...{ httpOnly: true, secure: false, sameSite: 'Lax' },
      },
    ],
    origins: [],
  },
});

describe.each([
  ['at a desk', 'zh', {}],
  ['on a phone, in the dark', 'en', { ...NARROW, colorScheme: 'dark' }],
] as const)('an office, %s', (_, lang, options) => {
  it.each([
    `/desk?year=${YEAR}`,
    `/desk?year=${YEAR}&list=promised-and-due`,
    `/desk?year=${YEAR}&list=overdue&q=nobody`,
    `/desk/rectifications?year=${YEAR}`,
    '/desk?year=2019',
  ])('reads %s without a fault', { timeout: 120_000 }, async (path) => {
    const address = `${path}&lang=${lang}`;
    const { page, status, complaints, close } = await browsing.open(address, signedIn(options));
    expect({ status, complaints }).toEqual({ status: 200, complaints: [] });
    await page.evaluate(axe);
    expect(await page.evaluate(VIOLATIONS)).toEqual([]);
    expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
    await close();
  });
});

it('acts on several at once by keyboard, without a script', { timeout: 120_000 }, async () => {
  const { page, close } = await browsing.open(
    `/desk?year=${YEAR}&list=newly-filed`,
    signedIn({ ...NARROW, javaScriptEnabled: false }),
  );
  const boxes = page.locator('input[name="row"]');
  expect(await boxes.count()).toBeGreaterThan(1);
  // Beside the name of its agency, and not behind it.
  const [box, name] = [
    await boxes.first().boundingBox(),
    await page.locator('.desk tbody th a').first().boundingBox(),
  ];
  expect((box?.x ?? 99) + (box?.width ?? 99)).toBeLessThanOrEqual(name?.x ?? 0);
  await boxes.first().click({ trial: true });
  expect(Math.abs((box?.y ?? 0) - (name?.y ?? 99))).toBeLessThan(12);
  const [first] = await page.locator('.desk tbody th a').allTextContents();
  await boxes.first().focus();
  await page.keyboard.press('Space');
  await page.locator('select[name="act"]').selectOption('confirm');
  await page.locator('.bulk button').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/preview*');
  expect(await page.locator('h1').textContent()).toContain('审核通过');
  expect(await page.locator('main').textContent()).toContain(first ?? '?');
  await page.locator('main form button').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/acts*');
  expect(await page.locator('[role="status"]').textContent()).toContain('已办理 1 个');
  await page.getByText('回到名单').click();
  await page.waitForURL('**/desk?*');
  expect(await page.locator('.desk tbody th a').allTextContents()).not.toContain(first);
  await close();
});

it('is the same on paper, without what only a screen has', { timeout: 120_000 }, async () => {
  const { page, close } = await browsing.open(`/desk?year=${YEAR}&list=overdue`, signedIn());
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.bulk').isVisible()).toBe(false);
  expect(await page.locator('.desk tbody th').first().isVisible()).toBe(true);
  await close();
});
