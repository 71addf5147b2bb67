/** Tables put together cell by cell, as documents and pages state them. */
import type { Doubt, LayoutCell, LayoutTable, SourcePlace } from '../domain/convert/layout.ts';
import { LIMITS } from './limits.ts';
import { RefusedError } from './refused.ts';
import { tidyText } from './tidy-text.ts';

export interface RawCell {
  readonly text: string;
  readonly colSpan: number;
  readonly rowSpan: number;
  readonly doubt?: Doubt | undefined;
}

/**
 * A table of rows of cells, each where the cells above and left of it leave room: spans never leave the table. `undefined`
 * where no cell says anything.
 */
export function makeTable(
  rawRows: readonly (readonly RawCell[])[],
  place: SourcePlace,
  budget: GridBudget,
): LayoutTable | undefined {
  /** By column: how many rows more the cell above reaches down. */
  const covered: number[] = [];
  const rows = rawRows.map((raw, r) => {
    const row: LayoutCell[] = [];
    let column = 0;
    for (const cell of raw) {
      while ((covered[column] ?? 0) > 0) column++;
      const rowSpan = clamp(cell.rowSpan, rawRows.length - r);
      const colSpan = clamp(cell.colSpan, LIMITS.columns);
      budget.spend(rowSpan * colSpan);
      row.push({
        text: tidyText(cell.text),
        colSpan,
        rowSpan,
        place: { ...place, row: r + 1, column: column + 1 },
        ...(cell.doubt && { doubt: cell.doubt }),
      });
      for (let i = 0; i < colSpan; i++) covered[column + i] = rowSpan;
      column += colSpan;
    }
    for (let i = 0; i < covered.length; i++) covered[i] = Math.max(0, (covered[i] ?? 0) - 1);
    return row;
  });
  if (rows.every((row) => row.every(({ text }) => text === ''))) return undefined;
  return { kind: 'table', rows, place };
}

const clamp = (span: number, most: number): number =>
  Number.isSafeInteger(span) && span >= 1 ? Math.min(span, most) : 1;

/** What all tables of a file may cover together. */
export class GridBudget {
  #left: number = LIMITS.gridCells;

  spend(cells: number): void {
    this.#left -= cells;
    if (this.#left < 0) throw new RefusedError('bomb', `more than ${LIMITS.gridCells} cells`);
  }
}
