/**
 * A region's history by day as its item keeps it, in one text without gaps: three digits of base 36 for a day, eight for what
 * came on it. The nation's total is written with every upload: it has room for hundreds of days in a few kilobytes.
 */
import * as z from 'zod/mini';
import { addDays, countDays, toIsoDay, type IsoDay } from '../../domain/basics/calendar.ts';
import { FROM_THE_START, type HistoryDays } from '../../domain/standing/history-days.ts';
import { CorruptItemError } from '../../errors.ts';

const DAY_DIGITS = 3;
const SUM_DIGITS = 8;
/** Counted from here, the first day being 1; `000` is what holds from the start. */
const DAY_BEFORE = toIsoDay('1999-12-31');

export const storedHistorySchema = z.looseObject({
  days: z.string(),
  opensWith: z.optional(z.array(z.string())),
});
type StoredHistory = z.infer<typeof storedHistorySchema>;

export function storeHistory(history: HistoryDays | undefined): StoredHistory | undefined {
  if (!history) return undefined;
  const { days, opensWith } = history;
  return {
    days: [...days]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, sum]) => writeDay(day) + sum.toString(36).padStart(SUM_DIGITS, '0'))
      .join(''),
    ...(opensWith.length > 0 && { opensWith: [...opensWith] }),
  };
}

export function readHistory(stored: StoredHistory | undefined): HistoryDays | undefined {
  if (!stored) return undefined;
  const { days, opensWith = [] } = stored;
  if (!PATTERN.test(days)) throw new CorruptItemError('its history is not one of days');
  return { days: new Map(days.match(ONE_DAY)?.map(readDay)), opensWith };
}

const PATTERN = new RegExp(`^(?:[0-9a-z]{${DAY_DIGITS + SUM_DIGITS}})*$`);
const ONE_DAY = new RegExp(`.{${DAY_DIGITS + SUM_DIGITS}}`, 'g');

const writeDay = (day: IsoDay): string =>
  (day === FROM_THE_START ? 0 : countDays(DAY_BEFORE, day)).toString(36).padStart(DAY_DIGITS, '0');

function readDay(text: string): [IsoDay, number] {
  const count = Number.parseInt(text.slice(0, DAY_DIGITS), 36);
  const day = count === 0 ? FROM_THE_START : addDays(DAY_BEFORE, count);
  return [day, Number.parseInt(text.slice(DAY_DIGITS), 36)];
}
