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
/** Days of a region with so many agencies are told one after the other: each holds all of them, and nothing more is read for it. */
const MANY_AGENCIES = 500;

export type ProvenDaysTable = HistoryTable & Pick<ReportTable, 'keptDays' | 'daysToReplace'>;
export type KeepDaysTable = ProvenDaysTable & Pick<ReportTable, 'putDayTotal' | 'putKeptDays'>;

interface RegionOfYear {
  readonly code: string;
  readonly year: number;
}

/** A night ends, also where years of days are made for the first time: of each region and year so many. */
const DAYS_A_NIGHT = 31;
/** And so many of one order's agencies, in all of its years: half a minute of a function's time. */
export const AGENCY_DAYS_A_NIGHT = 20_000;
/** A night that is cut short keeps what it has made until then. */
const DAYS_A_WRITE = 8;

interface KeptNow {
  /** Made, or made anew where something came late. */
  readonly made: readonly IsoDay[];
  /** Left to another night: for the regions below to be kept, or because there are too many. */
  readonly left: number;
  /** What was spent of `AGENCY_DAYS_A_NIGHT`. */
  readonly agencyDays: number;
}

/**
 * Keeps a region's totals of the days that are over, the newest first; what was kept rightly is not read again. A day of which
 * a region below is not kept waits for that.
 */
export async function keepDays(
  table: KeepDaysTable,
  { code, year }: RegionOfYear,
  now: Instant,
  mostAgencyDays = AGENCY_DAYS_A_NIGHT,
): Promise<KeptNow> {
  const known = await readKnown(table, code, year);
  if (!known) return NOTHING_KEPT;
  const today = tellChinaDay(now);
  const over = daysIn(known.histories).filter((day) => day < today);
  const stale = over.filter((day) => known.stamps.get(day) !== stampDay(known.histories, day));
  if (stale.length === 0) return NOTHING_KEPT;
  const once = readingAllOnce(table);
  const { agencies } = await once.history(code, year);
  const perDay = agencies.length + 1;
  const atMost = Math.min(DAYS_A_NIGHT, Math.ceil(mostAgencyDays / perDay));
  const wanted = atMost > 0 ? stale.slice(-atMost).reverse() : [];
  const made: IsoDay[] = [];
  for (let from = 0; from < wanted.length; from += DAYS_A_WRITE) {
    const before = made.length;
    const replayed = await replayDays(once, known, wanted.slice(from, from + DAYS_A_WRITE));
    for (const one of replayed)
      if (one.isRight || (await putDay(table, one)) === 'written') made.push(one.then.day);
    if (made.length === before) continue;
    // After them: it says that all of them are there.
    const right = over.filter((day) => made.includes(day) || !stale.includes(day));
    const stamps = new Map(right.map((day) => [day, stampDay(known.histories, day)]));
    await table.putKeptDays({ code, year, stamps });
  }
  return { made: made.toReversed(), left: stale.length - made.length, agencyDays: wanted.length * perDay };
}

const NOTHING_KEPT: KeptNow = { made: [], left: 0, agencyDays: 0 };

/** Makes those anew that would be told, and are not what a replay tells: by the rules of an earlier version, or damaged. */
export async function mendDays(
  table: KeepDaysTable,
  { code, year }: RegionOfYear,
): Promise<readonly IsoDay[]> {
  const known = await readKnown(table, code, year);
  if (!known) return [];
  const wrong = await listWrong(table, known);
  const written = await pMap(wrong, (one) => putDay(table, one), { concurrency: CONCURRENCY });
  // Where another writer was first, it is that one's.
  return wrong.flatMap(({ then: { day } }, i) => (written[i] === 'written' ? [day] : []));
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
  /** The revision of what lies in its place; `undefined` where nothing does. */
  readonly replaces: unknown;
}

async function listWrong(table: ProvenDaysTable, known: Known): Promise<readonly ReplayedDay[]> {
  const { histories, stamps } = known;
  const kept = daysIn(histories).filter((day) => stamps.get(day) === stampDay(histories, day));
  return (await replayDays(readingAllOnce(table), known, kept)).filter(({ isRight }) => !isRight);
}

const putDay = (table: Pick<KeepDaysTable, 'putDayTotal'>, { then, replaces }: ReplayedDay) =>
  table.putDayTotal(then, replaces);

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
  const read = await table.daysToReplace(days.map((day) => ({ code, year, day })));
  const { agencies } = await table.history(code, year);
  const replayed = await pMap(
    days,
    async (day): Promise<ReplayedDay[]> => {
      const stamp = stampDay(histories, day);
      try {
        const { total, stated } = await replayDay(table, { code, name }, year, day);
        // The stamp says what it was made from.
        const { kept, revision: replaces } = read({ code, year, day });
        const revision = (typeof replaces === 'number' ? replaces : 0) + 1;
        const told = total && { ...total, history: undefined };
        const then = { code, year, day, stamp, revision, total: told, stated };
        return [{ then, isRight: kept !== undefined && equalDays(kept, then), replaces }];
      } catch (error) {
        if (error instanceof NotKeptError) return [];
        throw error;
      }
    },
    { concurrency: agencies.length > MANY_AGENCIES ? 1 : CONCURRENCY },
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
    dayTotals: (days) => table.dayTotals(days, consistent),
  };
}
