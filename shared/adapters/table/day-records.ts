/** Totals of regions as they stood at the ends of days. */
import { dayTotalCodec, keptDaysCodec, type KeptDays } from '../../contracts/table/day-codecs.ts';
import { makeDayKey, makeKeptDaysKey } from '../../contracts/table/keys.ts';
import type { DayTotal, NamedDay } from '../../domain/standing/day-total.ts';
import type { TableAccess } from './table-access.ts';

export const dayRecords = ({ lookUp, putAlways }: TableAccess) => ({
  /** One BatchGet. One that can't be read is none: the history tells it. */
  async dayTotals(days: readonly NamedDay[]): Promise<(named: NamedDay) => DayTotal | undefined> {
    const keyFor = ({ code, year, day }: NamedDay) => makeDayKey(code, year, day);
    const read = days.length > 0 ? await lookUp(days.map(keyFor), false, ignore) : undefined;
    return (named) => read?.(keyFor(named), dayTotalCodec);
  },

  async keptDays(code: string, year: number): Promise<KeptDays | undefined> {
    const key = makeKeptDaysKey(code, year);
    return (await lookUp([key], true, ignore))(key, keptDaysCodec);
  },

  putDayTotal: (total: DayTotal): Promise<void> => putAlways(dayTotalCodec.encode(total)),
  putKeptDays: (kept: KeptDays): Promise<void> => putAlways(keptDaysCodec.encode(kept)),
});

const ignore = (): void => undefined;
