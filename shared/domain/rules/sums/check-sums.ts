/**
 * The engine of A1–A4 over the flat cells. A cell that could not be read is NaN: an equation that contains it neither
 * holds nor fails, so nothing follows from it.
 */
import {
  APPLICANT_COUNT,
  APPLICATION_ROW_COUNT,
  APPLICATION_ROW_OFFSETS,
  CATALOGUES,
  DISPUTE_COLUMNS,
  type Cell,
  type Edition,
} from '../../form/catalogue.ts';
import type { Figures } from '../../form/figures.ts';
import { createFinding, type Finding } from '../../findings/finding.ts';
import { observeWrongCell } from '../wrong-cell.ts';
import { ROWS_ADD_UP } from './a1-rows-add-up.ts';
import { CASES_BALANCE } from './a2-cases-balance.ts';
import { RESULTS_ADD_UP } from './a3-results-add-up.ts';
import { DISPUTES_ADD_UP } from './a4-disputes-add-up.ts';
import type { SumRule } from './sum-rule.ts';

const offsetOf = (row: string): number => {
  const offset = APPLICATION_ROW_OFFSETS.get(row);
  if (offset === undefined) throw new RangeError(`no row ${row}`);
  return offset;
};
const RECEIVED = offsetOf('received');
const CARRIED_IN = offsetOf('carriedIn');
const FIRST_RESULT = offsetOf('results.granted');
const RESULTS_TOTAL = offsetOf('results.total');
const CARRIED_OUT = offsetOf('carriedOut');
/** Cells of table 三; the disputes' rows follow. */
const APPLICATION_CELLS = APPLICATION_ROW_COUNT * APPLICANT_COUNT;
const DISPUTE_COUNT = DISPUTE_COLUMNS.length;
const DISPUTE_CELLS = 3 * DISPUTE_COUNT;

const CELLS: Readonly<Record<Edition, ReadonlyMap<number, Cell>>> = {
  '2019': new Map(CATALOGUES['2019'].cells.map((cell) => [cell.index, cell])),
  '2021': new Map(CATALOGUES['2021'].cells.map((cell) => [cell.index, cell])),
};
const pathAt = (edition: Edition, index: number): string => CELLS[edition].get(index)?.path ?? '';

export function checkSums({ edition, cells }: Figures): Finding[] {
  const findings: Finding[] = [];
  const expect = (rule: SumRule, index: number, expected: number): void => {
    const path = pathAt(edition, index);
    findings.push(createFinding(rule, observeWrongCell(rule.words, edition, path, cells[index]!, expected)));
  };
  checkRows(cells, 0, APPLICATION_CELLS, APPLICANT_COUNT, (index, sum) => expect(ROWS_ADD_UP, index, sum));
  for (let column = 0; column < APPLICANT_COUNT; column++) {
    const total = cells[RESULTS_TOTAL + column]!;
    let sum = 0;
    for (let i = FIRST_RESULT + column; i < RESULTS_TOTAL; i += APPLICANT_COUNT) sum += cells[i]!;
    if (total < sum || total > sum) expect(RESULTS_ADD_UP, RESULTS_TOTAL + column, sum);
    const due = cells[RECEIVED + column]! + cells[CARRIED_IN + column]! - total;
    const carriedOut = cells[CARRIED_OUT + column]!;
    if (carriedOut < due || carriedOut > due) expect(CASES_BALANCE, CARRIED_OUT + column, due);
  }
  checkRows(cells, APPLICATION_CELLS, APPLICATION_CELLS + DISPUTE_CELLS, DISPUTE_COUNT, (index, sum) =>
    expect(DISPUTES_ADD_UP, index, sum),
  );
  return findings;
}

/** Rows of `width` cells whose last one is the sum of the others. */
function checkRows(
  cells: Float64Array,
  start: number,
  end: number,
  width: number,
  onWrong: (index: number, sum: number) => void,
): void {
  for (let row = start; row < end; row += width) {
    const last = row + width - 1;
    let sum = 0;
    for (let i = row; i < last; i++) sum += cells[i]!;
    if (cells[last]! < sum || cells[last]! > sum) onWrong(last, sum);
  }
}
