import type { Piece, PieceCell } from '../block-list.ts';
import { markPicture } from '../pictured-cell.ts';
import { findChild, type TreeElement } from '../tree.ts';
import { chooseAlternative } from './word-alternative.ts';

type BlockReader = (parent: TreeElement) => Piece[];

/** `merge`: with the cell above; Word keeps the cells that were merged away, as empty ones. */
interface WordCell {
  readonly column: number;
  readonly colSpan: number;
  readonly merge: 'none' | 'begins' | 'goes-on';
  readonly pieces: readonly Piece[];
}

export function readWordTable(table: TreeElement, readBlocks: BlockReader): PieceCell[][] {
  const rows = listParts(table, 'tr')
    .filter((row) => !isDeleted(findChild(row, 'trPr'), 'del'))
    .map((row) => readRow(row, readBlocks));
  return rows.map((row, r) =>
    row
      .filter((cell) => cell.merge !== 'goes-on' || !findAbove(rows, r, cell))
      .map((cell) => ({ pieces: cell.pieces, colSpan: cell.colSpan, rowSpan: countRows(rows, r, cell) })),
  );
}

function readRow(row: TreeElement, readBlocks: BlockReader): WordCell[] {
  const cells: WordCell[] = [];
  const properties = findChild(row, 'trPr');
  let column = 0;
  const push = (colSpan: number, merge: WordCell['merge'], pieces: readonly Piece[]): void => {
    cells.push({ column, colSpan, merge, pieces });
    column += colSpan;
  };
  const before = readNumber(properties, 'gridBefore', 0);
  if (before > 0) push(before, 'none', []);
  for (const cell of listParts(row, 'tc')) {
    const about = findChild(cell, 'tcPr');
    if (isDeleted(about, 'cellDel')) continue;
    const colSpan = readNumber(about, 'gridSpan', 1);
    const last = cells.at(-1);
    if (last && findChild(about ?? cell, 'hMerge') && readMerge(about, 'hMerge') === 'goes-on') {
      cells[cells.length - 1] = { ...last, colSpan: last.colSpan + colSpan };
      column += colSpan;
    } else push(colSpan, readMerge(about, 'vMerge'), markPicture(cell, readBlocks(cell)));
  }
  return cells;
}

/** Rows of a table or cells of a row, through content controls and alternatives. */
function listParts(parent: TreeElement, name: string): TreeElement[] {
  return parent.children.flatMap((child) => {
    if (typeof child === 'string' || child.name.endsWith('Pr')) return [];
    if (child.name === name) return [child];
    if (WRAPPERS.has(child.name)) return listParts(child, name);
    return child.name === 'AlternateContent' ? listParts(chooseAlternative(child), name) : [];
  });
}

const WRAPPERS: ReadonlySet<string> = new Set([
  'sdt',
  'sdtContent',
  'customXml',
  'ins',
  'moveTo',
  'smartTag',
]);

const isDeleted = (properties: TreeElement | undefined, mark: string): boolean =>
  properties !== undefined && findChild(properties, mark) !== undefined;

function readMerge(properties: TreeElement | undefined, name: string): WordCell['merge'] {
  // Word 2003 writes the name in lower case.
  const merge = properties && (findChild(properties, name) ?? findChild(properties, name.toLowerCase()));
  if (!merge) return 'none';
  return merge.attributes['val'] === 'restart' ? 'begins' : 'goes-on';
}

function readNumber(properties: TreeElement | undefined, name: string, otherwise: number): number {
  const value = Number((properties && findChild(properties, name))?.attributes['val'] ?? otherwise);
  return Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
}

const hasSamePlace = (a: WordCell, b: WordCell): boolean => a.column === b.column && a.colSpan === b.colSpan;

const goesOn = (row: readonly WordCell[] | undefined, cell: WordCell): boolean =>
  row?.some((other) => other.merge === 'goes-on' && hasSamePlace(other, cell)) ?? false;

/** Whether a cell that goes on has one above it that began. */
function findAbove(rows: readonly (readonly WordCell[])[], r: number, cell: WordCell): boolean {
  for (let above = r - 1; above >= 0; above--) {
    const found = rows[above]?.find((other) => hasSamePlace(other, cell));
    if (found?.merge !== 'goes-on') return found?.merge === 'begins';
  }
  return false;
}

function countRows(rows: readonly (readonly WordCell[])[], r: number, cell: WordCell): number {
  if (cell.merge !== 'begins') return 1;
  let end = r + 1;
  while (goesOn(rows[end], cell)) end++;
  return end - r;
}
