/**
 * A1–A4 as equations over the flat cells: each is Σ sign × cell = 0. `checkSums` holds a report to them; here they are
 * taken apart, cell by cell, to find out which one breaks them.
 */
import { APPLICANT_COUNT, CATALOGUES, MAX_COUNT, type Cell, type Edition, type Row } from './catalogue.ts';

interface Term {
  /** Where the cell lies in `Figures.cells`. */
  readonly cell: number;
  readonly sign: 1 | -1;
}

export interface Equation {
  readonly rule: 'A1' | 'A2' | 'A3' | 'A4';
  /** The cell that states the sum, and its JSON Pointer: the place of the finding. */
  readonly stated: number;
  readonly path: string;
  /** The stated cell is the last. */
  readonly terms: readonly Term[];
}

/** A cell's part in an equation. */
export interface Part {
  readonly equation: number;
  readonly sign: 1 | -1;
}

/** What an edition's sums are made of. Rows are the indices of their cells. */
export interface Sums {
  readonly equations: readonly Equation[];
  /** By cell. */
  readonly parts: readonly (readonly Part[])[];
  /** Table 三, from `received` to `carriedOut`. */
  readonly rows: readonly (readonly number[])[];
  /** The rows that `resultsTotal` adds up. */
  readonly results: readonly (readonly number[])[];
  readonly resultsTotal: readonly number[];
  /** Cells that state a sum of A1, A3 or A4. */
  readonly totals: ReadonlySet<number>;
  readonly pathOf: ReadonlyMap<number, string>;
  /** The equations of table 三, and each of A4: none has a cell of another. */
  readonly tables: readonly (readonly number[])[];
  /** By equation: those that it shares a cell with. */
  readonly neighbours: readonly ReadonlySet<number>[];
}

export const SUMS: Readonly<Record<Edition, Sums>> = { '2019': sumsOf('2019'), '2021': sumsOf('2021') };

function sumsOf(edition: Edition): Sums {
  const { rows: allRows, rowByPath, cells: allCells, width } = CATALOGUES[edition];
  const applications = allRows.filter(({ table }) => table === 'applications');
  const results = applications.filter(({ key }) => key.startsWith('results.') && key !== 'results.total');
  const row = (key: string): Row => {
    const found = rowByPath.get(`/applications/${key}`);
    if (!found) throw new RangeError(`no row ${key}`);
    return found;
  };
  const [received, carriedIn, total, carriedOut] = [
    row('received'),
    row('carriedIn'),
    row('results/total'),
    row('carriedOut'),
  ];
  const columns = Array.from({ length: APPLICANT_COUNT }, (_, i) => i);
  const equations: Equation[] = [
    ...applications.map(({ cells }) => statedSum('A1', cells)),
    ...columns.map((i) =>
      statedSum(
        'A3',
        [...results, total].flatMap(({ cells }) => cells[i] ?? []),
      ),
    ),
    ...columns.map((i) =>
      statedSum(
        'A2',
        [received, carriedIn, total, carriedOut].flatMap(({ cells }) => cells[i] ?? []),
        2,
      ),
    ),
    ...allRows
      .filter(({ table }) => table === 'reconsideration' || table === 'litigation')
      .map(({ cells }) => statedSum('A4', cells)),
  ];
  const parts: Part[][] = Array.from({ length: width }, () => []);
  for (const [equation, { terms }] of equations.entries())
    for (const { cell, sign } of terms) parts[cell]?.push({ equation, sign });
  const numbered = equations.map((equation, i) => ({ ...equation, i }));
  return {
    equations,
    parts,
    rows: applications.map(indices),
    results: results.map(indices),
    resultsTotal: indices(total),
    totals: new Set(equations.filter(({ rule }) => rule !== 'A2').map(({ stated }) => stated)),
    pathOf: new Map(allCells.map(({ index, path }) => [index, path])),
    tables: [
      numbered.filter(({ rule }) => rule !== 'A4').map(({ i }) => i),
      ...numbered.filter(({ rule }) => rule === 'A4').map(({ i }) => [i]),
    ],
    neighbours: equations.map(
      ({ terms }) =>
        new Set(terms.flatMap(({ cell }) => (parts[cell] ?? []).map(({ equation }) => equation))),
    ),
  };
}

function indices({ cells }: Row): number[] {
  return cells.map(({ index }) => index);
}

/** The first `added` cells, by default all but the last, are added; the others are what they must be equal to. */
function statedSum(rule: Equation['rule'], cells: readonly Cell[], added = cells.length - 1): Equation {
  const last = cells.at(-1);
  if (!last) throw new RangeError('a sum of nothing');
  return {
    rule,
    stated: last.index,
    path: last.path,
    terms: cells.map(({ index }, i) => ({ cell: index, sign: i < added ? 1 : -1 })),
  };
}

/** By how much each equation fails: 0 where it holds, NaN where one of its cells could not be read. */
export function computeResiduals({ equations }: Sums, cells: Float64Array): Float64Array {
  const residuals = new Float64Array(equations.length);
  for (const [i, { terms }] of equations.entries())
    for (const { cell, sign } of terms) residuals[i]! += sign * (cells[cell] ?? Number.NaN);
  return residuals;
}

/** Whether a cell can hold it. */
export function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_COUNT;
}
