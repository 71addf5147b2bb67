import * as xlsx from '@e965/xlsx';
import { expect, test } from 'vitest';
import { NODE_PARTS } from '../../cli/reader-parts.ts';
import { readFile } from '../../shared/readers/read-file.ts';
import { aDoc, docCell, docText, type DocParagraph } from '../support/a-doc.ts';
import { readLayout, sketch } from '../support/read-layout.ts';

const sketchDoc = async (...paragraphs: readonly DocParagraph[]): Promise<unknown> =>
  sketch(await readLayout(aDoc(paragraphs)));
const row = (sides: readonly number[], flags: readonly number[] = []): DocParagraph => ({
  runs: [],
  end: 'row',
  sides,
  flags,
});

test('paragraphs, line breaks and tabs', async () => {
  expect(await sketchDoc(docText('一、总体'), docText(''), docText('二\u000b三\t四'))).toEqual([
    '一、总体',
    '二',
    '三\t四',
  ]);
});

test('cells by the sides of their row; merged down and sideways', async () => {
  expect(
    await sketchDoc(
      docCell('甲'),
      docCell('1'),
      docCell('2'),
      row([0, 1000, 2000, 3000], [0x60]),
      docCell(''),
      docCell('3'),
      docCell('4'),
      row([0, 1000, 2000, 3000], [0x20]),
      docCell('乙'),
      docCell('5'),
      row([0, 2000, 3000]),
      docCell('丙'),
      docCell(''),
      docCell('6'),
      row([0, 1000, 2000, 3000], [0x01, 0x02]),
      docText('后'),
    ),
  ).toEqual([['甲↓2', '1', '2'], ['3', '4'], ['乙→2', '5'], ['丙→2', '6'], '后']);
});

test('several paragraphs of a cell are its lines', async () => {
  const line: DocParagraph = { runs: [{ text: '商业' }], end: 'line' };
  expect(await sketchDoc(line, docCell('企业'), docCell('1'), row([0, 1000, 2000]))).toEqual([
    ['商业\n企业', '1'],
  ]);
});

test('what was deleted or hidden is left out, also a whole row; fields show what they came to', async () => {
  const mixed: DocParagraph = {
    runs: [{ text: '10' }, { text: '99', isDeleted: true }, { text: '15' }, { text: 'no', isHidden: true }],
    end: 'cell',
  };
  expect(
    await sketchDoc(docText('第\u0013 PAGE \u00147\u0015页'), mixed, row([0, 1000]), docCell('gone'), {
      ...row([0, 1000]),
      isDeleted: true,
    }),
  ).toEqual(['第7页', ['1015']]);
});

test('what is struck out by hand is doubted', async () => {
  const struck: DocParagraph = { runs: [{ text: '1' }, { text: '2', isStruck: true }], end: 'cell' };
  expect(await sketchDoc(struck, docCell('3'), row([0, 1000, 2000]))).toEqual([['12?revision', '3']]);
});

test.each([
  ['encrypted', aDoc([docText('x')], (head) => head.setUint16(10, 0x0300, true)), 'encrypted'],
  ['of an older Word', aDoc([docText('x')], (head) => head.setUint16(2, 0x65, true)), 'unknown-kind'],
  ['without text', aDoc([docText('')]), 'empty'],
])('%s', async (_, bytes, refusal) => {
  expect(await readFile(bytes, NODE_PARTS)).toMatchObject({ kind: 'refused', refusal });
});

test('binary sheets: numbers, days, merged cells; hidden sheets are left out', async () => {
  const book = xlsx.utils.book_new();
  const sheet = xlsx.utils.aoa_to_sheet([
    ['甲', '', 13.5],
    ['乙', 0, 1],
  ]);
  sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 1 } }];
  sheet['C2'] = { t: 'n', v: 43861, z: 'yyyy-mm-dd' };
  xlsx.utils.book_append_sheet(book, sheet, '表');
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['hidden']]), '隐藏');
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
  const bytes: ArrayBuffer = xlsx.write(book, { bookType: 'biff8', type: 'array' });
  expect(sketch(await readLayout(new Uint8Array(bytes)))).toEqual([
    ['甲→2', '13.5'],
    ['乙', '0', '2020-01-31'],
  ]);
});
