/** Assessments as people see them: no rule of accessibility is broken, and every look fits. Leaves pictures in `screenshots/`. */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseScheme } from '../../shared/contracts/files/scheme-file.ts';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT } from '../support/web-scene.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'screenshots');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EXAMPLE = new URL('../../docs/schemes/licheng-2020.csv', import.meta.url);

let browsing: Browsing;
beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  browsing = await startBrowsing();
  const parsed = parseScheme(await readFile(EXAMPLE, 'utf8'), 'csv');
  const { table, now } = browsing.scene.store;
  if (parsed.kind === 'ok') await table.putScheme({ since: now(), rules: parsed.rules }, undefined);
});
afterAll(() => browsing.stop());

const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`;
const SCROLLED_SIDEWAYS = `[...document.querySelectorAll('.scroll')].filter(
  (it) => it.scrollWidth > it.clientWidth,
).map((it) => it.getAttribute('aria-label'))`;
const LOOKS: readonly (readonly [string, BrowserContextOptions, string])[] = [
  ['light', {}, ''],
  ['dark', {}, 'theme=dark'],
  ['phone', PHONE, ''],
  ['english', {}, 'lang=en'],
];
const VIEWS = {
  assessment: `/compliance/${DISTRICT}/2024/assessment?sort=-deducted`,
  'assessment-sheet': '/agencies/late-ju/years/2024/assessment',
};

describe.each(LOOKS)('%s', (look, options, query) => {
  it.each(Object.entries(VIEWS))('%s breaks no rule of accessibility and fits', async (name, path) => {
    const { page, complaints, close } = await browsing.open(
      `${path}${path.includes('?') ? '&' : '?'}${query}`,
      options,
    );
    await page.evaluate(axe);
    expect(await page.evaluate(VIOLATIONS)).toEqual([]);
    expect(
      await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    ).toBeLessThanOrEqual(0);
    // Nor is there anything to scroll for within it on a phone.
    if (look === 'phone') expect(await page.evaluate(SCROLLED_SIDEWAYS)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.screenshot({ path: join(PICTURES, `${name}-${look}.png`), fullPage: true });
    await close();
  });
});

it('is reached from the compliance page, and leads to the submission that a deduction is about', async () => {
  const { page, close } = await browsing.open(`/compliance/${DISTRICT}/2024`);
  await page.getByRole('link', { name: '考核', exact: true }).click();
  await page.getByRole('link', { name: '柳北区教育局' }).first().click();
  await page
    .getByRole('link', { name: /首次接收/ })
    .first()
    .click();
  expect(page.url()).toContain('/agencies/late-ju/years/2024/submissions/');
  await close();
});
