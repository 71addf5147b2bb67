/** Keeps totals of regions as they stood at the ends of days, and proves those that are kept: see `day-totals.ts`. */
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { tellChinaDay, type Instant, type IsoDay } from '../domain/basics/calendar.ts';
import { equalFigures } from '../domain/form/figures.ts';
import type { DayTotal } from '../domain/standing/day-total.ts';
import { daysIn, stampDay, type HistoryDays } from '../domain/standing/history-days.ts';
import { equalTotals } from '../domain/standing/region-total.ts';
import type { RegionYear } from '../domain/standing/region-year.ts';
import { NotKeptError, remembered, replayDay, type HistoryTable } from './as-of.ts';
import { readHistories } from './day-totals.ts';

const CONCURRENCY = 4;

export type ProvenDaysTable = HistoryTable & Pick<ReportTable, 'keptDays'>;
export type KeepDaysTable = ProvenDaysTable & Pick<ReportTable, 'putDayTotal' | 'putKeptDays'>;

interface RegionOfYear {
  readonly code: string;
  readonly year: number;
}

/** A night ends, also where years of days are made for the first time: of each region and year so many, of so many agencies. */
const DAYS_A_NIGHT = 31;
const AGENCY_DAYS_A_NIGHT = 20_000;

interface KeptNow {
  /** Made, or made anew where something came late. */
  readonly made: readonly IsoDay[];
  /** Left to another night: for the regions below to be kept, or because there are too many. */
  readonly left: number;
}

/**
 * Keeps a region's totals of the days that are over, the newest first; what was kept rightly is not read again. A day of which
 * a region below is not kept waits for that.
 */
export async function keepDays(
  table: KeepDaysTable,
  { code, year }: RegionOfYear,
  now: Instant,
): Promise<KeptNow> {
  const known = await readKnown(table, code, year);
  if (!known) return NOTHING_KEPT;
  const today = tellChinaDay(now);
  const over = daysIn(known.histories).filter((day) => day < today);
  const stale = over.filter((day) => known.stamps.get(day) !== stampDay(known.histories, day));
  if (stale.length === 0) return NOTHING_KEPT;
  const once = readingAllOnce(table);
  const { agencies } = await once.history(code, year);
  const atMost = Math.min(DAYS_A_NIGHT, Math.ceil(AGENCY_DAYS_A_NIGHT / (agencies.length + 1)));
  const replayed = await replayDays(once, known, stale.slice(-atMost));
  await putDays(
    table,
    replayed.filter(({ isRight }) => !isRight),
  );
  const made = replayed.map(({ then: { day } }) => day);
  // Last: it says that all of them are there.
  const right = over.filter((day) => made.includes(day) || !stale.includes(day));
  const stamps = new Map(right.map((day) => [day, stampDay(known.histories, day)]));
  if (made.length > 0) await table.putKeptDays({ code, year, stamps });
  return { made, left: stale.length - made.length };
}

const NOTHING_KEPT: KeptNow = { made: [], left: 0 };

/** Makes those anew that would be told, and are not what a replay tells: by the rules of an earlier version, or damaged. */
export async function mendDays(
  table: KeepDaysTable,
  { code, year }: RegionOfYear,
): Promise<readonly IsoDay[]> {
  const known = await readKnown(table, code, year);
  if (!known) return [];
  const wrong = await listWrong(table, known);
  await putDays(table, wrong);
  return wrong.map(({ then: { day } }) => day);
}

/** Days whose kept total would be told, and is not what a replay tells. */
export async function findWrongDays(
  table: ProvenDaysTable,
  { code, year }: RegionOfYear,
): Promise<readonly IsoDay[]> {
  const known = await readKnown(table, code, year);
  if (!known) return [];
  return (await listWrong(table, known)).map(({ then: { day } }) => day);
}

interface Known {
  readonly total: RegionYear;
  readonly histories: readonly HistoryDays[];
  readonly stamps: ReadonlyMap<string, string>;
}
interface ReplayedDay {
  readonly then: DayTotal;
  /** Whether it is kept as it was replayed. */
  readonly isRight: boolean;
}

async function listWrong(table: ProvenDaysTable, known: Known): Promise<readonly ReplayedDay[]> {
  const { histories, stamps } = known;
  const kept = daysIn(histories).filter((day) => stamps.get(day) === stampDay(histories, day));
  return (await replayDays(readingAllOnce(table), known, kept)).filter(({ isRight }) => !isRight);
}

async function putDays(
  table: Pick<KeepDaysTable, 'putDayTotal'>,
  days: readonly ReplayedDay[],
): Promise<void> {
  await pMap(days, ({ then }) => table.putDayTotal(then), { concurrency: CONCURRENCY });
}

async function readKnown(table: ProvenDaysTable, code: string, year: number): Promise<Known | undefined> {
  const { years } = await table.regionYears(code, [year, year - 1], [], { consistent: true });
  const total = years.get(year);
  const histories = total && (await readHistories(table, total, years.get(year - 1)));
  if (!histories) return undefined;
  return { total, histories, stamps: (await table.keptDays(code, year))?.stamps ?? new Map() };
}

/** Without those that can't be told from what is kept of the regions below. */
async function replayDays(
  table: ProvenDaysTable,
  { total: { code, year, name }, histories }: Known,
  days: readonly IsoDay[],
): Promise<readonly ReplayedDay[]> {
  if (days.length === 0) return [];
  const read = await table.dayTotals(days.map((day) => ({ code, year, day })));
  const replayed = await pMap(
    days,
    async (day): Promise<ReplayedDay[]> => {
      const stamp = stampDay(histories, day);
      try {
        const { total, stated } = await replayDay(table, { code, name }, year, day);
        // The stamp says what it was made from.
        const then = { code, year, day, stamp, total: total && { ...total, history: undefined }, stated };
        const kept = read({ code, year, day });
        return [{ then, isRight: kept !== undefined && equalDays(kept, then) }];
      } catch (error) {
        if (error instanceof NotKeptError) return [];
        throw error;
      }
    },
    { concurrency: CONCURRENCY },
  );
  return replayed.flat();
}

const equalDays = (a: DayTotal, b: DayTotal): boolean =>
  a.stamp === b.stamp &&
  (a.total && b.total ? equalTotals(a.total, b.total) : a.total === b.total) &&
  (a.stated && b.stated ? equalFigures(a.stated, b.stated) : a.stated === b.stated);

/** Everything is read once for all days, and as it is: what is kept holds for as long as nothing comes. */
function readingAllOnce(table: ProvenDaysTable): ProvenDaysTable {
  const consistent = { consistent: true };
  return {
    ...table,
    history: remembered((region: string, year: number) => table.history(region, year, consistent)),
    childRegions: remembered((region: string, year: number) => table.childRegions(region, year, consistent)),
  };
}
