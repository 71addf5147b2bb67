/** The form as rows of cells, as a person sees it: where the arrows lead, and where a pasted block comes to lie. Pure. */
import { CATALOGUES, type Cell, type Edition } from '../../../shared/domain/form/catalogue.ts';
import type { NewValue } from '../filing-draft.ts';
import { readTypedNumber } from '../../../shared/domain/convert/typed-number.ts';

type Grid = readonly (readonly Cell[])[];

/** Table 二, table 三, and the one printed row of table 四. */
const GRIDS: Readonly<Record<Edition, readonly Grid[]>> = {
  '2019': gridsOf('2019'),
  '2021': gridsOf('2021'),
};

function gridsOf(edition: Edition): readonly Grid[] {
  const { rows } = CATALOGUES[edition];
  const cellsOf = (table: string): Grid =>
    rows.filter((row) => row.table === table).map(({ cells }) => cells);
  return [
    cellsOf('proactive'),
    cellsOf('applications'),
    [[...cellsOf('reconsideration'), ...cellsOf('litigation')].flat()],
  ];
}

interface Spot {
  readonly table: number;
  readonly row: number;
  readonly column: number;
}

function findSpot(edition: Edition, path: string): Spot | undefined {
  for (const [table, grid] of GRIDS[edition].entries())
    for (const [row, cells] of grid.entries()) {
      const column = cells.findIndex((cell) => cell.path === path);
      if (column >= 0) return { table, row, column };
    }
  return undefined;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The cell that a move leads to; undefined at the form's edges. A shorter row is entered at its last cell. */
export function moveFrom(edition: Edition, path: string, direction: Direction): string | undefined {
  const spot = findSpot(edition, path);
  if (!spot) return undefined;
  const rows = GRIDS[edition].flat();
  const cells = rows.flat();
  const step = direction === 'up' || direction === 'left' ? -1 : 1;
  if (direction === 'left' || direction === 'right')
    return cells[cells.findIndex((cell) => cell.path === path) + step]?.path;
  const next = rows[rows.findIndex((row) => row.some((cell) => cell.path === path)) + step];
  return next?.[Math.min(spot.column, next.length - 1)]?.path;
}

/** A block as a spreadsheet copies it; undefined where it is a single value. */
export function parseBlock(text: string): readonly (readonly string[])[] | undefined {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  const rows = lines.map((line) => line.split('\t').map((value) => value.trim()));
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1 ? rows : undefined;
}

interface LaidBlock {
  readonly news: readonly NewValue[];
  /** Values that found no cell. */
  readonly left: number;
}

/** A block laid over the cells of one table from a cell on. What is no number stays as it is written. */
export function layBlock(edition: Edition, from: string, block: readonly (readonly string[])[]): LaidBlock {
  const spot = findSpot(edition, from);
  const grid = spot ? (GRIDS[edition][spot.table] ?? []) : [];
  const { row = 0, column = 0 } = spot ?? {};
  const news: NewValue[] = [];
  let left = 0;
  block.forEach((values, r) => {
    values.forEach((value, c) => {
      const cell = grid[row + r]?.[column + c];
      if (cell) news.push({ path: cell.path, to: tidyNumber(value, cell) });
      else if (value !== '') left++;
    });
  });
  return { news, left };
}

/** What was typed as the document writes it, where it is a number; else as it was typed. */
export function tidyNumber(typed: string, { column }: Cell): string {
  const read = readTypedNumber(typed, column.kind);
  return read.kind === 'number' ? read.text : read.kind === 'empty' ? '' : typed;
}
