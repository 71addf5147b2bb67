/** Making a report as a clerk does it: from a file, or from nothing, to a document that can be filed. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import { checkDocument } from '../../shared/domain/verdict/check-report.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT, NOW } from '../support/web-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const FOCUSED = 'document.activeElement.id';

const MISSING = '/file?agency=missing-ju&year=2024';
const MISSING_NAME = '柳北区审计局';
const report = (received = 21) => {
  const document = aBalancedReport({ agencyId: 'missing-ju', district: DISTRICT, year: 2024, received });
  document.agency.name = MISSING_NAME;
  return document;
};

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
}, 180_000);
afterAll(() => browsing.stop());

const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});
const choose = (page: Page, ...files: ReturnType<typeof file>[]): Promise<void> =>
  page.locator('#source-file').setInputFiles(files);
const step = (page: Page, name: string) => page.locator(`#step-${name}`);

/** What the last step gives away. */
async function takeData(page: Page): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.locator('[data-take="data"]').click();
  const path = await (await download).path();
  return readFile(path);
}

describe('a clerk who files a report', () => {
  it('finds the agency by a part of its name, and sees year, deadline and what is there', async () => {
    const { page, complaints, close } = await browsing.open('/');
    await page.getByRole('link', { name: '报送', exact: true }).click();
    await page.locator('#find-agency').fill('sjj');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: `为${MISSING_NAME}报送` }).click();
    await page.getByRole('link', { name: '2024年', exact: true }).click();
    await page.waitForURL('**/file?agency=missing-ju&year=2024');
    const shown = await step(page, 'agency').innerText();
    expect(shown).toContain('截止 2025-01-31');
    expect(shown).toContain('已过 486 天');
    expect(shown).toContain('还没有报过');
    await step(page, 'agency').getByRole('link', { name: '下一步' }).click();
    expect(page.url()).toContain('step=source');
    expect(await page.evaluate(FOCUSED)).toBe('heading-source');
    expect(complaints).toEqual([]);
    await close();
  });

  it('drops the data of a report and takes along exactly what it says', async () => {
    const { page, complaints, close } = await browsing.open(`${MISSING}&step=source`);
    const requests: string[] = [];
    await choose(page, file('report.json', JSON.stringify(report())));
    await step(page, 'look').waitFor();
    page.on('request', (request) => {
      if (!request.url().startsWith('blob:')) requests.push(request.url());
    });
    await page.locator('.filing-steps [data-step="done"]').click();
    const bytes = await takeData(page);
    const decoded = decodeReport(bytes);
    expect(decoded.kind === 'read' && decoded.report).toMatchObject({
      agency: { id: 'missing-ju' },
      year: 2024,
    });
    expect(JSON.parse(bytes.toString())).toMatchObject(JSON.parse(JSON.stringify(report())));
    expect(checkDocument(bytes, NOW).outcome).toBe('accepted');
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    await close();
  });
});

describe('a reader of the page', () => {
  it('breaks no rule of accessibility and does not scroll sideways', async () => {
    const views: BrowserContextOptions[] = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, PHONE];
    for (const options of views) {
      const { page, complaints, close } = await browsing.open('/file', { bypassCSP: true, ...options });
      const look = async (what: string): Promise<void> => {
        await page.evaluate(axe);
        const seen = {
          what,
          found: await page.evaluate(VIOLATIONS),
          overflow: await page.evaluate(OVERFLOW),
        };
        expect({ ...seen, options }).toEqual({ what, found: [], overflow: 0, options });
      };
      await look('nothing chosen');
      await page.goto(browsing.address(MISSING));
      await look('agency');
      await page.goto(browsing.address(`${MISSING}&step=source`));
      await look('source');
      await choose(page, file('report.txt', '这不是报告'));
      await page.locator('[data-refusal]').waitFor();
      await look('refused');
      const wrong = report();
      wrong.applications.received.total += 1;
      await choose(
        page,
        file(
          'report.json',
          JSON.stringify({ ...wrong, narrative: { overview: '平稳。', problems: '', other: '' } }),
        ),
      );
      for (const name of ['look', 'confirm', 'done']) {
        if (name !== 'look') await page.locator(`.filing-steps [data-step="${name}"]`).click();
        await step(page, name).waitFor();
        await look(name);
      }
      expect(complaints).toEqual([]);
      await close();
    }
  }, 120_000);
});

const SHOTS = process.env['SHOTS'];
it.runIf(SHOTS !== undefined)(
  'is looked at',
  async () => {
    const views: [string, string, BrowserContextOptions][] = [
      ['zh', '', {}],
      ['en', '&lang=en', { colorScheme: 'dark' }],
      ['phone', '', PHONE],
    ];
    for (const [name, query, options] of views) {
      const { page, complaints, close } = await browsing.open(
        `/file?q=${encodeURIComponent('柳北')}${query}`,
        options,
      );
      await page.screenshot({ path: `${SHOTS}/${name}-0.png`, fullPage: true });
      await page.goto(browsing.address(`${MISSING}${query}`));
      await page.screenshot({ path: `${SHOTS}/${name}-1.png`, fullPage: true });
      await page.goto(browsing.address(`/file?agency=accepted-ju&year=2024${query}&step=source`));
      await page.screenshot({ path: `${SHOTS}/${name}-2.png`, fullPage: true });
      const broken = report();
      broken.applications.received.total += 1;
      broken.agency = { id: 'accepted-ju', name: '柳北区公安局' };
      Object.assign(broken, {
        sourceUrl: 'https://www.example.com/a',
        narrative: { overview: '平稳。', problems: '', other: '' },
      });
      await choose(page, file('report.json', JSON.stringify(broken)));
      await step(page, 'look').waitFor();
      await page.screenshot({ path: `${SHOTS}/${name}-3.png`, fullPage: true });
      await page.locator('.filing-steps [data-step="confirm"]').click();
      await page.screenshot({ path: `${SHOTS}/${name}-4.png`, fullPage: true });
      await page.locator('.filing-steps [data-step="done"]').click();
      await page.screenshot({ path: `${SHOTS}/${name}-5.png`, fullPage: true });
      await page.emulateMedia({ media: 'print' });
      await page.screenshot({ path: `${SHOTS}/${name}-6.png`, fullPage: true });
      expect(complaints).toEqual([]);
      await close();
    }
  },
  120_000,
);
