/**
 * Choosing a reading for every row so that all equations hold: what one row's sum leaves open, the whole table decides. Rows
 * are numbered; an equation is Σ sign × row's cell = 0 over one column each.
 */
import type { Values } from './split-figures.ts';

export interface ColumnEquation {
  readonly column: number;
  readonly terms: readonly { readonly row: number; readonly sign: 1 | -1 }[];
}

interface Solution {
  /** By row: the readings that some solution has. */
  readonly possible: readonly (readonly Values[])[];
  /** Whether the search came to its end. */
  readonly isComplete: boolean;
}

const MAX_STEPS = 1_000_000;
const MAX_SOLUTIONS = 400;

/** `rows`: the readings of each, at least one; equations with rows that can't be read are left out by the caller. */
export function solveSums(
  rows: readonly (readonly Values[])[],
  equations: readonly ColumnEquation[],
): Solution {
  const open = rows.flatMap((readings, row) => (readings.length > 1 ? [row] : []));
  open.sort((a, b) => rows[a]!.length - rows[b]!.length);
  const bounds = equations.map((equation) => boundEquation(equation, rows));
  const byRow = new Map<number, { index: number; sign: 1 | -1; column: number }[]>();
  for (const [index, { column, terms }] of equations.entries())
    for (const { row, sign } of terms) {
      const parts = byRow.get(row) ?? [];
      parts.push({ index, sign, column });
      byRow.set(row, parts);
    }
  const chosen: Values[] = rows.map((readings) => readings[0]!);
  const found: Set<Values>[] = rows.map(() => new Set());
  let steps = 0;
  let solutions = 0;
  const walk = (depth: number): boolean => {
    if (depth === open.length) {
      for (const [row, values] of chosen.entries()) found[row]!.add(values);
      return ++solutions < MAX_SOLUTIONS;
    }
    const row = open[depth]!;
    const parts = (byRow.get(row) ?? []).map(({ index, sign, column }) => {
      const [least, most] = reach(rows[row]!, column, sign);
      return { bound: bounds[index]!, sign, column, least, most };
    });
    for (const values of rows[row]!) {
      if (++steps > MAX_STEPS) return false;
      let isPossible = true;
      for (const { bound, sign, column, least, most } of parts) {
        bound.least += sign * values[column]! - least;
        bound.most += sign * values[column]! - most;
        if (bound.least > 0 || bound.most < 0) isPossible = false;
      }
      chosen[row] = values;
      const goesOn = !isPossible || walk(depth + 1);
      for (const { bound, sign, column, least, most } of parts) {
        bound.least -= sign * values[column]! - least;
        bound.most -= sign * values[column]! - most;
      }
      if (!goesOn) return false;
    }
    return true;
  };
  const isFeasible = bounds.every(({ least, most }) => least <= 0 && most >= 0);
  const isComplete = !isFeasible || walk(0);
  return { possible: found.map((values) => [...values]), isComplete };
}

const reached = new WeakMap<readonly Values[], Map<number, [number, number]>>();

/** The least and the most that a row can add to an equation. */
function reach(readings: readonly Values[], column: number, sign: 1 | -1): readonly [number, number] {
  let known = reached.get(readings);
  if (!known) {
    known = new Map();
    reached.set(readings, known);
  }
  const key = column * sign + (sign < 0 ? -0.5 : 0);
  let range = known.get(key);
  if (!range) {
    const values = readings.map((reading) => sign * reading[column]!);
    range = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
    known.set(key, range);
  }
  return range;
}

function boundEquation(
  { column, terms }: ColumnEquation,
  rows: readonly (readonly Values[])[],
): { least: number; most: number } {
  let least = 0;
  let most = 0;
  for (const { row, sign } of terms) {
    const [low, high] = reach(rows[row]!, column, sign);
    least += low;
    most += high;
  }
  return { least, most };
}

/** How many equations fail with these values. */
export const countFailures = (values: readonly Values[], equations: readonly ColumnEquation[]): number =>
  equations.filter(
    ({ column, terms }) => terms.reduce((sum, { row, sign }) => sum + sign * values[row]![column]!, 0) !== 0,
  ).length;
