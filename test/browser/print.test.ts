/** What a reader holds who prints a page: few pages, none nearly empty, nothing wider than the paper. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseScheme } from '../../shared/contracts/files/scheme-file.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT } from '../support/web-scene.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'screenshots');
const EXAMPLE = new URL('../../docs/schemes/licheng-2020.csv', import.meta.url);
const CITY = '450200';
/** A city's, whatever its language. */
const MOST_PAGES = 8;
/** Part of a page's height from its first word to its last; the last page ends where it ends. */
const LEAST_FILLED = 0.3;

let browsing: Browsing;
beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  browsing = await startBrowsing();
  const parsed = parseScheme(await readFile(EXAMPLE, 'utf8'), 'csv');
  const { table, now } = browsing.scene.store;
  if (parsed.kind === 'ok') await table.putScheme({ since: now(), rules: parsed.rules }, undefined);
});
afterAll(() => browsing.stop());

interface Printed {
  /** How much of each page is filled, from 0 to 1. */
  readonly filled: readonly number[];
  readonly text: string;
}

async function print(page: Page, name: string): Promise<Printed> {
  const bytes = await page.pdf({ format: 'A4', path: join(PICTURES, `print-${name}.pdf`) });
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const filled: number[] = [];
  const texts: string[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const sheet = await pdf.getPage(number);
    const { items } = await sheet.getTextContent();
    const words = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []));
    const heights = words.map(({ transform }) => Number(transform[5]));
    filled.push((Math.max(...heights) - Math.min(...heights)) / sheet.getViewport({ scale: 1 }).height);
    texts.push(words.map(({ str }) => str).join(''));
  }
  await pdf.destroy();
  return { filled, text: texts.join('').replaceAll(/\s/g, '') };
}

const nearlyEmpty = ({ filled }: Printed): readonly number[] =>
  filled.slice(0, -1).filter((part) => !(part >= LEAST_FILLED));

/** Wider than the paper, the browser would make all of it smaller. */
const TOO_WIDE = `[...document.querySelectorAll('main *')].filter((element) =>
  element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 &&
  getComputedStyle(element).position !== 'absolute' && !element.closest('.unseen, svg'),
).slice(0, 5).map((element) => element.outerHTML.slice(0, 100))`;
/** A4 across, less its margins. */
const PAPER = { viewport: { width: 1047, height: 718 } };

/** The scene's city is small: its lists are made as long as those of a real one. */
const AS_LONG_AS_A_CITY = `for (const [table, most] of [['#regions-heading', 10], ['#agencies-heading', 31]]) {
  const body = document.querySelector(table)?.closest('section').querySelector('tbody');
  const rows = [...body?.rows ?? []];
  for (let i = rows.length; i < most && rows.length > 0; i++) body.append(rows[i % rows.length].cloneNode(true));
}`;

describe.each(['zh-CN', 'en'])('in %s', (lang) => {
  it.each([
    ['with a script', true],
    ['without', false],
  ])('a city is printed on few pages, %s', async (look, javaScriptEnabled) => {
    const { page, close } = await browsing.open(`/regions/${CITY}/years/2024?lang=${lang}`, {
      javaScriptEnabled,
    });
    if (javaScriptEnabled) await page.locator('.is-drawn').first().waitFor();
    await page.evaluate(AS_LONG_AS_A_CITY);
    const printed = await print(page, `city-${lang}-${look.replace(' ', '-')}`);
    expect(printed.filled.length).toBeLessThanOrEqual(MOST_PAGES);
    expect(nearlyEmpty(printed)).toEqual([]);
    // Fonts may draw a Chinese character by a radical's: titles are looked for in English.
    const titles = await page.locator('.chart h3').allTextContents();
    expect(titles.length).toBeGreaterThan(10);
    if (lang === 'en')
      for (const title of titles) expect(printed.text).toContain(title.replaceAll(/\s/g, ''));
    await close();
  });

  it.each(
    Object.entries({
      city: `/regions/${CITY}/years/2024`,
      compliance: `/compliance/${CITY}/2024`,
      departments: `/regions/${CITY}/departments`,
      figures: `/regions/${CITY}/years/2024/figures`,
      assessment: `/compliance/${DISTRICT}/2024/assessment`,
      'assessment-sheet': '/agencies/late-ju/years/2024/assessment',
      disclosure: '/agencies/accepted-ju/disclosure',
      agency: '/agencies/accepted-ju',
      report: '/agencies/accepted-ju/years/2024',
    }),
  )('%s leaves no page nearly empty, and is no wider than the paper', async (name, path) => {
    const { page, status, close } = await browsing.open(`${path}?lang=${lang}`, PAPER);
    expect(status).toBe(200);
    expect(nearlyEmpty(await print(page, `${name}-${lang}`))).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    if (name !== 'report') expect(await page.evaluate(TOO_WIDE)).toEqual([]);
    await close();
  });

  it('small charts say of what day they are, also in a year without figures, whose table is not there', async () => {
    const { page, close } = await browsing.open(`/regions/${CITY}/years/2024?lang=${lang}`);
    await page.emulateMedia({ media: 'print' });
    const said = page.locator('.charts-small figcaption').filter({ visible: true });
    const draw = `document.querySelectorAll('.charts-small > .chart:not(#chart-proactive)').forEach((figure) => {
      figure.dataset.chart = figure.id;
    })`;
    await page.evaluate(draw);
    expect(await said.count()).toBe(1);
    await page.evaluate(`document.querySelector('#chart-proactive').remove()`);
    expect(await said.count()).toBeGreaterThan(0);
    await close();
  });

  it('the years of a region’s children are printed, the switch of years is not', async () => {
    const { page, close } = await browsing.open(`/regions/${CITY}/years/2024/figures?lang=${lang}`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav.years').isVisible()).toBe(false);
    expect(await page.locator('table.years').isVisible()).toBe(true);
    await close();
  });
});
