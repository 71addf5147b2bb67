/** Every way in which figures that run together can be the cells of a row. */
import type { CellKind } from '../../form/catalogue.ts';
import { parseStated } from '../../form/stated-number.ts';
import type { Figure, Slot } from '../tape/scan-figures.ts';

/** Values as they are stored: counts, and money in fen. */
export type Values = readonly number[];

/** Whether a row's cells come to its last one, the total. */
export const addsUp = (values: Values): boolean =>
  values.slice(0, -1).reduce((sum, value) => sum + value, 0) === values.at(-1);

/** What an amount without a unit is in: stated by the head, or not at all. */
export type AmountUnit = 'yuan' | 'wanYuan' | undefined;

/** More than these nobody looks through. */
const MAX_READINGS = 30_000;
const MAX_STEPS = 300_000;
/** No count has more (`MAX_COUNT`), no amount. */
const MAX_DIGITS = 16;

/**
 * All readings of `slots` as one value for each of `kinds`; none where it can't be, undefined where there are too many. A
 * blank is one cell with 0, digits may be parted anywhere but before a 0 that more digits follow. `mayGoOn`: whether the
 * first cells can be so.
 */
export function listReadings(
  slots: readonly Slot[],
  kinds: readonly CellKind[],
  unit?: AmountUnit,
  mayGoOn: (values: readonly number[]) => boolean = () => true,
): Values[] | undefined {
  const readings: Values[] = [];
  const values: number[] = [];
  const left = countDigitsLeft(slots);
  let steps = 0;
  const walk = (slot: number, offset: number): boolean => {
    if (++steps > MAX_STEPS || readings.length > MAX_READINGS) return false;
    if (!mayGoOn(values)) return true;
    const cells = kinds.length - values.length;
    if (slot === slots.length) {
      if (cells === 0) readings.push([...values]);
      return true;
    }
    const kind = kinds[values.length];
    const digitsLeft = left[slot]! - offset;
    if (kind === undefined || slots.length - slot > cells) return true;
    if (digitsLeft < cells || digitsLeft > cells * MAX_DIGITS) return true;
    const current = slots[slot]!;
    if (current.kind === 'unclear') return true;
    if (current.kind === 'blank') return take(0, slot + 1, 0);
    const point = current.digits.indexOf('.');
    const whole = point < 0 ? current.digits.length : point;
    for (let end = offset + 1; end <= whole && end - offset <= MAX_DIGITS; end++) {
      const isLast = end === whole;
      const digits = isLast ? current.digits.slice(offset) : current.digits.slice(offset, end);
      const value = readPart(current, digits, offset === 0, isLast, kind, unit);
      if (value !== undefined && !take(value, isLast ? slot + 1 : slot, isLast ? 0 : end)) return false;
      if (current.digits.charAt(offset) === '0' && !isLast) {
        // A 0 that more digits follow stands alone.
        if (point !== offset + 1) break;
      }
    }
    return true;
  };
  const take = (value: number, slot: number, offset: number): boolean => {
    values.push(value);
    const goesOn = walk(slot, offset);
    values.pop();
    return goesOn;
  };
  return walk(0, 0) ? readings : undefined;
}

const countOwnDigits = (slot: Slot): number => (slot.kind === 'figure' ? slot.digits.length : 1);

/** How many digits the slots have: no more cells can be made of them. What is no figure counts as one. */
export const countDigits = (slots: readonly Slot[]): number =>
  slots.reduce((sum, slot) => sum + countOwnDigits(slot), 0);

/** By slot: how many digits stand there and behind. */
function countDigitsLeft(slots: readonly Slot[]): number[] {
  const counts: number[] = [];
  let sum = 0;
  for (const slot of slots.toReversed()) {
    sum += countOwnDigits(slot);
    counts.push(sum);
  }
  return counts.reverse();
}

/** One cell's value, of a figure or a part of one; undefined where it can't be that. */
function readPart(
  { sign, unit: stated }: Figure,
  digits: string,
  isFirst: boolean,
  isLast: boolean,
  kind: CellKind,
  unitOfHead: AmountUnit,
): number | undefined {
  if (digits.length > 1 && digits.startsWith('0') && digits.charAt(1) !== '.') return undefined;
  // Nearly all there is.
  if (kind === 'count' && stated === undefined && sign === '')
    return digits.length < MAX_DIGITS ? readCount(digits) : undefined;
  const isAmount = kind === 'yuan' || kind === 'wanYuan';
  const unit = isLast ? stated : undefined;
  if (unit === 'unknown') return undefined;
  if (isAmount ? unit === 'things' : unit === 'yuan' || unit === 'wanYuan') return undefined;
  const written = isFirst ? sign : '';
  if (written !== '' && kind !== 'change') return undefined;
  const value = parseStated(
    digits,
    isAmount ? (unit === 'yuan' || unit === 'wanYuan' ? unit : (unitOfHead ?? kind)) : kind,
  );
  if (typeof value !== 'number') return undefined;
  return written === '-' && value !== 0 ? -value : value;
}

function readCount(digits: string): number | undefined {
  const value = parseStated(digits, 'count');
  return typeof value === 'number' ? value : undefined;
}
