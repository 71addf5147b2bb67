/** An office acts on an agency's year in a browser: by keyboard alone, on a narrow phone, in both languages. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { officerOf } from '../support/an-office.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT, HOSTILE_TEXT } from '../support/web-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = 'axe.run().then(({ violations }) => violations.map(({ id }) => id))';
const REASON = '部分公开件数与台账不符';
const UNTIL = addDays(tellChinaDay(systemClock()), 20);
const place = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: 2024 });
const pathOf = (id: string): string => `/office/agencies/${id}/years/2024`;

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing({ office: officerOf(DISTRICT) });
  await browsing.scene.file({
    id: 'flagged-ju',
    year: 2024,
    received: 5,
    at: '2025-01-21T08:00:00Z',
    change: (document) => {
      document['narrative'] = { overview: '平稳。', problems: '无', other: '' };
      document['explanations'] = [{ rule: 'Q2', path: '/narrative/problems', text: HOSTILE_TEXT }];
    },
  });
}, 300_000);
afterAll(() => browsing.stop());

const signedIn = (): BrowserContextOptions => ({
  storageState: {
    cookies: [
      {
        name: 'test-session',
        value: 'office',
        domain: '127.0.0.1',
        path: '/',
        expires: -1,
        httpOnly: true,
        secure: false,
        sameSite: 'Lax' as const,
      },
    ],
    origins: [],
  },
});
const NARROW = { viewport: { width: 360, height: 740 } };

async function expectSound(page: Page): Promise<void> {
  await page.evaluate(axe);
  expect(await page.evaluate(VIOLATIONS)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
}

/** Goes on by the Tab key until what has the focus says this. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(
      `(document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent).trim()`,
    );
    if (String(focused).startsWith(name)) return;
  }
  throw new Error(`the Tab key never comes to ${name}`);
}

const submitting = async (page: Page, press: () => Promise<unknown>): Promise<void> => {
  await Promise.all([page.waitForEvent('load'), press()]);
};

describe('an office acts', () => {
  it('by keyboard alone: returns a report, having seen what that changes', { timeout: 180_000 }, async () => {
    const id = 'accepted-ju';
    const { page, status, complaints, close } = await browsing.open(pathOf(id), {
      ...signedIn(),
      ...NARROW,
      javaScriptEnabled: true,
    });
    expect(status).toBe(200);
    await tabTo(page, '退回');
    await page.keyboard.press('Enter');
    await tabTo(page, '期限');
    // As the browser's own field for days takes it: month, day, year.
    await page.keyboard.type(`${UNTIL.slice(5, 7)}${UNTIL.slice(8)}${UNTIL.slice(0, 4)}`);
    await tabTo(page, '理由');
    await page.keyboard.type(REASON);
    await tabTo(page, '下一步');
    await submitting(page, () => page.keyboard.press('Enter'));
    expect(await page.locator('h1').textContent()).toBe('请核对：退回');
    await expectSound(page);
    expect(await browsing.scene.store.table.acts(place(id))).toEqual([]);
    await tabTo(page, '确认退回');
    await submitting(page, () => page.keyboard.press('Enter'));
    expect(await page.locator('[role=status]').textContent()).toContain('已办理：退回');
    await expectSound(page);
    expect(await browsing.scene.store.table.acts(place(id))).toMatchObject([
      { kind: 'return', why: REASON, until: UNTIL, by: { name: '王芳' } },
    ]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('without a script', { timeout: 120_000 }, async () => {
    const { page, close } = await browsing.open(`${pathOf('nil-ju')}?lang=en`, {
      ...signedIn(),
      javaScriptEnabled: false,
    });
    await page.getByText('Note a contact or a promise').click();
    await page.locator('#note-why').fill('<img src=x onerror=alert(1)>');
    await submitting(page, () => page.locator('details[open] button').click());
    await submitting(page, () => page.getByRole('button', { name: /^Confirm/ }).click());
    expect(await page.locator('[role=status]').textContent()).toContain('Done');
    expect(await page.locator('.office-acts .act-why').textContent()).toBe('<img src=x onerror=alert(1)>');
    expect(await page.locator('main img').count()).toBe(0);
    await close();
  });
});

describe.each([
  ['at a desk', {}],
  ['on a narrow phone, in the dark', { ...NARROW, colorScheme: 'dark' }],
] as const)('the page, %s', (_, options) => {
  it.each(['accepted-ju', 'flagged-ju?lang=en', 'missing-ju', 'returned-ju?lang=en'])(
    'has no fault: %s',
    { timeout: 120_000 },
    async (asked) => {
      const [id = '', query = ''] = asked.split('?');
      const path = `${pathOf(id)}?${query}`;
      const { page, status, complaints, close } = await browsing.open(path, { ...signedIn(), ...options });
      expect({ status, complaints }).toEqual({ status: 200, complaints: [] });
      // All that it offers, opened.
      await page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true");
      await expectSound(page);
      expect(await page.locator('main :is(img, iframe, [onerror])').count()).toBe(0);
      if (query === 'lang=en')
        expect(
          await page.locator('main h1, main h2, main summary, main label, main button').allTextContents(),
        ).not.toContainEqual(expect.stringMatching(/退|审核|理由|期限/));
      await close();
    },
  );
});
