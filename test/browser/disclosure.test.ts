/** Where an agency's information is to be had, as people see it: on a desktop, on a phone, on paper. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DISCLOSURES } from '../../demonstration/disclosures.ts';
import { planDisclosure, writeDisclosure } from '../../shared/pipeline/load-disclosure.ts';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
  const { table } = browsing.scene.store;
  const entries = DISCLOSURES.map(({ disclosure }) => ({ agency: 'accepted-ju', disclosure })).slice(0, 1);
  await writeDisclosure(table, await planDisclosure(table, entries), browsing.scene.deps.now());
});
afterAll(() => browsing.stop());

it.each([
  ['light', {}, ''],
  ['phone-dark-english', PHONE, '?lang=en&theme=dark'],
])('breaks no rule of accessibility and fits, %s', async (look, options, query) => {
  const { page, complaints, close } = await browsing.open(
    `/agencies/accepted-ju/disclosure${query}`,
    options,
  );
  await page.evaluate(axe);
  expect(await page.evaluate(VIOLATIONS)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(
    0,
  );
  expect(complaints).toEqual([]);
  expect(await page.locator('.qr').first().isVisible()).toBe(false);
  await page.screenshot({ path: `screenshots/disclosure-${look}.png`, fullPage: true });
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.qr').count()).toBe(3);
  expect(await page.locator('.qr').first().isVisible()).toBe(true);
  await page.screenshot({ path: `screenshots/disclosure-${look}-paper.png`, fullPage: true });
  await close();
});
