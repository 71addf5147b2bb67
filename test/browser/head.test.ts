/** The head of every page is one line, and on a phone a second one where it stands: in both languages, signed in and out. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BrowserContextOptions } from 'playwright-core';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT } from '../support/web-scene.ts';

/** As long as a name may be that a page has to show. */
const NAME = '柳北区人民政府办公室政务公开科赵晓燕';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing({
    office: {
      mail: 'office@liubei.example.cn',
      name: NAME,
      grants: [{ role: 'oversight', region: DISTRICT }],
      secondStep: true,
    },
  });
}, 200_000);
afterAll(() => browsing.stop());

interface Head {
  readonly rows: number;
  readonly crumbRows: number;
  readonly over: number;
}
const HEAD = `(() => {
  const shown = [...document.querySelector('header.site').children].filter((it) => it.getClientRects().length > 0 && getComputedStyle(it).display !== 'contents');
  const middle = (it) => { const { top, bottom } = it.getBoundingClientRect(); return (top + bottom) / 2; };
  const rows = (items) => items.reduce((rows, it) => rows.some((row) => Math.abs(row - middle(it)) < 12) ? rows : [...rows, middle(it)], []).length;
  const crumbs = [...document.querySelectorAll('.crumbs > ol > li')];
  return {
    rows: rows(shown.filter((it) => !it.matches('.crumbs'))),
    crumbRows: rows(crumbs.filter((it) => it.getClientRects().length > 0)),
    over: document.documentElement.scrollWidth - innerWidth,
  };
})()`;

const SIGNED_IN: BrowserContextOptions['storageState'] = {
  cookies: [
    {
      ...{ name: 'test-session', value: 'office', domain: '127.0.0.1', path: '/', expires: -1 },
      ...{ httpOnly: true, secure: false, sameSite: 'Lax' },
    },
  ],
  origins: [],
};

const opened = (path: string, width: number) =>
  browsing.open(path, { viewport: { width, height: 740 }, storageState: SIGNED_IN });

it.each([360, 390])(
  'is one line of %i px, with everything behind a menu',
  { timeout: 120_000 },
  async (width) => {
    for (const path of [
      `/regions/${DISTRICT}/years/2024`,
      '/agencies/accepted-ju/years/2024/history',
      '/file?agency=accepted-ju&year=2024',
      `/desk?region=${DISTRICT}`,
      '/account/sign-in',
    ])
      for (const lang of ['zh', 'en']) {
        const { page, close } = await opened(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, width);
        const { rows, crumbRows, over } = await page.evaluate<Head>(HEAD);
        expect([path, lang, rows, over]).toEqual([path, lang, 1, 0]);
        expect(crumbRows).toBeLessThanOrEqual(1);
        const menu = page.locator('.menu-site');
        expect(await menu.locator('.tool').first().isVisible()).toBe(false);
        await menu.locator('summary').click();
        expect(await menu.locator('.tool').count()).toBe(await menu.locator('.tool:visible').count());
        const box = await menu.locator('> div').boundingBox();
        expect(box && box.x >= 0 && box.x + box.width <= width).toBe(true);
        if (path.startsWith('/desk')) expect(await menu.innerText()).toContain(NAME);
        await menu.getByRole('searchbox').fill('教育');
        await close();
      }
  },
);

it.each([760, 900, 1100, 1101, 1280])(
  'is no taller than two lines at %i px',
  { timeout: 120_000 },
  async (width) => {
    for (const lang of ['zh', 'en']) {
      const { page, close } = await opened(`/desk?region=${DISTRICT}&lang=${lang}`, width);
      const { rows, over } = await page.evaluate<Head>(HEAD);
      expect([lang, rows, over]).toEqual([lang, 1, 0]);
      const height = await page
        .locator('header.site')
        .evaluate((head) => head.getBoundingClientRect().height);
      expect(height).toBeLessThanOrEqual(100);
      const isWide = width > 1100;
      expect(await page.locator('.menu-site').isVisible()).toBe(!isWide);
      expect(await page.locator('.tools .tool').last().isVisible()).toBe(isWide);
      await close();
    }
  },
);

it.each([900, 1101, 1280, 1600])(
  'tells where a page is on one line of its own at %i px, however deep',
  { timeout: 120_000 },
  async (width) => {
    for (const path of [
      `/regions/${DISTRICT}/years/2024`,
      '/agencies/accepted-ju/years/2024',
      '/agencies/accepted-ju/years/2024/history',
    ])
      for (const lang of ['zh', 'en']) {
        const { page, close } = await opened(`${path}?lang=${lang}`, width);
        const { rows, crumbRows, over } = await page.evaluate<Head>(HEAD);
        expect([path, lang, rows, crumbRows, over]).toEqual([path, lang, 1, 1, 0]);
        await close();
      }
  },
);
