/** Table three as a whole: of each row's readings the one that all sums leave (A1, A2, A3). */
import { trimSlots, type RowReading } from './row-reading.ts';
import { countFailures, solveSums, type ColumnEquation } from './solve-sums.ts';
import { addsUp, listReadings, type Values } from './split-figures.ts';

export interface OpenRow extends RowReading {
  readonly readings: readonly Values[];
}

const COLUMNS = 7;
/** So many are worth choosing from. */
export const MAX_CANDIDATES = 12;

/** More nobody compares one by one: such a row is asked about. */
const MAX_RIVALS = 2000;

const keyAfter = (row: RowReading): string => row.row.path.replace('/applications/', '');

/** `rows` in the form's order; what is settled or asked already stays so. */
export function settleApplications(rows: readonly OpenRow[]): RowReading[] {
  const first = rows.map(settleAlone);
  const readable = first.map(({ values, readings }) => (values ? [values] : readings));
  const equations = listEquations(rows, (row) => readable[row]!.length > 0);
  const solution = solveSums(
    readable.map((readings) => (readings.length > 0 ? readings : [new Array<number>(COLUMNS).fill(0)])),
    equations,
  );
  const isSolved = solution.isComplete && solution.possible.some((readings) => readings.length > 0);
  return first
    .map((row, i) => {
      if (row.values !== undefined || row.why !== undefined) return row;
      const possible = isSolved ? solution.possible[i]! : row.readings;
      if (possible.length === 1 && isSolved) return { ...row, values: possible[0] };
      return { ...row, why: 'several-readings' as const, candidates: possible.slice(0, MAX_CANDIDATES) };
    })
    .map((row, i, settled) => doubtAgainstColumns(row, i, settled, rows[i]!, equations));
}

/** By its own sum. Where none of its readings adds up, its total is wrong in the source: one reading alone is what it says. */
function settleAlone(row: OpenRow): OpenRow {
  if (row.values !== undefined || row.why !== undefined) return row;
  const fitting = row.readings.filter(addsUp);
  if (row.isLoose === true && addsUpWithBlanks(row))
    return { ...row, why: 'partly-blank', candidates: fitting.slice(0, MAX_CANDIDATES) };
  if (fitting.length === 1) return { ...row, values: fitting[0] };
  if (fitting.length > 1) return { ...row, readings: fitting };
  if (row.readings.length === 1 && row.isLoose !== true) return { ...row, values: row.readings[0] };
  return { ...row, why: 'no-reading', candidates: row.readings.slice(0, MAX_CANDIDATES) };
}

/** Whether fewer figures, the other cells blank, add up as well. */
function addsUpWithBlanks({ group, row }: OpenRow): boolean {
  const kinds = row.cells.map(({ column }) => column.kind);
  const slots = trimSlots(group?.slots ?? [], kinds.length);
  for (let count = slots.length; count < kinds.length; count++) {
    if (listReadings(slots, kinds.slice(0, count))?.some(addsUp) === true) return true;
  }
  return false;
}

/** A3 and A2 over every column; those that need a row that can't be read say nothing. */
function listEquations(rows: readonly RowReading[], isReadable: (row: number) => boolean): ColumnEquation[] {
  const places = new Map(rows.map((row, i) => [keyAfter(row), i]));
  const place = (key: string): number => places.get(key) ?? -1;
  const total = place('results/total');
  const results = rows.flatMap((row, i) =>
    keyAfter(row).startsWith('results/') && i !== total ? [{ row: i, sign: 1 as const }] : [],
  );
  const terms = [
    [...results, { row: total, sign: -1 as const }],
    [
      { row: place('received'), sign: 1 as const },
      { row: place('carriedIn'), sign: 1 as const },
      { row: total, sign: -1 as const },
      { row: place('carriedOut'), sign: -1 as const },
    ],
  ].filter((some) => some.every(({ row }) => row >= 0 && isReadable(row)));
  return Array.from({ length: COLUMNS }, (_, column) =>
    terms.map((some) => ({ column, terms: some })),
  ).flat();
}

/**
 * A row that was parted by its own sum, in a table whose columns fail: the sum itself may be what is wrong in the source. Another
 * way to part it that leaves no more to be wrong makes it doubtful.
 */
function doubtAgainstColumns(
  row: RowReading,
  place: number,
  rows: readonly RowReading[],
  source: OpenRow,
  equations: readonly ColumnEquation[],
): RowReading {
  if (row.values === undefined || row.isParted !== true || source.readings.length < 2) return row;
  const touching = equations.filter(({ terms }) => terms.some((term) => term.row === place));
  const known = touching.filter(({ terms }) => terms.every((term) => rows[term.row]!.values !== undefined));
  const count = (values: Values): number =>
    countFailures(
      rows.map((other, i) => (i === place ? values : (other.values ?? values))),
      known,
    ) + (addsUp(values) ? 0 : 1);
  const failures = count(row.values);
  // Columns that can't be added up confirm nothing.
  const unconfirmed = known.length < touching.length ? 1 : 0;
  if (failures + unconfirmed === 0) return row;
  const near = source.readings.length > MAX_RIVALS ? [] : source.readings;
  const rivals = near.filter((values) => values !== row.values && count(values) <= failures + unconfirmed);
  return rivals.length === 0 && near.length > 0
    ? row
    : {
        ...row,
        values: undefined,
        why: 'several-readings',
        candidates: [row.values, ...rivals].slice(0, MAX_CANDIDATES),
      };
}
