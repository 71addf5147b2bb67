/** What people do who would rather have it in a spreadsheet: take the table along, add it up, look at the form. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { readCsv, readDocx, readXlsx } from '../support/read-files.ts';

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
