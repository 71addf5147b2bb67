/**
 * Figures form a commutative monoid: one report's, a district's and the nation's are values of one type, and
 * a region's are the sum of its children's. Money is added in fen, so every sum is exact.
 */
import { CATALOGUES, DECIMALS, type CellKind, type Edition, type Row } from './catalogue.ts';

export interface Figures {
  readonly edition: Edition;
  /** Laid out by `CATALOGUES[edition]`; counts, and money in fen. */
  readonly cells: Float64Array;
}

export function noFigures(edition: Edition): Figures {
  return { edition, cells: new Float64Array(CATALOGUES[edition].width) };
}

/** The sum of any number of figure sets of one edition. Throws RangeError where a sum leaves the exact integers. */
export function addFigures(edition: Edition, summands: Iterable<Figures>): Figures {
  const sum = new Float64Array(CATALOGUES[edition].width);
  for (const { edition: other, cells } of summands) {
    if (other !== edition) throw new RangeError(`figures of edition ${other} cannot be added to ${edition}`);
    for (let i = 0; i < sum.length; i++) sum[i]! += cells[i]!;
  }
  for (const cell of sum) {
    if (!Number.isSafeInteger(cell)) throw new RangeError('a sum of figures exceeds 2^53');
  }
  return { edition, cells: sum };
}

export function equalFigures(a: Figures, b: Figures): boolean {
  return a.edition === b.edition && a.cells.every((value, i) => value === b.cells[i]);
}

/** The value of a cell by its JSON Pointer, in the cell's unit; `undefined` where the edition has no such cell. */
export function readFigure(figures: Figures, path: string): number | undefined {
  const cell = CATALOGUES[figures.edition].cellByPath.get(path);
  return cell && fromStored(cell.column.kind, figures.cells[cell.index]!);
}

/** Stored integer → the number that the document states (fen → yuan or 10 000 yuan). */
export function fromStored(kind: CellKind, stored: number): number {
  return DECIMALS[kind] === 0 ? stored : stored / 10 ** DECIMALS[kind];
}

/** The number that the document states → stored integer. The nearest one: the decoder has checked the decimals. */
export function toStored(kind: CellKind, stated: number): number {
  return DECIMALS[kind] === 0 ? stated : Math.round(stated * 10 ** DECIMALS[kind]);
}

export interface NestedFigures {
  [key: string]: number | NestedFigures;
}

/** The figures as the document nests them: `{proactive: …, applications: {received: {naturalPerson: 1, …}}, …}`. */
export function nestFigures(figures: Figures): NestedFigures {
  const root: NestedFigures = {};
  for (const row of CATALOGUES[figures.edition].rows) {
    let node = root;
    for (const key of row.path.slice(1).split('/')) {
      const next = (node[key] ??= {});
      if (typeof next === 'number') throw new TypeError(`${row.path} is both a cell and a row`);
      node = next;
    }
    for (const { index, column } of row.cells)
      node[column.key] = fromStored(column.kind, figures.cells[index]!);
  }
  return root;
}

/** A row's stored values in the form's order. */
export function readRow(figures: Figures, row: Row): number[] {
  return row.cells.map((cell) => figures.cells[cell.index]!);
}

/** The reports of the year before that a report continues. */
export interface YearBefore {
  /** The agency's own, in force. */
  readonly previous: Figures | undefined;
  /**
   * Where others were merged into the agency: their figures, and its own where it reported before; `undefined` for one
   * that has none in force. The agency opens with the sum of the cases that they carried out.
   */
  readonly openers?: readonly (Figures | undefined)[];
}
