/** By which column a reader has put a table in order, as the address remembers it. */
import type { CellValue, PageColumn } from './table.ts';

export interface Sorting {
  /** The key of a column. */
  readonly key: string;
  readonly isDescending: boolean;
}

/** `name`, and `-refusalRate` from the highest. */
export const writeSorting = ({ key, isDescending }: Sorting): string => `${isDescending ? '-' : ''}${key}`;

const SORTING = /^(-?)([A-Za-z][A-Za-z0-9.]{0,60})$/;

/** `undefined` where the text names no column. */
export function parseSorting(text: string): Sorting | undefined {
  const [, sign, key] = SORTING.exec(text) ?? [];
  return key === undefined ? undefined : { key, isDescending: sign === '-' };
}

/** Names by pinyin, as a Chinese list has them. */
const collator = new Intl.Collator('zh-CN-u-co-pinyin', { numeric: true });

const isThere = (value: CellValue): value is string | number => value !== null;

/** The rows by a column's values; those without one last, whichever way, and equal ones as they came. */
export function sortRows<Row>(
  columns: readonly PageColumn<Row>[],
  rows: readonly Row[],
  sorting: Sorting | undefined,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sorting?.key);
  if (!sorting || !column || column.only === 'page') return rows;
  const read = rows.map((row) => ({ row, value: (column.sortBy ?? column.read)(row) }));
  const [there, missing] = [
    read.filter(({ value }) => isThere(value)),
    read.filter(({ value }) => !isThere(value)),
  ];
  const turn = sorting.isDescending ? -1 : 1;
  return [...there.toSorted((a, b) => turn * compareValues(a.value, b.value)), ...missing].map(
    ({ row }) => row,
  );
}

const compareValues = (a: CellValue, b: CellValue): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
