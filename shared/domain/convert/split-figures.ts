/** Every way in which figures that run together can be the cells of a row. */
import type { CellKind } from '../form/catalogue.ts';
import { parseStated } from '../form/stated-number.ts';
import type { Figure, Slot } from './scan-figures.ts';

/** Values as they are stored: counts, and money in fen. */
export type Values = readonly number[];
/** What an amount without a unit is in: stated by the head, or not at all. */
export type AmountUnit = 'yuan' | 'wanYuan' | undefined;

/** More than these nobody looks through. */
const MAX_WAYS = 200_000;

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
  let steps = 0;
  const walk = (slot: number, offset: number, values: readonly number[]): boolean => {
    if (++steps > MAX_WAYS) return false;
    if (!mayGoOn(values)) return true;
    if (slot === slots.length) {
      if (values.length === kinds.length) readings.push(values);
      return true;
    }
    const kind = kinds[values.length];
    const rest = slots.length - slot;
    if (kind === undefined || values.length + rest > kinds.length) return true;
    const current = slots[slot]!;
    if (current.kind === 'unclear') return true;
    if (current.kind === 'blank') return walk(slot + 1, 0, [...values, 0]);
    const point = current.digits.indexOf('.');
    const whole = point < 0 ? current.digits.length : point;
    for (let end = offset + 1; end <= whole; end++) {
      const isLast = end === whole;
      const digits = isLast ? current.digits.slice(offset) : current.digits.slice(offset, end);
      const value = readPart(current, digits, offset === 0, isLast, kind, unit);
      if (value === undefined) continue;
      if (!walk(isLast ? slot + 1 : slot, isLast ? 0 : end, [...values, value])) return false;
    }
    return true;
  };
  return walk(0, 0, []) ? readings : undefined;
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
  if (/^0\d/.test(digits)) return undefined;
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
