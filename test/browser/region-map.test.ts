/** An operator's map as people see it: on a desktop, on a phone, in the dark, on paper. The outlines are made up. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseMap } from '../../shared/contracts/files/map-file.ts';
import { planMaps, writeMaps } from '../../shared/pipeline/load-map.ts';
import { aCityMap } from '../support/a-map.ts';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { makeComparable } from '../support/comparable-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const CITY = '/regions/450200/years/2024/figures?measure=refusalRate';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
  await makeComparable(browsing.scene);
  const { table, now } = browsing.scene.store;
  const parsed = parseMap(aCityMap(['450202', '450203', '450205', '450223']), {
    regions: new Set(),
    approvalNumber: undefined,
  });
  if (parsed.kind === 'bad') throw new Error(JSON.stringify(parsed.complaints));
  await writeMaps(table, await planMaps(table, parsed.maps, parsed.approvalNumber), now());
});
afterAll(() => browsing.stop());

it.each([
  ['light', {}, ''],
  ['phone-dark-english', PHONE, '&lang=en&theme=dark'],
])(
  'is coloured, leads to its regions by the keyboard, and bears its approval number, %s',
  async (look, options, query) => {
    const { page, complaints, close } = await browsing.open(`${CITY}${query}`, options);
    const map = page.locator('#chart-tiles .region-map');
    await map.scrollIntoViewIfNeeded();
    expect(await map.locator('.approval').textContent()).toContain('桂S(2024)1号');
    const fills = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.region-map a path')].map((path) => getComputedStyle(path).fill)`,
    );
    expect(new Set(fills).size).toBe(3);
    await map.locator('a').first().focus();
    await page.evaluate(axe);
    expect(await page.evaluate(VIOLATIONS)).toEqual([]);
    expect(
      await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    ).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.locator('#chart-tiles').screenshot({ path: `screenshots/region-map-${look}.png` });
    await page.emulateMedia({ media: 'print' });
    expect(await map.locator('.approval').isVisible()).toBe(true);
    await page.locator('#chart-tiles').screenshot({ path: `screenshots/region-map-${look}-paper.png` });
    await page.emulateMedia({ media: 'screen' });
    await page.keyboard.press('Enter');
    await page.waitForURL(/regions\/4502(?:02|03|05)\/years\/2024\/figures/);
    await close();
  },
);
