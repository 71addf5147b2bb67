/** An agency's page and its report, read on a screen, on a phone, by keyboard and on paper. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const AGENCY = '/agencies/accepted-ju';
const YEAR = `${AGENCY}/years/2024`;
const RETURNED = '/agencies/returned-ju/years/2024';
/** CSS pixels between the margins of upright A4. */
const PAPER_WIDTH_PX = 687;

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
});
afterAll(() => browsing.stop());

describe('a reader of an agency’s page', () => {
  it('goes from its years to a report, shows last year’s figures by keyboard, and keeps them a year back', async () => {
    await browsing.scene.file({ id: 'accepted-ju', year: 2022, received: 900, at: '2023-01-10T01:00:00Z' });
    const { page, complaints, close } = await browsing.open(AGENCY, { javaScriptEnabled: false });
    await page.getByRole('link', { name: '2024年', exact: true }).click();
    await page.getByRole('link', { name: '显示上年（2023年）数字' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/years/2024?previous=1#form-heading');
    const total = page.locator('#cell-applications-received-total');
    expect(await total.innerText()).toMatch(/1\s204\s*上年\s*1\s000/);
    await page.getByRole('link', { name: '上一年：2023年' }).click();
    await page.waitForURL('**/years/2023?previous=1');
    expect(await total.innerText()).toMatch(/1\s000\s*上年\s*900/);
    expect(complaints).toEqual([]);
    await close();
  });

  it('follows a finding to its cell and back', async () => {
    const { page, close } = await browsing.open(RETURNED);
    await page.locator('#finding-2 .where a').last().click();
    expect(page.url()).toContain('#cell-applications-carriedOut-total');
    await page.locator('#cell-applications-carriedOut-total a').click();
    expect(page.url()).toContain('#finding-2');
    await close();
  });

  it('breaks no rule of accessibility and does not scroll sideways', async () => {
    const views: BrowserContextOptions[] = [
      { colorScheme: 'light' },
      { colorScheme: 'dark' },
      { ...PHONE, colorScheme: 'light' },
      // As 1280 pixels at 200 %.
      { viewport: { width: 640, height: 400 }, colorScheme: 'dark' },
    ];
    for (const path of [AGENCY, `${YEAR}?previous=1`, `${RETURNED}?lang=en`])
      for (const options of views) {
        const { page, complaints, close } = await browsing.open(path, { bypassCSP: true, ...options });
        await page.evaluate(axe);
        expect({ path, options, found: await page.evaluate(VIOLATIONS) }).toEqual({
          path,
          options,
          found: [],
        });
        expect({ path, options, overflow: await page.evaluate(OVERFLOW) }).toEqual({
          path,
          options,
          overflow: 0,
        });
        expect(complaints).toEqual([]);
        await close();
      }
  });

  it('keeps the head of a row in sight where the form scrolls sideways on a phone', async () => {
    const { page, close } = await browsing.open(YEAR, PHONE);
    const left = await page.evaluate<number>(`(() => {
      const region = document.querySelector('#form-applications ~ .scroll');
      region.scrollLeft = 10_000;
      const head = region.querySelector('tbody tr:nth-child(5) th[scope="row"]');
      return Math.round(head.getBoundingClientRect().left - region.getBoundingClientRect().left);
    })()`);
    expect(left).toBe(0);
    await close();
  });
});

describe('a report on paper', () => {
  it('is a document of its own on upright A4, with nothing cut off and nothing of the site around it', async () => {
    for (const path of [YEAR, `${YEAR}?lang=en`, `${YEAR}?previous=1`, `${AGENCY}/years/2020`, RETURNED]) {
      const { page, close } = await browsing.open(path, {
        viewport: { width: PAPER_WIDTH_PX, height: 1_000 },
        colorScheme: 'dark',
      });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const paper = await page.evaluate<{ wide: string[]; shown: string; colours: string[] }>(`({
        wide: [...document.querySelectorAll('h1, p, table')]
          .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map((part) => part.outerHTML.slice(0, 80)),
        shown: document.body.innerText,
        colours: [...new Set([...document.querySelectorAll('.report td')].flatMap((cell) => {
          const { color, backgroundColor } = getComputedStyle(cell);
          return [color, backgroundColor];
        }))],
      })`);
      expect({ path, wide: paper.wide }).toEqual({ path, wide: [] });
      expect(paper.colours).toEqual(['rgb(0, 0, 0)', 'rgba(0, 0, 0, 0)']);
      expect(paper.shown).not.toMatch(/报送前核对|Check before|核对结果|Findings|CSV|2023\s*2024/);
      expect(paper.shown).toContain(`127.0.0.1`);
      if (!path.includes('lang=en')) {
        expect(paper.shown).toMatch(
          /政府信息公开工作年度报告[^]*一、[^]*二、主[^]*三、收[^]*四、政[^]*五、存[^]*六、其[^]*来源：[^]*截至/,
        );
      }
      // Two pages of a short report in Chinese; English labels need a third.
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? [];
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
      expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(path.includes('lang=en') ? 3 : 2);
      await close();
    }
  });
});
