/** Making a report as a clerk does it: from a file, or from nothing, to a document that can be filed. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import { toIsoDay } from '../../shared/domain/basics/calendar.ts';
import { checkDocument } from '../../shared/domain/verdict/check-report.ts';
import { reportSections } from '../../web/downloads/report-text.ts';
import { writeOfficialDocx } from '../../web/downloads/official-docx.ts';
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

/** Files as LibreOffice wrote them, and the figures that they all bear: beside the repository, where they are. */
const OFFICE = new URL('../../../shared/parts/', import.meta.url);
const hasOffice = existsSync(OFFICE);
const office = async (name: string) => file(name, await readFile(new URL(name, OFFICE)));

/** As copied from Word: a page of its own with empty paragraphs for its program, and tables with spans. */
const wordHtml = (narrative: string, tables: string): string => `<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal {margin:0cm}</style></head>
<body><!--StartFragment--><p class=MsoNormal align=center><b>${MISSING_NAME}2024年政府信息公开工作年度报告</b><o:p></o:p></p>
${narrative}${tables}<!--EndFragment--></body></html>`;

async function paste(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await page.locator('#source-text').focus();
  await page.evaluate((flavours) => {
    const data = new DataTransfer();
    for (const [kind, text] of Object.entries(flavours)) data.setData(kind, text);
    document
      .querySelector('#source-text')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, data);
}

const figuresIn = (bytes: Uint8Array): readonly number[] => {
  const decoded = decodeReport(bytes);
  return decoded.kind === 'read' && decoded.report ? [...decoded.report.figures.cells] : [];
};
const OFFICIAL = decodeReport(new TextEncoder().encode(JSON.stringify(report())));
const REPORT = OFFICIAL.kind === 'read' ? OFFICIAL.report : undefined;

describe('a clerk with a file', () => {
  it('drops the Word file, looks, and takes along the report that it says', async () => {
    if (!REPORT) throw new Error('the report is not balanced');
    const docx = await writeOfficialDocx({
      title: `${MISSING_NAME}2024年政府信息公开工作年度报告`,
      edition: '2021',
      figures: REPORT.figures,
      sections: reportSections(REPORT),
      signature: { name: MISSING_NAME, date: toIsoDay('2025-01-10') },
      foot: '',
      notes: [],
    });
    const { page, complaints, close } = await browsing.open(`${MISSING}&step=source`);
    const begun = performance.now();
    await choose(page, file('报告.docx', docx));
    await page.locator('.look').waitFor();
    console.log(`a .docx is looked at after ${Math.round(performance.now() - begun)} ms`);
    await page.locator('.filing-steps [data-step="done"]').click();
    await expect.poll(() => page.locator('.done-headline').innerText()).toContain('报告做好了');
    const bytes = await takeData(page);
    expect(figuresIn(bytes)).toEqual([...REPORT.figures.cells]);
    expect(JSON.parse(bytes.toString())).toMatchObject({
      year: 2024,
      agency: { id: 'missing-ju', name: MISSING_NAME },
      district: DISTRICT,
      narrative: { problems: REPORT.narrative.problems },
      signature: { name: MISSING_NAME, date: '2025-01-10' },
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it.runIf(hasOffice).each([
    'form-distinct.docx',
    'official-wps-distinct.docx',
    'official-distinct.doc',
    'form-distinct.xls',
    'form-distinct.xlsx',
    'form-distinct.ods',
    'official-distinct.odt',
    'official-distinct.pdf',
    'form-distinct.html',
  ])('drops %s, and every cell that is read says what the file says', async (name) => {
    const expected: unknown = JSON.parse(await readFile(new URL('expected-distinct.json', OFFICE), 'utf8'));
    const { page, complaints, close } = await browsing.open(`${MISSING}&step=source`);
    const begun = performance.now();
    await choose(page, await office(name));
    await page.locator('.look, #source-told button, [data-refusal]').first().waitFor();
    console.log(`${name} is read after ${Math.round(performance.now() - begun)} ms`);
    // The file says no year or agency, or another: it is used all the same.
    const use = page.locator('[data-answer="use"]');
    if ((await use.count()) > 0) await use.click();
    await page.locator('.look').waitFor();
    await page.locator('.filing-steps [data-step="done"]').click();
    const taken: unknown = JSON.parse((await takeData(page)).toString());
    const seen = Object.entries(flatten(expected)).filter(([path, value]) => {
      const read = flatten(taken)[path];
      return read !== value && read !== null;
    });
    expect({ name, seen }).toEqual({ name, seen: [] });
    const cells = Object.entries(flatten(expected)).filter(([path]) => /^\/[a-z]+\/.+\//.test(path));
    const read = cells.filter(([path, value]) => flatten(taken)[path] === value).length;
    console.log(`${name}: ${read} of ${cells.length} cells`);
    expect(read).toBeGreaterThan(cells.length * 0.8);
    expect(complaints).toEqual([]);
    await close();
  });
});

/** Numbers and nothing by their paths. */
function flatten(value: unknown, path = ''): Record<string, unknown> {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' || value === null ? { [path]: value } : {};
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flatten(inner, `${path}/${key}`)));
}

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
