/** What people do who would rather have it in a spreadsheet: take the table along, add it up, look at the form. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { parquetReadObjects } from 'hyparquet';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUES, chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { makeArchive } from '../support/an-archive.ts';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { readCsv, readDocx, readXlsx } from '../support/read-files.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const DISTRICT = '/regions/450205/years/2024';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
});
afterAll(() => browsing.stop());

async function openPage(path: string, { javaScriptEnabled = true } = {}): Promise<Page> {
  const { page } = await browsing.open(path, { javaScriptEnabled });
  return page;
}

async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe('somebody who takes a table along', () => {
  it('clicks CSV, adds it up and gets the page’s total', async () => {
    const page = await openPage(DISTRICT);
    const { name, bytes } = await saved(page, () =>
      page.getByRole('link', { name: 'CSV\uff1a部门和机构' }).click(),
    );
    expect(name).toBe('柳北区 2024年-部门和机构.csv');
    const { heads, rows } = readCsv(bytes);
    const received = rows.reduce((sum, row) => sum + Number(row[heads.indexOf('收到')] ?? 0), 0);
    expect(received).toBe(1225);
    await page.getByText('1\u00a0225').first().waitFor();
  });

  it('does so by keyboard and without JavaScript, in English', async () => {
    const page = await openPage(`${DISTRICT}?lang=en`, { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'XLSX: Departments and other agencies' }).focus();
    const { name, bytes } = await saved(page, () => page.keyboard.press('Enter'));
    expect(name).toMatch(/^柳北区, 2024-.+\.xlsx$/);
    expect((await readXlsx(bytes)).heads).toContain('Received');
  });

  it('gets the consolidated form that the office files, and the reports in bulk', async () => {
    const page = await openPage(DISTRICT);
    const form = await saved(page, () => page.getByRole('link', { name: '汇总报告表' }).click());
    expect(form.name).toBe('柳北区2024年政府信息公开工作年度报告.docx');
    expect((await readDocx(form.bytes)).tables).toHaveLength(3);
    const bulk = await saved(page, () => page.getByRole('link', { name: '本地区全部报告' }).click());
    expect(readCsv(bulk.bytes).rows).toHaveLength(10);
  });

  it('takes an agency’s form as a Word document', async () => {
    const page = await openPage('/agencies/accepted-ju/years/2024');
    const { bytes } = await saved(page, () =>
      page.getByRole('link', { name: 'DOCX\uff1a年度报告表' }).click(),
    );
    expect((await readDocx(bytes)).paragraphs[0]).toBe('柳北区公安局2024年政府信息公开工作年度报告');
  });
});

interface Sum {
  readonly year: number;
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
}
interface Nested {
  readonly [key: string]: number | Nested;
}

/** Every cell of the nation’s totals, in all years, as the API has them. */
async function readTotals(): Promise<Record<string, number>> {
  const answer = await fetch(browsing.address('/api/v1/regions/000000/series'));
  const { years } = (await answer.json()) as { years: { year: number; figures: Nested | null }[] };
  const totals: Record<string, number> = {};
  for (const { year, figures } of years)
    for (const { path } of figures === null ? [] : CATALOGUES[chooseEdition(year)].cells) {
      let node: Nested | number = figures ?? 0;
      for (const key of path.slice(1).split('/')) node = typeof node === 'number' ? node : (node[key] ?? 0);
      totals[`${year} ${path}`] = typeof node === 'number' ? node : Number.NaN;
    }
  return totals;
}

function addUp(rows: readonly Sum[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { year, row, column, value } of rows) {
    const cell = `${year} ${row}/${column}`;
    if (typeof value === 'number' && row !== '/processingFee') sums[cell] = (sums[cell] ?? 0) + value;
  }
  return sums;
}

describe('a researcher who wants everything', () => {
  beforeAll(async () => {
    expect((await makeArchive(browsing.scene.store)).made).toBe(1);
  });

  it('gets the Parquet file from the start page with two clicks, whose sums are the API’s in all years', async () => {
    const page = await openPage('/', { javaScriptEnabled: false });
    await page.getByRole('contentinfo').getByRole('link', { name: '数据下载' }).click();
    const { name, bytes } = await saved(page, () => page.getByRole('link', { name: 'Parquet' }).click());
    expect(name).toBe('gouji-000000-2019-2025-tidy.parquet');
    // The hash stands beside it.
    await page.getByText(createHash('sha256').update(bytes).digest('hex')).waitFor();
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const totals = await readTotals();
    expect(Object.keys(totals).length).toBeGreaterThan(500);
    expect(addUp((await parquetReadObjects({ file })) as unknown as Sum[])).toEqual(totals);
  });

  it('gets the SQLite file as well, and in English', async () => {
    const page = await openPage('/?lang=en');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Downloads' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'SQLite' }).click(),
    ]);
    const database = new DatabaseSync(await download.path(), { readOnly: true });
    const rows = database.prepare('SELECT year, "row", "column", value FROM tidy').all();
    expect(addUp(rows as unknown as Sum[])).toEqual(await readTotals());
    database.close();
  });

  it('chooses years of a CSV file without a script, and looks a column up', async () => {
    const page = await openPage('/downloads', { javaScriptEnabled: false });
    await page.getByLabel('从').selectOption('2023');
    await page.getByLabel('到').selectOption('2024');
    const { name, bytes } = await saved(page, () =>
      page.getByRole('button', { name: '下载 逐机构 CSV' }).click(),
    );
    expect(name).toBe('gouji-000000-2023-2024-wide.csv');
    const { heads, rows } = readCsv(bytes);
    expect(new Set(rows.map((row) => row[heads.indexOf('year')]))).toEqual(new Set(['2023', '2024']));
    await page.getByRole('link', { name: /数据字典/ }).click();
    await page.getByText('/applications/results/refused/stateSecret').first().waitFor();
  });

  it('takes a report as it was filed, with the hash that the page says', async () => {
    const page = await openPage('/agencies/accepted-ju/years/2024');
    const { bytes } = await saved(page, () =>
      page.getByRole('link', { name: '下载报送的原文件（JSON）' }).click(),
    );
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(await page.locator('.original code').textContent()).toBe(hash);
  });

  it.each(['/downloads', '/downloads/dictionary'])(
    'finds %s without a fault of accessibility, in both languages, dark, and on a phone',
    async (path) => {
      for (const [query, options] of [
        ['?lang=zh&theme=light', { colorScheme: 'light' }],
        ['?lang=en&theme=dark', { ...PHONE, colorScheme: 'dark' }],
      ] as const) {
        const { page, complaints, close } = await browsing.open(`${path}${query}`, {
          bypassCSP: true,
          ...options,
        });
        await page.evaluate(axe);
        expect([path, query, await page.evaluate(VIOLATIONS)]).toEqual([path, query, []]);
        expect([path, query, await page.evaluate(OVERFLOW)]).toEqual([path, query, 0]);
        expect(complaints).toEqual([]);
        await close();
      }
    },
  );

  it('quotes a region with a link that goes on showing what it says', async () => {
    const page = await openPage(DISTRICT);
    await page.getByText('引用', { exact: true }).click();
    const said = (await page.locator('[data-quoted]').textContent()) ?? '';
    const [link = ''] = /http:[^）]+/.exec(said.replace(/\s/g, '')) ?? [];
    expect(said).toMatch(/柳北区 2024年：.*1\s225 件申请.*来源：勾稽.*截至 2026-06-01 12:30/s);
    expect(new URL(link).searchParams.get('asOf')).toBe('2026-06-01T04:30Z');
    await page.goto(link);
    await page.getByText('1\u00a0225').first().waitFor();
  });
});
