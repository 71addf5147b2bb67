import { expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { zipParts } from '../support/a-docx.ts';
import { readLayout, sketch } from '../support/read-layout.ts';

const BOOK =
  '<workbook xmlns:r="r"><sheets><sheet name="甲" r:id="s1"/><sheet name="乙" state="hidden" r:id="s2"/></sheets></workbook>';
const RELATIONS =
  '<Relationships><Relationship Id="s1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="x/worksheet" Target="worksheets/sheet2.xml"/>' +
  '<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t" Type="x/styles" Target="styles.xml"/></Relationships>';
const STRINGS =
  '<sst><si><t>规章</t></si><si><r><t>行政</t></r><r><t>许可</t></r><rPh><t>xk</t></rPh></si></sst>';
const STYLES =
  '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>';

const anXlsx = (rows: string, merges = ''): Uint8Array =>
  zipParts({
    'xl/workbook.xml': BOOK,
    'xl/_rels/workbook.xml.rels': RELATIONS,
    'xl/sharedStrings.xml': STRINGS,
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData><mergeCells>${merges}</mergeCells></worksheet>`,
    'xl/worksheets/sheet2.xml':
      '<worksheet><sheetData><row><c t="str"><v>hidden</v></c></row></sheetData></worksheet>',
  });
const row = (...cells: readonly string[]): string => `<row>${cells.join('')}</row>`;
const word = (text: string, at = ''): string =>
  `<c t="inlineStr"${at && ` r="${at}"`}><is><t>${text}</t></is></c>`;
const number = (value: string, style = 0): string => `<c s="${style}"><v>${value}</v></c>`;

test('words, numbers and days as a person would write them', async () => {
  const bytes = anXlsx(
    row('<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', number('13')) +
      row(number('0.30000000000000004'), number('1.0E-2'), number('43861', 1)) +
      row(number('43861', 2), '<c t="e"><v>#REF!</v></c>', '<c><f>SUM(A1:A2)</f></c>'),
  );
  expect(sketch(await readLayout(bytes))).toEqual([
    ['规章', '行政许可', '13'],
    ['0.3', '0.01', '2020-01-31'],
    ['2020-01-31', '#REF!', '=SUM(A1:A2)'],
  ]);
});

test('merged cells, and cells that stand apart', async () => {
  const rows = `<row r="2">${word('甲', 'B2')}${word('1', 'D2')}</row><row r="3">${word('2', 'D3')}</row>`;
  expect(sketch(await readLayout(anXlsx(rows, '<mergeCell ref="B2:C3"/>')))).toEqual([
    ['甲→2↓2', '1'],
    ['2'],
  ]);
});

test('headings, prose and what stands alone beside them are paragraphs; an empty row parts tables', async () => {
  const rows =
    row(word('年度报告')) +
    row(word('一、总体情况')) +
    row(word('文'.repeat(50))) +
    row(word('a'), word('1')) +
    row(word('b')) +
    row(word('c'), word('2')) +
    row(word('三、情况')) +
    row(word('d'), word('3')) +
    '<row r="20">' +
    word('e', 'A20') +
    word('4', 'B20') +
    '</row>' +
    '<row r="22">' +
    word('落款', 'C22') +
    '</row>';
  expect(sketch(await readLayout(anXlsx(rows)))).toEqual([
    '年度报告',
    '一、总体情况',
    '文'.repeat(50),
    ['a', '1'],
    ['b', ''],
    ['c', '2'],
    '三、情况',
    ['d', '3'],
    ['e', '4'],
    '落款',
  ]);
});

test('a file of a library', async () => {
  const rows = [
    [{ value: '规章' }, { value: 13 }, { value: 7.25 }],
    [{ value: '行政许可', columnSpan: 2 }, null, { value: 0 }],
  ];
  const bytes = await writeXlsxFile(rows, { sheet: 'x' }).toBuffer();
  expect(sketch(await readLayout(new Uint8Array(bytes)))).toEqual([
    ['规章', '13', '7.25'],
    ['行政许可→2', '0'],
  ]);
});

const anOpenDocument = (type: string, body: string): Uint8Array =>
  zipParts({
    mimetype: `application/vnd.oasis.opendocument.${type}`,
    'content.xml': `<office:document-content><office:body><office:${type}>${body}</office:${type}></office:body></office:document-content>`,
  });

test('OpenDocument texts: deleted text stays away, boxes and merged cells are read', async () => {
  const cell = (text: string, attributes = ''): string =>
    `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;
  const body =
    '<text:tracked-changes><text:changed-region><text:deletion><text:p>99</text:p></text:deletion></text:changed-region></text:tracked-changes>' +
    '<text:h>一、<text:s text:c="2"/>总体</text:h><text:section><text:p>二<text:line-break/>三<text:note>no</text:note></text:p></text:section>' +
    '<text:p>四<draw:frame><draw:text-box><text:p>in the box</text:p></draw:text-box></draw:frame></text:p>' +
    `<table:table><table:table-header-rows><table:table-row>${cell('甲', 'table:number-columns-spanned="2" table:number-rows-spanned="2"')}<table:covered-table-cell/>${cell('1')}</table:table-row></table:table-header-rows>` +
    `<table:table-row><table:covered-table-cell table:number-columns-repeated="2"/>${cell('2')}</table:table-row></table:table>`;
  expect(sketch(await readLayout(anOpenDocument('text', body)))).toEqual([
    '一、  总体',
    '二',
    '三',
    '四',
    'in the box',
    ['甲→2↓2', '1'],
    ['2'],
  ]);
});

test('OpenDocument sheets: numbers as they are stored, a million empty rows as none', async () => {
  const body =
    '<table:table table:name="甲"><table:table-row><table:table-cell office:value-type="float" office:value="1234.5"><text:p>1,234.50</text:p></table:table-cell>' +
    '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>0</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>' +
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row></table:table>';
  expect(sketch(await readLayout(anOpenDocument('spreadsheet', body)))).toEqual([['1234.5', '0', '0']]);
});
