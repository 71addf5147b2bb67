/** Keeps totals of regions as they stood at the ends of days, and proves those that are kept: see `day-totals.ts`. */
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { endOfChinaDay, tellChinaDay, type Instant, type IsoDay } from '../domain/basics/calendar.ts';
import { daysIn, stampDay, type HistoryDays } from '../domain/standing/history-days.ts';
import { equalTotals } from '../domain/standing/region-total.ts';
import type { RegionYear } from '../domain/standing/region-year.ts';
import { readingOnce, replayRegionYear, type HistoryTable } from './as-of.ts';
import { readHistories } from './day-totals.ts';

const CONCURRENCY = 4;

export type ProvenDaysTable = HistoryTable & Pick<ReportTable, 'childFacts' | 'regionsWithin' | 'keptDays'>;
export type KeepDaysTable = ProvenDaysTable & Pick<ReportTable, 'putDayTotal' | 'putKeptDays'>;

interface RegionOfYear {
  readonly code: string;
  readonly year: number;
}

/**
 * Keeps a region's totals of the days that are over; those below it come first. Answers the days that were made, or made
 * anew where something came late: the newest of them first, where they are more than `atMost`. What was kept rightly is not read again.
 */
export async function keepDays(
  table: KeepDaysTable,
  { code, year }: RegionOfYear,
  now: Instant,
  atMost = Number.POSITIVE_INFINITY,
): Promise<readonly IsoDay[]> {
  const known = await readKnown(table, code, year);
  if (!known) return [];
  const today = tellChinaDay(now);
  const over = daysIn(known.histories).filter((day) => day < today);
  const stale = over.filter((day) => known.stamps.get(day) !== stampDay(known.histories, day));
  const asked = stale.slice(-atMost);
  if (asked.length === 0) return [];
  await putDays(table, known, await replayDiffering(table, known, asked));
  // Last: it says that all of them are there.
  const right = over.filter((day) => asked.includes(day) || !stale.includes(day));
  const stamps = new Map(right.map((day) => [day, stampDay(known.histories, day)]));
  await table.putKeptDays({ code, year, stamps });
  return asked;
}

/** Makes those anew that would be told, and are not what a replay tells: by the rules of an earlier version, or damaged. */
export async function mendDays(
  table: KeepDaysTable,
  { code, year }: RegionOfYear,
): Promise<readonly IsoDay[]> {
  const known = await readKnown(table, code, year);
  if (!known) return [];
  const wrong = await replayDiffering(table, known, keptNow(known));
  await putDays(table, known, wrong);
  return wrong.map(({ day }) => day);
}

/** Days whose kept total would be told, and is not what a replay tells. */
export async function findWrongDays(
  table: ProvenDaysTable,
  { code, year }: RegionOfYear,
): Promise<readonly IsoDay[]> {
  const known = await readKnown(table, code, year);
  if (!known) return [];
  return (await replayDiffering(table, known, keptNow(known))).map(({ day }) => day);
}

interface Known {
  readonly total: RegionYear;
  readonly histories: readonly HistoryDays[];
  readonly stamps: ReadonlyMap<string, string>;
}
interface ReplayedDay {
  readonly day: IsoDay;
  /** `undefined` where nobody was expected by then. */
  readonly then: RegionYear | undefined;
}

const keptNow = ({ histories, stamps }: Known): IsoDay[] =>
  daysIn(histories).filter((day) => stamps.get(day) === stampDay(histories, day));

async function putDays(
  table: Pick<KeepDaysTable, 'putDayTotal'>,
  { histories }: Known,
  days: readonly ReplayedDay[],
): Promise<void> {
  await pMap(
    days,
    async ({ day, then }) => {
      if (!then) return;
      // The stamp says what it was made from.
      const total = { ...then, history: undefined };
      await table.putDayTotal({ day, stamp: stampDay(histories, day), total });
    },
    { concurrency: CONCURRENCY },
  );
}

async function readKnown(table: ProvenDaysTable, code: string, year: number): Promise<Known | undefined> {
  const { years } = await table.regionYears(code, [year, year - 1], [], { consistent: true });
  const total = years.get(year);
  const histories = total && (await readHistories(table, total, years.get(year - 1)));
  if (!histories) return undefined;
  return { total, histories, stamps: (await table.keptDays(code, year))?.stamps ?? new Map() };
}

async function replayDiffering(
  table: ProvenDaysTable,
  { total, histories }: Known,
  days: readonly IsoDay[],
): Promise<readonly ReplayedDay[]> {
  if (days.length === 0) return [];
  const { code, year, name } = total;
  const read = await table.dayTotals(days.map((day) => ({ code, year, day })));
  const once = readingOnce(table);
  const compared = await pMap(
    days,
    async (day): Promise<ReplayedDay[]> => {
      const kept = read({ code, year, day });
      const then = await replayRegionYear(once, { code, name }, year, endOfChinaDay(day));
      const isRight = kept?.stamp === stampDay(histories, day) && then && equalTotals(kept.total, then);
      return isRight || (!then && !kept) ? [] : [{ day, then }];
    },
    { concurrency: CONCURRENCY },
  );
  return compared.flat();
}
