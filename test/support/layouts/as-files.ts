/** Blocks as pages, Word files and workbooks. */
import * as xlsx from '@e965/xlsx';
import writeXlsxFile from 'write-excel-file/node';
import { aDoc, docCell, docText, type DocParagraph } from '../a-doc.ts';
import { aDocx, wordCell, wordParagraph, wordTable } from '../a-docx.ts';
import { asPdf, asPixels } from './as-positions.ts';
import type { FormBlock, FormCell } from './form-blocks.ts';

type Render = (blocks: readonly FormBlock[]) => Uint8Array | Promise<Uint8Array>;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const page = (blocks: readonly FormBlock[], cell: (cell: FormCell) => string): Uint8Array =>
  encode(
    `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${blocks
      .map((block) =>
        block.kind === 'text'
          ? `<p>${escape(block.text)}</p>`
          : `<table><tbody>${block.rows
              .map(
                (row) =>
                  `<tr>${row
                    .map(
                      (one) =>
                        `<td${one.colSpan > 1 ? ` colspan="${one.colSpan}"` : ''}${one.rowSpan > 1 ? ` rowspan="${one.rowSpan}"` : ''}>${cell(one)}</td>`,
                    )
                    .join('')}</tr>`,
              )
              .join('')}</tbody></table>`,
      )
      .join('\n')}</body></html>`,
  );

/** Cells of the grid, with those that a span covers. */
interface Placed {
  readonly cell: FormCell;
  readonly isFirst: boolean;
}

function placeInGrid(rows: readonly (readonly FormCell[])[]): Placed[][] {
  const open = new Map<number, { cell: FormCell; left: number }>();
  return rows.map((row) => {
    const placed: Placed[] = [];
    const queue = [...row];
    for (let column = 0; queue.length > 0 || open.has(column);) {
      const covering = open.get(column);
      if (covering) {
        placed.push({ cell: covering.cell, isFirst: false });
        if (--covering.left === 0) open.delete(column);
        column += covering.cell.colSpan;
        continue;
      }
      const cell = queue.shift()!;
      if (cell.rowSpan > 1) open.set(column, { cell, left: cell.rowSpan - 1 });
      placed.push({ cell, isFirst: true });
      column += cell.colSpan;
    }
    return placed;
  });
}

const wordFile = (
  blocks: readonly FormBlock[],
  cell: (text: string, properties: string) => string,
): Uint8Array =>
  aDocx(
    blocks
      .map((block) =>
        block.kind === 'text'
          ? wordParagraph(escape(block.text))
          : wordTable(
              ...placeInGrid(block.rows).map((row) =>
                row
                  .map(({ cell: one, isFirst }) =>
                    cell(
                      isFirst ? escape(one.text) : '',
                      `${one.colSpan > 1 ? `<w:gridSpan w:val="${one.colSpan}"/>` : ''}${
                        one.rowSpan > 1 ? (isFirst ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>') : ''
                      }`,
                    ),
                  )
                  .join(''),
              ),
            ),
      )
      .join(''),
  );

const CELL_WIDTH = 600;
const MERGED_DOWN = 0x20;
const MERGE_BEGINS = 0x60;

/** A row of Word's binary file: its cells, and behind them where each ends and which go on from above. */
function docRow(row: readonly Placed[]): DocParagraph[] {
  const sides = [0];
  for (const { cell } of row) sides.push((sides.at(-1) ?? 0) + cell.colSpan * CELL_WIDTH);
  const flags = row.map(({ cell, isFirst }) =>
    cell.rowSpan === 1 ? 0 : isFirst ? MERGE_BEGINS : MERGED_DOWN,
  );
  return [
    ...row.map(({ cell, isFirst }) => docCell(isFirst ? cell.text : '')),
    { runs: [], end: 'row', sides, flags },
  ];
}

/** In Excel's old format: every text a cell, spans as merged ranges. */
export function oldWorkbook(blocks: readonly FormBlock[]): Uint8Array {
  const rows: string[][] = [];
  const merges: xlsx.Range[] = [];
  for (const block of blocks) {
    if (block.kind === 'text') {
      rows.push([block.text]);
      continue;
    }
    for (const placed of placeInGrid(block.rows)) {
      const row: string[] = [];
      for (const { cell, isFirst } of placed) {
        const start = { r: rows.length, c: row.length };
        if (isFirst && cell.colSpan * cell.rowSpan > 1)
          merges.push({
            s: start,
            e: { r: start.r + cell.rowSpan - 1, c: start.c + cell.colSpan - 1 },
          });
        row.push(isFirst ? cell.text : '', ...new Array<string>(cell.colSpan - 1).fill(''));
      }
      rows.push(row);
    }
  }
  const sheet = xlsx.utils.aoa_to_sheet(rows);
  sheet['!merges'] = merges;
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, '年报');
  const bytes: ArrayBuffer = xlsx.write(book, { bookType: 'biff8', type: 'array' });
  return new Uint8Array(bytes);
}

const runs = (text: string): string =>
  Array.from(text, (one) => `<w:r><w:t xml:space="preserve">${one}</w:t></w:r>`).join('');

export const AS_FILES: Readonly<Record<string, Render>> = {
  'a page with spans': (blocks) => page(blocks, ({ text }) => escape(text)),
  'a page made by Word': (blocks) =>
    page(
      blocks,
      ({ text }) =>
        `<p class="MsoNormal">${Array.from(text, (one) => `<span lang="EN-US">${escape(one)}</span>`).join('')}<o:p>&nbsp;</o:p></p>`,
    ),
  'a PDF with ruled lines': asPdf,
  'paragraphs at pixels': asPixels,
  'a Word file': (blocks) => wordFile(blocks, wordCell),
  'a Word file of WPS': (blocks) =>
    wordFile(
      blocks,
      (text, properties) => `<w:tc><w:tcPr>${properties}</w:tcPr><w:p>${runs(text)}</w:p><w:p/></w:tc>`,
    ),
  'an old Word file': (blocks) =>
    aDoc(
      blocks.flatMap((block) =>
        block.kind === 'text' ? [docText(block.text)] : placeInGrid(block.rows).flatMap(docRow),
      ),
    ),
  'a workbook': async (blocks) => {
    const file = writeXlsxFile([
      {
        sheet: '年报',
        data: blocks.flatMap((block) =>
          block.kind === 'text'
            ? [[{ value: block.text, type: String }]]
            : placeInGrid(block.rows).map((row) =>
                row.flatMap(({ cell, isFirst }) => [
                  isFirst
                    ? {
                        value: cell.text,
                        type: String,
                        ...(cell.colSpan > 1 ? { columnSpan: cell.colSpan } : {}),
                        ...(cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
                      }
                    : null,
                  ...new Array<null>(cell.colSpan - 1).fill(null),
                ]),
              ),
        ),
      },
    ]);
    return new Uint8Array(await file.toBuffer());
  },
};
