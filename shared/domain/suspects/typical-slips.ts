/**
 * The typical slips that touch several cells of table 三, looked for from what they leave behind. Each is tried as a
 * whole: it counts only if it mends all that fails, and breaks nothing.
 */
import type { Cure, Problem } from './equation-problem.ts';
import type { Part } from '../form/sum-equations.ts';
import type { Slip } from '../findings/suspect.ts';

export interface SlipFound {
  readonly slip: Slip;
  readonly cure: Cure;
}

/** Shorter ones can't be told from two figures that are wrong for themselves. */
const MIN_SHIFTED = 3;

export function findTypicalSlips(problem: Problem): SlipFound[] {
  const found: SlipFound[] = [];
  const attempt = (slip: Slip, cure: Cure): void => {
    const changes = cure
      .filter(({ cell, value }) => value !== problem.valueOf(cell))
      .toSorted((a, b) => a.cell - b.cell);
    if (changes.length > 1 && problem.isSolvedBy(changes)) found.push({ slip, cure: changes });
  };
  const marks = marksOf(problem);
  swapped(problem, marks, attempt);
  shifted(problem, marks, attempt);
  totalsLeft(problem, attempt);
  rowsForgotten(problem, attempt);
  organisationsForgotten(problem, attempt);
  return found;
}

type Attempt = (slip: Slip, cure: Cure) => void;

/** Places, among the rows and the columns, where something fails. */
interface Marks {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

function marksOf(problem: Problem): Marks {
  const { rows } = problem.sums;
  const failing = problem.failing().map((i) => problem.equation(i));
  const rowOf = new Map(rows.map((row, i) => [row.at(-1), i]));
  const width = rows[0]?.length ?? 0;
  return {
    rows: failing.flatMap(({ rule, stated }) => (rule === 'A1' ? (rowOf.get(stated) ?? []) : [])),
    // The stated cell of A2 and A3 is in the equation's column.
    columns: [
      ...new Set(failing.flatMap(({ rule, stated }) => (rule === 'A1' ? [] : stated % width))),
    ].toSorted((a, b) => a - b),
  };
}

const between = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/** Places of two neighbours that hold all the marks: the first of each pair. */
function pairsAround(marks: readonly number[], length: number): number[] {
  const [first = 0, last = length] = marks.length === 0 ? [] : [marks[0], marks.at(-1)];
  return between(Math.max(0, last - 1), Math.min(first, length - 2));
}

/** The places that hold all the marks by themselves. */
function placesOf(marks: readonly number[], length: number): readonly number[] {
  if (marks.length > 1) return [];
  return marks.length === 1 ? marks : between(0, length - 1);
}

function swapped(problem: Problem, { rows, columns }: Marks, attempt: Attempt): void {
  const { rows: form, resultsTotal } = problem.sums;
  const exchange = (a: number | undefined, b: number | undefined): void => {
    if (a === undefined || b === undefined) return;
    attempt('swapped', [
      { cell: a, value: problem.valueOf(b) },
      { cell: b, value: problem.valueOf(a) },
    ]);
  };
  for (const r of placesOf(rows, form.length))
    for (const c of pairsAround(columns, resultsTotal.length)) exchange(form[r]?.[c], form[r]?.[c + 1]);
  for (const c of placesOf(columns, resultsTotal.length))
    for (const r of pairsAround(rows, form.length)) exchange(form[r]?.[c], form[r + 1]?.[c]);
}

/**
 * A shift runs from the vacated place, which holds 0, to the one whose figure was lost: only that has to be worked out.
 * Both ends are where something fails, as a shift that changes nothing can't be seen.
 */
function shifted(problem: Problem, marks: Marks, attempt: Attempt): void {
  const { rows } = problem.sums;
  const [firstColumn = 0, lastColumn = -1] = [marks.columns[0], marks.columns.at(-1)];
  for (const r of placesOf(marks.rows, rows.length))
    moveBack(problem, rows[r]?.slice(firstColumn, lastColumn + 1) ?? [], attempt);
  const [firstRow = 0, lastRow = -1] = [marks.rows[0], marks.rows.at(-1)];
  for (const c of placesOf(marks.columns, rows[0]?.length ?? 0))
    moveBack(
      problem,
      rows.slice(firstRow, lastRow + 1).flatMap((row) => row[c] ?? []),
      attempt,
    );
}

function moveBack(problem: Problem, line: readonly number[], attempt: Attempt): void {
  if (line.length < MIN_SHIFTED) return;
  for (const cells of [line, line.toReversed()]) {
    const [vacated] = cells;
    const lost = cells.at(-1);
    if (vacated === undefined || lost === undefined || problem.valueOf(vacated) !== 0) continue;
    const moved = cells
      .slice(0, -1)
      .map((cell, i) => ({ cell, value: problem.valueOf(cells[i + 1] ?? cell) }));
    attempt('shifted', [...moved, ...workedOut(problem, moved, 'A1', [lost])]);
  }
}

/** What the cells must hold for their equation of this rule to hold, once the other changes are made. */
function workedOut(problem: Problem, others: Cure, rule: 'A1' | 'A3', cells: readonly number[]): Cure {
  for (const { cell, value } of others) problem.change(cell, value - problem.valueOf(cell));
  const cure = cells.flatMap((cell) => {
    const part = partIn(problem, rule, cell);
    return part ? [{ cell, value: problem.valueOf(cell) + problem.missing(part) }] : [];
  });
  for (const { cell, value } of others) problem.change(cell, problem.valueOf(cell) - value);
  return cure;
}

function partIn(problem: Problem, rule: 'A1' | 'A3', cell: number): Part | undefined {
  return problem.partsOf(cell).find(({ equation }) => problem.equation(equation).rule === rule);
}

/** Cells that state a sum which fails by this rule. */
function statedWrong(problem: Problem, rule: 'A1' | 'A3'): number[] {
  return problem.failing().flatMap((i) => {
    const equation = problem.equation(i);
    return equation.rule === rule ? [equation.stated] : [];
  });
}

/** Totals at 0 beside figures: of rows, of the results' columns, or both. */
function totalsLeft(problem: Problem, attempt: Attempt): void {
  const isLeft = (cell: number): boolean => problem.valueOf(cell) === 0;
  const ofRows = statedWrong(problem, 'A1').filter(isLeft);
  const ofColumns = statedWrong(problem, 'A3').filter(isLeft);
  const rows = workedOut(problem, [], 'A1', ofRows);
  const columns = workedOut(problem, [], 'A3', ofColumns);
  const grandTotal = problem.sums.resultsTotal.at(-1);
  const applicants = columns.filter(({ cell }) => cell !== grandTotal);
  attempt('total-left', rows);
  attempt('total-left', columns);
  attempt('total-left', [...rows.filter(({ cell }) => cell !== grandTotal), ...columns]);
  attempt('total-left', [
    ...applicants,
    ...workedOut(problem, applicants, 'A1', [
      ...new Set([...ofRows, ...(grandTotal === undefined ? [] : [grandTotal])]),
    ]),
  ]);
}

/** The results' totals without one of the rows, or the rows' totals without one of the columns. */
function rowsForgotten(problem: Problem, attempt: Attempt): void {
  const { rows, results, resultsTotal } = problem.sums;
  const add = (cell: number, forgotten: number | undefined) => ({
    cell,
    value: problem.valueOf(cell) + (forgotten === undefined ? 0 : problem.valueOf(forgotten)),
  });
  const wrongColumns = new Set(statedWrong(problem, 'A3'));
  const firstWrong = resultsTotal.findIndex((cell) => wrongColumns.has(cell));
  const [wanted] = workedOut(problem, [], 'A3', resultsTotal.slice(firstWrong, firstWrong + 1));
  if (wrongColumns.size > 0 && wanted)
    for (const row of results)
      // Most rows are told apart by one figure.
      if (add(wanted.cell, row[firstWrong]).value === wanted.value)
        attempt(
          'row-forgotten',
          resultsTotal.flatMap((cell, c) => (wrongColumns.has(cell) ? [add(cell, row[c])] : [])),
        );
  const wrongRows = new Set(statedWrong(problem, 'A1'));
  if (wrongRows.size > 0)
    for (const c of resultsTotal.keys())
      attempt(
        'row-forgotten',
        rows.flatMap((row) => {
          const total = row.at(-1);
          return total !== undefined && total !== row[c] && wrongRows.has(total) ? [add(total, row[c])] : [];
        }),
      );
}

/** All that was handled stands under natural persons, in the results' total only; the organisations have 0 there. */
function organisationsForgotten(problem: Problem, attempt: Attempt): void {
  const { resultsTotal } = problem.sums;
  const [naturalPersons] = resultsTotal;
  const cure = workedOut(problem, [], 'A3', statedWrong(problem, 'A3'));
  const onlyOrganisationsAtZero = cure.every(
    ({ cell }) => cell === naturalPersons || problem.valueOf(cell) === 0,
  );
  if (onlyOrganisationsAtZero && cure.some(({ cell }) => cell === naturalPersons))
    attempt('organisations-forgotten', cure);
}
