/** Where the generator finds the cells of each edition; a misspelt path fails at load time. */
import {
  APPLICANT_COUNT,
  APPLICATION_ROW_OFFSETS,
  CATALOGUES,
  type Edition,
} from '../shared/domain/form/catalogue.ts';

/** Place of the cell `total` in a row of applications. */
export const TOTAL = APPLICANT_COUNT - 1;
export const NATURAL_PERSON = 0;

export function rowOffset(key: string): number {
  const offset = APPLICATION_ROW_OFFSETS.get(key);
  if (offset === undefined) throw new RangeError(`the form has no row ${key}`);
  return offset;
}

export const RECEIVED = rowOffset('received');
export const CARRIED_IN = rowOffset('carriedIn');
export const GRANTED = rowOffset('results.granted');
/** Edition 2021 only. */
export const FEE_UNPAID = rowIndex('2021', '/applications/results/otherHandling/feeUnpaid');
export const RESULTS_TOTAL = rowOffset('results.total');
export const CARRIED_OUT = rowOffset('carriedOut');

export function cellIndex(edition: Edition, path: string): number {
  const cell = CATALOGUES[edition].cellByPath.get(path);
  if (cell === undefined) throw new RangeError(`edition ${edition} has no cell ${path}`);
  return cell.index;
}

/** Place of a row's first cell. */
export function rowIndex(edition: Edition, path: string): number {
  const first = CATALOGUES[edition].rowByPath.get(path)?.cells[0];
  if (first === undefined) throw new RangeError(`edition ${edition} has no row ${path}`);
  return first.index;
}

export const RECONSIDERATION = rowIndex('2021', '/reconsideration');
export const LITIGATION_DIRECT = rowIndex('2021', '/litigation/direct');
export const LITIGATION_AFTER = rowIndex('2021', '/litigation/afterReconsideration');
export const DISPUTE_TOTAL = 4;

export function readCell(cells: Float64Array, index: number): number {
  return cells[index] ?? 0;
}

export function addTo(cells: Float64Array, index: number, count: number): void {
  cells[index] = readCell(cells, index) + count;
}
