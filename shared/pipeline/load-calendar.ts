/** Extensions and internal dates become part of the agency-years that they bind, where everything reads them. */
import {
  findDates,
  nameScope,
  type CalendarEntry,
  type CalendarRecord,
  type CalendarScope,
  type SetDate,
  type SetDates,
} from '../domain/standing/calendar-entry.ts';
import type { SignedAct } from '../domain/authority/signed-act.ts';
import { readPlace } from '../domain/basics/place.ts';
import type { LoadEntry } from '../domain/roster/load-record.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import pMap from 'p-map';
import type { CalendarLine } from '../contracts/files/calendar-file.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Written } from '../adapters/table/table-access.ts';
import { countLateDays } from '../domain/standing/agency-year.ts';
import type { Instant, IsoDay } from '../domain/basics/calendar.ts';
import { deadlineFor } from '../domain/basics/deadlines.ts';
import { isRegionCode, traceLineage } from '../domain/basics/region.ts';
import { after, enrolmentFrom, pickEntries, extractSays } from './enrolment.ts';
import { retryRace } from './retry-race.ts';

const CONCURRENCY = 8;

export type CalendarTable = Pick<
  ReportTable,
  'calendar' | 'putCalendar' | 'children' | 'regions' | 'rosterOf' | 'agencyYearsAt' | 'putAgencyYear'
>;

/** An agency-year whose extension or internal date is, or will be, another. */
export interface DatesChange {
  readonly item: AgencyYear;
  readonly dates: SetDates;
}

type When = 'before' | 'after';

const datesWith = ({ item, dates }: DatesChange, when: When): SetDates => (when === 'before' ? item : dates);

export const deadlineWith = (change: DatesChange, when: When): IsoDay => {
  const { agency, district, year } = change.item;
  return deadlineFor({ kind: agency.kind, district }, year, datesWith(change, when).extension);
};

export const internalDateWith = (change: DatesChange, when: When): IsoDay | undefined =>
  datesWith(change, when).internal?.until;

export const isLate = (change: DatesChange, when: When): boolean =>
  change.item.obliged && countLateDays(deadlineWith(change, when), change.item.firstAccepted?.receivedAt) > 0;

export interface CalendarPlan {
  /** Entries that are new or say something else; withdrawn ones have no day. */
  readonly entries: readonly CalendarRecord[];
  readonly changes: readonly DatesChange[];
}

/** What a load, or an act of an office, would change. */
export async function planCalendar(
  table: Pick<CalendarTable, 'calendar' | 'children' | 'regions' | 'rosterOf'>,
  lines: readonly CalendarLine[],
  at: Instant,
  act?: SignedAct,
): Promise<CalendarPlan> {
  const known = new Map((await table.calendar()).map((item) => [nameScope(item), item]));
  const entries = lines.flatMap((line) => nextEntry(line, known.get(nameScope(line)), at, act) ?? []);
  const calendar = pickEntries([
    ...new Map([...known, ...entries.map((item) => [nameScope(item), item] as const)]).values(),
  ]);
  const items = await agencyYearsWithin(table, lines);
  return { entries, changes: items.flatMap((item) => changeOf(item, calendar) ?? []) };
}

/** What a load would add or change, as it is now. */
export async function changedByCalendar(
  table: Pick<CalendarTable, 'calendar'>,
  { entries }: CalendarPlan,
): Promise<LoadEntry<CalendarRecord>[]> {
  const known = new Map((await table.calendar()).map((item) => [nameScope(item), item]));
  return entries.map((entry) => ({ id: nameScope(entry), before: known.get(nameScope(entry)) }));
}

/** Also what an earlier load of the same lines left undone. */
export async function loadCalendar(
  table: CalendarTable,
  lines: readonly CalendarLine[],
  at: Instant,
): Promise<CalendarPlan> {
  const plan = await putPlanned(table, () => planCalendar(table, lines, at));
  await applyCalendar(
    table,
    pickEntries(await table.calendar()),
    plan.changes.map(({ item }) => item),
    at,
  );
  return plan;
}

/** Writes what is planned; planned anew where somebody else set one of the days meanwhile. */
export const putPlanned = <Planned extends CalendarPlan | { readonly kind: 'refused' }>(
  table: Pick<CalendarTable, 'putCalendar'>,
  plan: () => Promise<Planned>,
): Promise<Planned> =>
  retryRace<Planned>('the calendar', async () => {
    const planned = await plan();
    const entries = 'entries' in planned ? planned.entries : [];
    const written = await pMap(entries, (item) => table.putCalendar(item), { concurrency: CONCURRENCY });
    return written.includes('outdated') ? 'outdated' : planned;
  });

/** Puts the calendar's days onto agency-years that have been read. Answers how many changed. */
export async function applyCalendar(
  table: Pick<ReportTable, 'agencyYearsAt' | 'calendar' | 'putAgencyYear'>,
  calendar: readonly CalendarEntry[],
  items: readonly AgencyYear[],
  at: Instant,
  write: (item: AgencyYear) => Promise<Written> = (item) => table.putAgencyYear(item),
): Promise<number> {
  let changes = items.flatMap((item) => changeOf(item, calendar) ?? []);
  if (changes.length === 0) return 0;
  let written = 0;
  return retryRace<number>(`the deadlines of ${changes.length} agency-years`, async () => {
    const outdated = await pMap(
      changes,
      async (change) => {
        if ((await write(dated(change, at))) === 'outdated') return [change.item];
        written += 1;
        return [];
      },
      { concurrency: CONCURRENCY },
    );
    const places = outdated.flat().map(readPlace);
    if (places.length === 0) return written;
    const [read, records] = await Promise.all([table.agencyYearsAt(places), table.calendar()]);
    // Whoever wrote one meanwhile may have set another day.
    const current = pickEntries(records);
    changes = places.flatMap((place) => read(place) ?? []).flatMap((item) => changeOf(item, current) ?? []);
    return changes.length === 0 ? written : 'outdated';
  });
}

/** Whether the entries set other days for any of them. */
export const needsOtherDates = (calendar: readonly CalendarEntry[], items: readonly AgencyYear[]): boolean =>
  items.some((item) => changeOf(item, calendar) !== undefined);

/** The agency-year with its changed days. */
export const dated = ({ item, dates: { extension, internal } }: DatesChange, at: Instant): AgencyYear => ({
  ...item,
  ...enrolmentFrom(item, { ...extractSays(item), extension, internal }, at),
  revision: item.revision + 1,
});

function changeOf(item: AgencyYear, calendar: readonly CalendarEntry[]): DatesChange | undefined {
  const { agency, district, year } = item;
  const dates = findDates(calendar, { district, agencyId: agency.id, kind: agency.kind, year });
  const isSame = isSameDate(dates.extension, item.extension) && isSameDate(dates.internal, item.internal);
  return isSame ? undefined : { item, dates };
}

const isSameDate = (one: SetDate | undefined, other: SetDate | undefined): boolean =>
  one?.until === other?.until && one?.reason === other?.reason;

/** The entry from `at` on; `undefined` where it says so already. */
function nextEntry(
  { year, scope, kind, type, until, reason }: CalendarLine,
  known: CalendarRecord | undefined,
  at: Instant,
  act: SignedAct | undefined,
): CalendarRecord | undefined {
  if (known?.until === until && known?.reason === reason) return undefined;
  const earlier = known && [
    ...(known.before ?? []),
    {
      until: known.until,
      reason: known.reason,
      since: known.since,
      ...(known.act && { act: known.act }),
    },
  ];
  return {
    year,
    scope,
    kind,
    type,
    until,
    reason,
    since: known ? after(known.since, at) : at,
    before: earlier,
    ...(act && { act }),
  };
}

/** The agency-years that entries for these scopes may bind. */
async function agencyYearsWithin(
  table: Pick<CalendarTable, 'children' | 'regions' | 'rosterOf'>,
  scopes: readonly CalendarScope[],
): Promise<AgencyYear[]> {
  const loaded = await table.regions();
  const codes = [...new Set(loaded.flatMap(({ code }) => traceLineage(code)))];
  const agencyIds = [...new Set(scopes.map(({ scope }) => scope).filter((scope) => !isRegionCode(scope)))];
  const roster = await table.rosterOf(agencyIds);
  const regionYears = new Map(
    scopes
      .flatMap(({ scope, year }) => {
        const within = isRegionCode(scope)
          ? codes.filter((code) => traceLineage(code).includes(scope))
          : [roster.get(scope)?.district ?? []].flat();
        return within.map((code) => ({ code, year }));
      })
      .map(({ code, year }) => [`${code}#${year}`, { code, year }]),
  );
  const found = await pMap(
    regionYears.values(),
    async ({ code, year }) => {
      const { agencies, beside } = await table.children(code, year, { consistent: true });
      return [...agencies, ...beside];
    },
    { concurrency: CONCURRENCY },
  );
  return found.flat();
}
