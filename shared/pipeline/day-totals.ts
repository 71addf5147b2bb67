/**
 * Totals of regions as they stood at the ends of days, kept so that an answer of an earlier day reads one item where a replay
 * reads every report below. A total says what came of everything below it, day by day: one that was kept
 * holds while that is the same, and is made anew where something comes late. Whoever finds none replays.
 */
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { IsoDay } from '../domain/basics/calendar.ts';
import { traceLineage } from '../domain/basics/region.ts';
import { lastDay, stampDay, type HistoryDays } from '../domain/standing/history-days.ts';
import type { DayTotal } from '../domain/standing/day-total.ts';
import type { RegionYear } from '../domain/standing/region-year.ts';

const CONCURRENCY = 8;

type TotalsTable = Pick<ReportTable, 'regionYears' | 'dayTotals'>;

/** A region's total as it is, and that of the year before, which reports are compared with. */
interface KnownYears {
  readonly now: RegionYear | undefined;
  readonly before: RegionYear | undefined;
}

/** Regions at the end of a day, as far as they are kept. */
export async function readDayTotals(
  table: TotalsTable,
  known: readonly KnownYears[],
  day: IsoDay,
): Promise<readonly DayTotal[]> {
  const asked = await pMap(
    known,
    async ({ now, before }) => {
      const histories = now && (await readHistories(table, now, before));
      const last = histories && lastDay(histories, day);
      return last ? [{ code: now.code, year: now.year, day: last, stamp: stampDay(histories, last) }] : [];
    },
    { concurrency: CONCURRENCY },
  );
  const all = asked.flat();
  const read = await table.dayTotals(all);
  return all.flatMap((one) => {
    const kept = read(one);
    return kept?.stamp === one.stamp ? [kept] : [];
  });
}

/** Everything that a total is told from; `undefined` where that is not known. */
export async function readHistories(
  table: Pick<TotalsTable, 'regionYears'>,
  { code, year, history }: RegionYear,
  before: RegionYear | undefined,
): Promise<readonly HistoryDays[] | undefined> {
  if (!history || (before && !before.history)) return undefined;
  const outside = history.opensWith.filter((district) => !traceLineage(district).includes(code));
  const neighbours = await pMap(
    outside,
    async (district) => (await table.regionYears(district, [year - 1], [])).years.get(year - 1),
    { concurrency: CONCURRENCY },
  );
  const all = [history, ...[before, ...neighbours].flatMap((one) => (one ? [one.history] : []))];
  return all.every((one) => one !== undefined) ? all : undefined;
}
