/** A page as tables and lines of text, in the order in which they stand. */
import type { EdgeCell } from '../edge-cells.ts';
import { groupInLines, joinLine, type Placed } from '../lines-from-positions.ts';
import { cutText, measureDigits } from './cut-text.ts';
import type { RuledCell, RuledTable } from './ruled-table.ts';
import type { Rule } from './rules.ts';

export interface PageTable {
  readonly kind: 'table';
  readonly page: number;
  readonly top: number;
  readonly left: number;
  readonly right: number;
  readonly rowCount: number;
  readonly cells: readonly EdgeCell[];
}

export interface PageLine {
  readonly kind: 'line';
  readonly page: number;
  readonly top: number;
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly text: string;
}

export interface Page {
  readonly number: number;
  readonly height: number;
  readonly texts: readonly Placed[];
  readonly tables: readonly RuledTable[];
  readonly loose: readonly Rule[];
}

type CellText = Placed & { readonly isTorn: boolean };

export function arrangePage(page: Page): (PageTable | PageLine)[] {
  const inCells = new Map<RuledCell, CellText[]>();
  const outside: Placed[] = [];
  const digit = measureDigits(page.texts);
  for (const text of page.texts) {
    const middle = text.top + text.height / 2;
    const table = page.tables.find((candidate) => holds(candidate, text.left + text.width / 2, middle));
    if (!table) outside.push(text);
    else
      for (const part of cutText(text, findSides(table, middle), digit))
        place(part, table, middle, inCells, outside);
  }
  const tables = page.tables.map((table): PageTable => ({
    kind: 'table',
    page: page.number,
    top: table.top,
    left: table.left,
    right: table.right,
    rowCount: table.rowCount,
    cells: table.cells.map((cell) => readCell(cell, inCells.get(cell) ?? [], page.loose)),
  }));
  const lines = groupInLines(outside).flatMap((items): PageLine[] => {
    const line: PageLine = {
      kind: 'line',
      page: page.number,
      top: Math.min(...items.map(({ top }) => top)),
      left: Math.min(...items.map(({ left }) => left)),
      right: Math.max(...items.map(({ left, width }) => left + width)),
      height: Math.max(...items.map(({ height }) => height)),
      text: joinLine(items),
    };
    return isPageNumber(line, page.height) ? [] : [line];
  });
  return [...tables, ...lines].toSorted((a, b) => a.top - b.top);
}

const holds = ({ left, right, top, bottom }: RuledTable | RuledCell, x: number, y: number): boolean =>
  left <= x && x <= right && top <= y && y <= bottom;

/** The sides of the cells at a height. */
const findSides = ({ cells }: RuledTable, y: number): number[] =>
  [...new Set(cells.filter(({ top, bottom }) => top <= y && y <= bottom).map(({ left }) => left))].sort(
    (a, b) => a - b,
  );

function place(
  text: CellText,
  table: RuledTable,
  middle: number,
  inCells: Map<RuledCell, CellText[]>,
  outside: Placed[],
): void {
  const cell = table.cells.find((candidate) => holds(candidate, text.left + text.width / 2, middle));
  if (cell) inCells.set(cell, [...(inCells.get(cell) ?? []), text]);
  else outside.push(text);
}

function readCell(cell: RuledCell, texts: readonly CellText[], loose: readonly Rule[]): EdgeCell {
  const isStruck = texts.some((text) => loose.some((rule) => strikes(rule, text)));
  const lines = groupInLines(texts);
  const { text, isBroken } = joinLines(lines, cell);
  const isTorn = cell.isTorn || isBroken || texts.some((part) => part.isTorn);
  const { left, right, row, rowSpan } = cell;
  return { left, right, row, rowSpan, text, doubt: isStruck ? 'revision' : isTorn ? 'torn' : undefined };
}

/** A line through a text: it was deleted, and is shown all the same. */
const strikes = (rule: Rule, { top, left, width, height }: Placed): boolean =>
  rule.at > top + height * 0.35 &&
  rule.at < top + height * 0.75 &&
  rule.from < left + width - 1 &&
  left + 1 < rule.to;

/** A figure that fills its cell goes on in the next line. */
function joinLines(
  lines: readonly (readonly Placed[])[],
  cell: RuledCell,
): { readonly text: string; readonly isBroken: boolean } {
  let text = '';
  let isBroken = false;
  for (const [i, items] of lines.entries()) {
    const line = joinLine(items);
    const above = lines[i - 1];
    const goesOn =
      above !== undefined && /[\d０-９]$/u.test(text) && /^[\d０-９.]+$/u.test(line) && fills(above, cell);
    isBroken ||= goesOn;
    text += text === '' || goesOn ? line : `\n${line}`;
  }
  return { text, isBroken };
}

/** Borders keep some distance from their text; one more digit had no room. */
const DISTANCE = 11;

function fills(items: readonly Placed[], { left, right }: RuledCell): boolean {
  const [from, to] = [
    Math.min(...items.map((item) => item.left)),
    Math.max(...items.map((item) => item.left + item.width)),
  ];
  const digit = Math.max(...items.map(({ height }) => height)) / 2;
  return to - from + digit > right - left - DISTANCE;
}

const EDGE = 0.12;

function isPageNumber({ text, top, height }: PageLine, pageHeight: number): boolean {
  const isAtEdge = top < pageHeight * EDGE || top + height > pageHeight * (1 - EDGE);
  return isAtEdge && /^(?:[-—–－―·.\s]*\d{1,3}[-—–－―·.\s]*|第\s*\d+\s*页.*|\d+\s*\/\s*\d+)$/u.test(text);
}
