/** What a row's figures come to: values, several readings to decide between, or a question. */
import type { Row } from '../../form/catalogue.ts';
import type { AskReason } from '../conversion.ts';
import type { FigureGroup } from '../tape/figure-groups.ts';
import { isFilled, type Slot } from '../tape/scan-figures.ts';
import { countDigits, listReadings, type AmountUnit, type Values } from './split-figures.ts';

export interface RowReading {
  readonly row: Row;
  /** Where it stands; undefined where it wasn't found. */
  readonly group?: FigureGroup | undefined;
  /** Settled. */
  readonly values?: Values | undefined;
  /** Not settled: what it may say, and why that is asked. */
  readonly why?: AskReason | undefined;
  readonly candidates?: readonly Values[] | undefined;
  /** Its figures ran together, so that they had to be parted. */
  readonly isParted?: boolean | undefined;
  /**
   * Some of its figures stand apart, fewer than it has cells, and none has to be parted: a cell may be blank and have left no
   * trace, instead.
   */
  readonly isLoose?: boolean | undefined;
  /** Blanks in it were read as 0. */
  readonly hasBlanks?: boolean | undefined;
  /** Last year's report decided. */
  readonly isByLastYear?: boolean | undefined;
}

/** Slots without what only fills up: bars at the end of a row, cells of the grid that the form doesn't have. */
export function trimSlots(slots: readonly Slot[], cells: number): readonly Slot[] {
  if (slots.length <= cells) return slots;
  const withoutBars = slots.filter((slot) => slot.kind !== 'blank' || slot.mark !== 'bar');
  if (withoutBars.length <= cells && withoutBars.length < slots.length) {
    const figures = withoutBars.length;
    // A bar for each blank cell: then the bars are cells. One bar more ends the row.
    if (figures < cells && slots.length >= cells && slots.length <= cells + 1) return slots.slice(0, cells);
    return withoutBars;
  }
  // 1 234 in one cell may be one figure or two: then nothing tells which cells are too many.
  if (slots.some((slot) => slot.kind === 'figure' && slot.sharesCell === true)) return slots;
  const filled = slots.filter(isFilled);
  if (filled.length === cells) return filled;
  const trimmed = [...slots];
  while (trimmed.length > cells && saysNoFigure(trimmed.at(-1)!)) trimmed.pop();
  // Blank on both sides: the row may begin with either.
  return isEmpty(slots[0]!) && isEmpty(slots.at(-1)!) ? slots : trimmed;
}

const isEmpty = (slot: Slot): boolean => slot.kind === 'blank' && slot.mark !== 'slash';

/** An empty cell or a remark, behind the last cell. */
const saysNoFigure = (slot: Slot): boolean => isEmpty(slot) || (slot.kind === 'unclear' && slot.isWords);

/** A row alone, before its sums are looked at. */
export function readRow(
  row: Row,
  group: FigureGroup,
  unit?: AmountUnit,
): RowReading & { readonly readings: readonly Values[] } {
  const kinds = row.cells.map(({ column }) => column.kind);
  const slots = trimSlots(group.slots, kinds.length);
  const hasBlanks = slots.some(({ kind }) => kind === 'blank');
  const base = { row, group, hasBlanks };
  if (slots.some(({ kind }) => kind === 'unclear'))
    return { ...base, why: 'no-reading', candidates: [], readings: [] };
  if (slots.every(({ kind }) => kind === 'blank'))
    return { ...base, values: kinds.map(() => 0), readings: [] };
  const readings = listReadings(slots, kinds, unit);
  if (readings === undefined) return { ...base, why: 'several-readings', candidates: [], readings: [] };
  const isParted = slots.length !== kinds.length;
  if (readings.length === 1 && !isParted) return { ...base, values: readings[0], readings };
  if (readings.length > 0) return { ...base, isParted, isLoose: isLoose(slots, kinds.length), readings };
  if (countDigits(slots) >= kinds.length)
    return { ...base, isParted, why: 'no-reading', candidates: [], readings };
  const isZero = slots.every((slot) => slot.kind !== 'figure' || /^0+$/.test(slot.digits));
  return {
    ...base,
    isParted,
    why: 'partly-blank',
    candidates: isZero ? [kinds.map(() => 0)] : [],
    readings,
  };
}

/** Fewer figures than cells, some standing apart, and none that has to be parted for all cells to have one. */
export const isLoose = (slots: readonly Slot[], cells: number): boolean =>
  slots.slice(1).some(standsApart) && mayHaveBlanks(slots, cells);

const mayHaveBlanks = (slots: readonly Slot[], cells: number): boolean =>
  slots.length < cells && countForced(slots) < cells;

/** Where blank cells leave no trace, or cells stand apart, figures that run together may be one figure as well. */
export function loosenRow<Row extends RowReading>(read: Row): Row {
  const cells = read.row.cells.length;
  const slots = trimSlots(read.group?.slots ?? [], cells);
  return read.isParted === true && mayHaveBlanks(slots, cells) ? { ...read, isLoose: true } : read;
}

/** Whether rows of a table say that its blank cells left no trace. */
export function losesBlanks(rows: readonly RowReading[]): boolean {
  const partly = rows.filter(({ why }) => why === 'partly-blank');
  return partly.length > 1 || partly.some(({ candidates = [] }) => candidates.length === 0);
}

/** Whether most rows of a table have a figure for each cell: its cells stand apart, and no figures run together. */
export function hasCellsApart(rows: readonly RowReading[]): boolean {
  const wide = rows.filter(({ row, group }) => row.cells.length > 1 && group !== undefined);
  const apart = wide.filter(
    ({ row, group }) => trimSlots(group!.slots, row.cells.length).length === row.cells.length,
  );
  return apart.length * 2 > wide.length;
}

const standsApart = (slot: Slot): boolean => slot.kind !== 'figure' || !slot.touches;

/** How many numbers there are at least: no number begins with a 0 that more digits follow. */
const countForced = (slots: readonly Slot[]): number =>
  slots.reduce(
    (sum, slot) => sum + (slot.kind === 'figure' ? (/^0*(?=\d)/.exec(slot.digits)?.[0].length ?? 0) + 1 : 1),
    0,
  );
