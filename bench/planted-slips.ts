/** Typical slips, made in balanced figures, and whether figures balance: written apart from the rules, to hold them to it. */
import {
  addTo,
  CARRIED_IN,
  CARRIED_OUT,
  readCell,
  GRANTED,
  RECEIVED,
  RECONSIDERATION,
  RESULTS_TOTAL,
} from '../generator/cells.ts';
import type { Random } from '../generator/random.ts';

const WIDTH = 7;
const TOTAL = WIDTH - 1;
const MAX = 999_999_999;
const DISPUTES = { rows: 3, width: 5 };

const sumOf = (cells: Float64Array, from: number, count: number, step: number): number => {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += cells[from + i * step] ?? 0;
  return sum;
};

/** Whether A1–A4 hold. */
export function balances(cells: Float64Array): boolean {
  const results = (RESULTS_TOTAL - GRANTED) / WIDTH;
  for (let row = 0; row <= CARRIED_OUT; row += WIDTH)
    if (sumOf(cells, row, TOTAL, 1) !== cells[row + TOTAL]) return false;
  for (let c = 0; c < WIDTH; c++) {
    const total = cells[RESULTS_TOTAL + c] ?? 0;
    if (sumOf(cells, GRANTED + c, results, WIDTH) !== total) return false;
    if (sumOf(cells, RECEIVED + c, 2, CARRIED_IN - RECEIVED) !== total + (cells[CARRIED_OUT + c] ?? 0))
      return false;
  }
  for (let i = 0; i < DISPUTES.rows; i++) {
    const row = RECONSIDERATION + i * DISPUTES.width;
    if (sumOf(cells, row, DISPUTES.width - 1, 1) !== cells[row + DISPUTES.width - 1]) return false;
  }
  return true;
}

/** How many single cells could be given one value with which all balances: every cell, every value that could help. */
export function listSingleExplanations(cells: Float64Array, candidates: readonly number[]): number {
  const results = (RESULTS_TOTAL - GRANTED) / WIDTH;
  const differences = new Set<number>();
  const note = (difference: number): void => {
    if (difference !== 0) differences.add(difference).add(-difference);
  };
  for (let row = 0; row <= CARRIED_OUT; row += WIDTH)
    note(sumOf(cells, row, TOTAL, 1) - (cells[row + TOTAL] ?? 0));
  for (let c = 0; c < WIDTH; c++) {
    const total = cells[RESULTS_TOTAL + c] ?? 0;
    note(sumOf(cells, GRANTED + c, results, WIDTH) - total);
    note(sumOf(cells, RECEIVED + c, 2, CARRIED_IN - RECEIVED) - total - (cells[CARRIED_OUT + c] ?? 0));
  }
  for (let i = 0; i < DISPUTES.rows; i++) {
    const row = RECONSIDERATION + i * DISPUTES.width;
    note(sumOf(cells, row, DISPUTES.width - 1, 1) - (cells[row + DISPUTES.width - 1] ?? 0));
  }
  const tried = cells.slice();
  let count = 0;
  for (const cell of candidates) {
    const was = tried[cell] ?? 0;
    for (const difference of differences) {
      if (was + difference < 0 || was + difference > MAX) continue;
      tried[cell] = was + difference;
      if (balances(tried)) count++;
    }
    tried[cell] = was;
  }
  return count;
}

/** How many exchanges of two neighbours in table 三 make all balance. */
export function listSwapExplanations(cells: Float64Array, rows: readonly number[]): number {
  const tried = cells.slice();
  let count = 0;
  for (const [a, b] of neighbours(rows)) {
    if (tried[a] === tried[b]) continue;
    exchange(tried, a, b);
    if (balances(tried)) count++;
    exchange(tried, a, b);
  }
  return count;
}

function neighbours(rows: readonly number[]): [number, number][] {
  return rows.flatMap((row, r) =>
    Array.from({ length: WIDTH }, (_, c) => c).flatMap((c): [number, number][] => {
      const below = rows[r + 1];
      return [
        ...(c < TOTAL ? [[row + c, row + c + 1] satisfies [number, number]] : []),
        ...(below === undefined ? [] : [[row + c, below + c] satisfies [number, number]]),
      ];
    }),
  );
}

function exchange(cells: Float64Array, a: number, b: number): void {
  const was = cells[a] ?? 0;
  cells[a] = cells[b] ?? 0;
  cells[b] = was;
}

/** Where the edition's rows of table 三 begin. */
export type Plant = (cells: Float64Array, rows: readonly number[], random: Random) => void;

const COLUMNS = Array.from({ length: WIDTH }, (_, c) => c);
const anyOf = <T>(list: readonly T[], random: Random): T | undefined =>
  list.length === 0 ? undefined : random.pick(list);

/** Spoils one cell of table 三 whose figure `spoil` can spoil. */
const oneCell =
  (spoil: (value: number, random: Random) => number | undefined): Plant =>
  (cells, rows, random) => {
    const all = rows.flatMap((row) => COLUMNS.map((c) => row + c));
    for (let attempt = 0; attempt < 200; attempt++) {
      const cell = random.pick(all);
      const value = spoil(readCell(cells, cell), random);
      if (value === undefined || value === cells[cell] || value > MAX) continue;
      cells[cell] = value;
      return;
    }
  };

/** One cell only; what can be told of them can be told for certain. */
export const SINGLE_PLANTS: Readonly<Record<string, Plant>> = {
  'one figure': oneCell((value, random) => (random.chance(0.3) ? 0 : value + random.int(-value, 60))),
  'digits transposed': oneCell((value, random) => {
    const digits = String(value);
    if (digits.length < 2) return undefined;
    const i = random.int(0, digits.length - 2);
    return Number(digits.slice(0, i) + digits.charAt(i + 1) + digits.charAt(i) + digits.slice(i + 2));
  }),
  'digit dropped': oneCell((value, random) => {
    const digits = String(value);
    const i = random.int(0, digits.length - 1);
    return digits.length < 2 ? undefined : Number(digits.slice(0, i) + digits.slice(i + 1));
  }),
  'digit doubled': oneCell((value, random) => {
    const digits = String(value);
    const i = random.int(1, digits.length);
    return value === 0 ? undefined : Number(digits.slice(0, i) + digits.slice(i - 1));
  }),
  'total left': (cells, rows, random) => {
    const row = anyOf(
      rows.filter((start) => cells[start + TOTAL] !== 0),
      random,
    );
    if (row !== undefined) cells[row + TOTAL] = 0;
  },
};

export const SEVERAL_PLANTS: Readonly<Record<string, Plant>> = {
  'neighbours swapped': (cells, rows, random) => {
    const pair = anyOf(
      neighbours(rows).filter(([one, other]) => cells[one] !== cells[other]),
      random,
    );
    if (pair) exchange(cells, ...pair);
  },
  'row or column shifted': (cells, rows, random) => {
    const row = anyOf(
      rows.filter((start) => cells[start + TOTAL] !== 0),
      random,
    );
    const column = anyOf(
      COLUMNS.filter((c) => cells[RECEIVED + c] !== 0),
      random,
    );
    const line =
      column === undefined || random.chance(0.5)
        ? COLUMNS.map((c) => (row ?? 0) + c)
        : rows.map((start) => start + column);
    if (random.chance(0.5)) line.reverse();
    const was = line.map((cell) => readCell(cells, cell));
    for (const [i, cell] of line.entries()) cells[cell] = was[i - 1] ?? 0;
  },
  'totals left': (cells, rows, random) => {
    const left = random.chance(0.5) ? rows.filter(isResult) : rows;
    if (random.chance(0.3)) for (const c of COLUMNS) cells[RESULTS_TOTAL + c] = 0;
    else for (const row of left) cells[row + TOTAL] = 0;
  },
  'row forgotten': (cells, rows, random) => {
    const row = anyOf(
      rows.filter((start) => isResult(start) && cells[start + TOTAL] !== 0),
      random,
    );
    if (row !== undefined)
      for (const c of COLUMNS) addTo(cells, RESULTS_TOTAL + c, -readCell(cells, row + c));
  },
  'column forgotten': (cells, rows, random) => {
    const column = anyOf(
      COLUMNS.filter((c) => c !== TOTAL && cells[RECEIVED + c] !== 0),
      random,
    );
    if (column !== undefined)
      for (const row of rows) addTo(cells, row + TOTAL, -readCell(cells, row + column));
  },
  'organisations forgotten': (cells) => {
    cells[RESULTS_TOTAL] = readCell(cells, RESULTS_TOTAL + TOTAL);
    for (const c of COLUMNS) if (c > 0 && c < TOTAL) cells[RESULTS_TOTAL + c] = 0;
  },
};

const isResult = (row: number): boolean => row >= GRANTED && row < RESULTS_TOTAL;

/** A row of table 四: one equation, so that any of its cells may be the culprit. */
export const DISPUTE_PLANT: Plant = (cells, _, random) => {
  const cell = RECONSIDERATION + random.int(0, DISPUTES.rows * DISPUTES.width - 1);
  addTo(cells, cell, random.int(1, 30));
};
