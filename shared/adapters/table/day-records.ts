/** Totals of regions as they stood at the ends of days. */
import { dayTotalCodec, keptDaysCodec, type KeptDays } from '../../contracts/table/day-codecs.ts';
import { makeDayKey, makeKeptDaysKey } from '../../contracts/table/keys.ts';
import type { DamagedRecord } from '../../domain/standing/damaged-record.ts';
import type { DayTotal, NamedDay } from '../../domain/standing/day-total.ts';
import type { TableAccess, Written } from './table-access.ts';

const keyFor = ({ code, year, day }: NamedDay) => makeDayKey(code, year, day);

export const dayRecords = ({ lookUp, putAlways, putInstead }: TableAccess) => ({
  /** One BatchGet. One that can't be read is none: the history tells it. */
  async dayTotals(
    days: readonly NamedDay[],
    { consistent = false } = {},
  ): Promise<(named: NamedDay) => DayTotal | undefined> {
    const read = days.length > 0 ? await lookUp(days.map(keyFor), consistent, ignore) : undefined;
    return (named) => read?.(keyFor(named), dayTotalCodec);
  },

  /** As they are, for whoever writes in their place; of one that can't be read its revision alone. */
  async daysToReplace(
    days: readonly NamedDay[],
  ): Promise<(named: NamedDay) => { readonly kept: DayTotal | undefined; readonly revision: unknown }> {
    const damaged: DamagedRecord[] = [];
    const read = await lookUp(days.map(keyFor), true, (one) => void damaged.push(one));
    return (named) => {
      const kept = read(keyFor(named), dayTotalCodec);
      return { kept, revision: kept ? kept.revision : damaged.pop()?.revision };
    };
  },

  async keptDays(code: string, year: number): Promise<KeptDays | undefined> {
    const key = makeKeptDaysKey(code, year);
    return (await lookUp([key], true, ignore))(key, keptDaysCodec);
  },

  /** In the place of the one that has this revision: of two who write at once, one does. */
  putDayTotal: (total: DayTotal, revision: unknown): Promise<Written> =>
    putInstead(dayTotalCodec.encode(total), revision),
  putKeptDays: (kept: KeptDays): Promise<void> => putAlways(keptDaysCodec.encode(kept)),
});

const ignore = (): void => undefined;
