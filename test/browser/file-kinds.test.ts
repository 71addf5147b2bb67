/** The kinds of files whose readers come only when such a file does: in a real browser, under the page's own policy. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { aFilledForm, type FilledForm } from '../support/layouts/a-filled-form.ts';
import { AS_FILES, oldWorkbook } from '../support/layouts/as-files.ts';
import { printForm } from '../support/layouts/form-blocks.ts';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
});
afterAll(() => browsing.stop());

/** A report of the form of 2021, by an agency of the scene that has filed nothing. */
function aForm(): FilledForm {
  for (let seed = 1; ; seed++) {
    const form = aFilledForm(seed);
    if (form.edition === '2021') return { ...form, year: 2024, name: '柳北区审计局', signedOn: '2025-01-10' };
  }
}

test.each([
  ['报告.docx', AS_FILES['a Word file']!],
  ['报告.doc', AS_FILES['an old Word file']!],
  ['报告.xlsx', AS_FILES['a workbook']!],
  ['报告.xls', oldWorkbook],
  ['报告.pdf', AS_FILES['a PDF with ruled lines']!],
])('%s becomes the report that it shows', async (name, render) => {
  const form = aForm();
  const { page, complaints, close } = await browsing.open('/file?agency=missing-ju&year=2024&step=source');
  const buffer = Buffer.from(await render(printForm(form)));
  await page.locator('#source-file').setInputFiles([{ name, mimeType: 'application/octet-stream', buffer }]);
  await page.locator('.look').waitFor();
  await page.locator('.filing-steps [data-step="done"]').click();
  const download = page.waitForEvent('download');
  await page.locator('[data-take="data"]').click();
  const decoded = decodeReport(await readFile(await (await download).path()));
  expect(decoded.kind === 'read' && decoded.report && [...decoded.report.figures.cells]).toEqual([
    ...form.cells,
  ]);
  expect(complaints).toEqual([]);
  await close();
});
