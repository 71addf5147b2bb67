/** Files that real programs make: our own Word form, which offices fill in, and a page that a browser printed. */
import { expect, test } from 'vitest';
import { CATALOGUES, DECIMALS, EDITIONS } from '../../shared/domain/form/catalogue.ts';
import { noFigures, toStored } from '../../shared/domain/form/figures.ts';
import { writeOfficialDocx } from '../../web/downloads/official-docx.ts';
import { emptySections } from '../../web/downloads/report-text.ts';
import { startBrowser } from '../support/browser.ts';
import { listNumbers, listTables, readLayout, sketch } from '../support/read-layout.ts';

test.each(EDITIONS)(
  'our own Word form of %s gives its figures, in the order of its cells',
  async (edition) => {
    const figures = noFigures(edition);
    const expected = CATALOGUES[edition].cells.map(({ index, column }) => {
      const figure = DECIMALS[column.kind] === 0 ? 1001 + 7 * index : 1001.25 + index;
      figures.cells[index] = toStored(column.kind, figure);
      return figure;
    });
    const bytes = await writeOfficialDocx({
      title: '报告',
      edition,
      figures,
      sections: emptySections('见下'),
      foot: '',
      notes: ['备注'],
    });
    const layout = await readLayout(bytes);
    expect(listTables(layout)).toHaveLength(3);
    const read = listNumbers(layout);
    expect(read).toHaveLength(expected.length);
    expect(new Set(read)).toEqual(new Set(expected));
    expect(
      layout.blocks
        .filter(({ kind }) => kind === 'paragraph')
        .map((block) => block.kind === 'paragraph' && block.text),
    ).toEqual(expect.arrayContaining(['报告', '见下', '备注']));
  },
);

test('a table that a browser printed, over two pages', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `<tr><td>${i}. row of a few words</td><td>${100 + i}</td><td>${200 + i}</td></tr>`,
  );
  const page = `<html><style>td{border:1px solid;height:30px}table{border-collapse:collapse}</style><h1>Title</h1><table><tr><td rowspan="2">A</td><td colspan="2">B</td></tr><tr><td>c</td><td>d</td></tr>${rows.join('')}</table></html>`;
  const browser = await startBrowser();
  try {
    const tab = await browser.newPage();
    await tab.setContent(page);
    const read = sketch(await readLayout(new Uint8Array(await tab.pdf({ format: 'A4' }))));
    expect(read).toEqual([
      'Title',
      ['A↓2', 'B→2'],
      ['c', 'd'],
      ...Array.from({ length: 40 }, (_, i) => [`${i}. row of a few words`, `${100 + i}`, `${200 + i}`]),
    ]);
  } finally {
    await browser.close();
  }
});
