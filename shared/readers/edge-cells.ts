/** Cells that are known by where their sides lie, not by columns. */
import type { Doubt } from '../domain/convert/layout.ts';
import type { RawCell } from './grid.ts';

export interface EdgeCell {
  readonly left: number;
  readonly right: number;
  readonly row: number;
  readonly rowSpan: number;
  readonly text: string;
  readonly doubt?: Doubt | undefined;
}

/** Rows of cells, whose columns are all sides that any row has. `same`: nearer sides are one. */
export function arrangeCells(cells: readonly EdgeCell[], rowCount: number, same: number): RawCell[][] {
  const borders: number[] = [];
  for (const side of cells.flatMap(({ left, right }) => [left, right]).sort((a, b) => a - b)) {
    if (borders.length === 0 || side - (borders.at(-1) ?? 0) > same) borders.push(side);
  }
  const findColumn = (side: number): number => borders.findLastIndex((border) => border <= side + 0.01);
  const rows: RawCell[][] = Array.from({ length: rowCount }, () => []);
  for (const { left, right, row, rowSpan, text, doubt } of cells.toSorted((a, b) => a.left - b.left)) {
    const colSpan = Math.max(1, findColumn(right) - findColumn(left));
    rows[row]?.push({ text, colSpan, rowSpan, doubt });
  }
  return rows;
}
