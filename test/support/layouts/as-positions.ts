/** Blocks as texts at places: a PDF with ruled lines, a page of paragraphs at pixels. */
import { aPdf, type PdfPageContent } from '../a-pdf.ts';
import type { FormBlock, FormCell } from './form-blocks.ts';

interface PlacedText {
  readonly left: number;
  readonly top: number;
  readonly text: string;
  readonly size: number;
}
type Rule = readonly [number, number, number, number];

const LEFT = 40;
const WIDTH = 515;
const SIZE = 5;
const LINE = 7;
const PADDING = 2;

/** Columns of labels are wider than those of figures. */
function placeColumns(rows: readonly (readonly FormCell[])[]): number[] {
  const count = Math.max(...rows.map((row) => row.reduce((sum, { colSpan }) => sum + colSpan, 0)));
  const weights = Array.from({ length: count }, (_, i) =>
    count === 10 ? ([2, 3, 7][i] ?? 1.6) : count === 4 && i === 0 ? 2 : 1,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const edges = [LEFT];
  for (const weight of weights) edges.push(edges.at(-1)! + (weight / total) * WIDTH);
  return edges;
}

const measure = (text: string): number =>
  Array.from(text).reduce((sum, one) => sum + (one < '\u0100' ? 0.5 : 1), 0);

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const one of text) {
    const line = lines.at(-1)! + one;
    if (measure(line) * SIZE > width) lines.push(one);
    else lines[lines.length - 1] = line;
  }
  return lines;
}

function placeTable(
  rows: readonly (readonly FormCell[])[],
  start: number,
): { texts: PlacedText[]; rules: Rule[]; end: number } {
  const edges = placeColumns(rows);
  const texts: PlacedText[] = [];
  const rules: Rule[] = [];
  const open = new Map<number, { readonly cell: FormCell; readonly until: number }>();
  const placed: { cell: FormCell; row: number; column: number }[] = [];
  for (const [row, cells] of rows.entries()) {
    let column = 0;
    for (const cell of cells) {
      for (let over = open.get(column); over && over.until > row; over = open.get(column))
        column += over.cell.colSpan;
      placed.push({ cell, row, column });
      for (let i = 0; i < cell.colSpan; i++)
        open.set(column + i, { cell: { ...cell, colSpan: cell.colSpan - i }, until: row + cell.rowSpan });
      column += cell.colSpan;
    }
  }
  const heights = rows.map((_, row) =>
    Math.max(
      LINE,
      ...placed
        .filter((one) => one.row === row && one.cell.rowSpan === 1)
        .map(
          ({ cell, column }) =>
            wrap(cell.text, edges[column + cell.colSpan]! - edges[column]! - 2 * PADDING).length * LINE,
        ),
    ),
  );
  const tops = [start];
  for (const height of heights) tops.push(tops.at(-1)! + height + 2 * PADDING);
  for (const { cell, row, column } of placed) {
    const [left, right] = [edges[column]!, edges[column + cell.colSpan]!];
    const [top, bottom] = [tops[row]!, tops[Math.min(row + cell.rowSpan, rows.length)]!];
    rules.push(
      [left, top, right, top],
      [left, bottom, right, bottom],
      [left, top, left, bottom],
      [right, top, right, bottom],
    );
    const lines = wrap(cell.text, right - left - 2 * PADDING).filter((line) => line !== '');
    const from = (top + bottom - lines.length * LINE) / 2;
    for (const [i, line] of lines.entries())
      texts.push({ left: left + PADDING, top: from + i * LINE, text: line, size: SIZE });
  }
  return { texts, rules, end: tops.at(-1)! + LINE };
}

interface Page {
  readonly texts: PlacedText[];
  readonly rules: Rule[];
}

/** Each table begins on a page of its own. */
function placePages(blocks: readonly FormBlock[]): Page[] {
  let page: Page = { texts: [], rules: [] };
  const pages = [page];
  let top = 40;
  for (const block of blocks)
    if (block.kind === 'text') {
      if (top > 700) {
        page = { texts: [], rules: [] };
        pages.push(page);
        top = 40;
      }
      page.texts.push({ left: LEFT, top, text: block.text, size: 10 });
      top += 18;
    } else {
      if (block.rows.length > 12) {
        page = { texts: [], rules: [] };
        pages.push(page);
        top = 40;
      }
      const { texts, rules, end } = placeTable(block.rows, top);
      page.texts.push(...texts);
      page.rules.push(...rules);
      top = end + 10;
    }
  return pages;
}

export const asPdf = (blocks: readonly FormBlock[]): Uint8Array =>
  aPdf(placePages(blocks).map(({ texts, rules }): PdfPageContent => ({ texts, rules })));

/** As programs write a PDF's pages out. */
export const asPixels = (blocks: readonly FormBlock[]): Uint8Array =>
  new TextEncoder().encode(
    `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${placePages(blocks)
      .map(
        ({ texts }, i) =>
          `<div id="page${i + 1}-div" style="position:relative;width:892px;height:1262px;">${texts
            .map(
              ({ left, top, text }) =>
                `<p style="position:absolute;top:${Math.round(top * 1.5)}px;left:${Math.round(left * 1.5)}px;white-space:nowrap">${text}</p>`,
            )
            .join('\n')}</div>`,
      )
      .join('\n')}</body></html>`,
  );
