import type { Piece, PieceCell } from '../block-list.ts';
import { LIMITS } from '../limits.ts';
import { markPicture } from '../pictured-cell.ts';
import { findChild, type TreeElement } from '../tree.ts';
import { isHidden, NOT_READ } from './not-read.ts';

interface HtmlTable {
  readonly caption: TreeElement | undefined;
  readonly rows: readonly (readonly PieceCell[])[];
}

/** Rows through whatever wraps them: pages have forms between a table and its rows. */
export function readHtmlTable(table: TreeElement, readCell: (cell: TreeElement) => Piece[]): HtmlTable {
  const rows: PieceCell[][] = [];
  const visit = (element: TreeElement, row: PieceCell[] | undefined): void => {
    for (const child of element.children) {
      if (typeof child === 'string' || NOT_READ.has(child.name) || isHidden(child)) continue;
      if (child.name === 'tr') {
        const cells: PieceCell[] = [];
        rows.push(cells);
        visit(child, cells);
      } else if (child.name === 'td' || child.name === 'th') {
        const cells = row ?? startRow(rows);
        cells.push({
          pieces: markPicture(child, readCell(child)),
          colSpan: readSpan(child.attributes['colspan']),
          // 0 reaches down to the end of the table.
          rowSpan:
            child.attributes['rowspan'] === '0' ? LIMITS.gridCells : readSpan(child.attributes['rowspan']),
        });
      } else if (child.name !== 'caption' && child.name !== 'table') visit(child, row);
    }
  };
  visit(table, undefined);
  return { caption: findChild(table, 'caption'), rows };
}

function startRow(rows: PieceCell[][]): PieceCell[] {
  const row: PieceCell[] = [];
  rows.push(row);
  return row;
}

function readSpan(stated: string | undefined): number {
  const span = Number.parseInt(stated ?? '1', 10);
  return span >= 1 ? span : 1;
}
