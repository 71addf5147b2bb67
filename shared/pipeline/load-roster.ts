/** The roster becomes agency-years: one for each year in which an agency owes a report, the running year included. */
import type { LoadEntry } from '../domain/roster/load-record.ts';
import type { LoadedRegion, RegionEntry } from '../domain/roster/loaded-region.ts';
import {
  isObliged,
  isOnRoster,
  pickEntry,
  type RosterEntry,
  type RosterRecord,
  type WholeRecord,
} from '../domain/roster/roster-entry.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import type { RegionChildren } from '../domain/standing/region-year.ts';
import type { DamagedRecord } from '../domain/standing/damaged-record.ts';
import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { isObligedKind, tellChinaYear, type Instant } from '../domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../domain/form/catalogue.ts';
import { findDates, type CalendarEntry } from '../domain/standing/calendar-entry.ts';
import { isSameContact, pickContact, withinRetention } from '../domain/roster/contact.ts';
import { formerNamesAfter } from '../domain/roster/former-names.ts';
import type { Place } from '../domain/basics/place.ts';
import { findParent } from '../domain/basics/region.ts';
import { findSuccessors, type RegionSpan } from '../domain/basics/region-span.ts';
import { CorruptItemError } from '../errors.ts';
import { after, enrolmentFrom, pickEntries } from './enrolment.ts';
import { listRelations, withSuccessors, type Relations } from './roster-relatives.ts';
import { retryRace } from './retry-race.ts';
import { walkRegions, type VisitedRegion } from './walk-regions.ts';

const CONCURRENCY = 8;
/** Agencies whose years are read together: a BatchGet or two. */
const READ_TOGETHER = 12;
/** Agencies whose years are held at once: a nation's, with what was filed for them, are more than a process's memory. */
const HELD_AT_ONCE = 480;

function* cut<Thing>(things: readonly Thing[], size: number): Generator<Thing[]> {
  for (let from = 0; from < things.length; from += size) yield things.slice(from, from + size);
}

/**
 * Each region with the names of those right below it and the codes of those that follow it, loaded now or before: a parent or
 * predecessor that is not named is told, too.
 */
export async function loadRegions(
  table: Pick<ReportTable, 'putRegion' | 'regions'>,
  regions: readonly RegionEntry[],
): Promise<void> {
  const loaded = await table.regions();
  const items = new Map(regionItems(loaded, regions).map((item) => [item.code, item]));
  const changing = changedByRegions(loaded, regions).flatMap(({ id }) => items.get(id) ?? []);
  await pMap(changing, (item) => table.putRegion(item), { concurrency: CONCURRENCY });
}

/** What a load of regions would add or change, as it is now: those that it names, and those beside that name them. */
export function changedByRegions(
  loaded: readonly LoadedRegion[],
  regions: readonly RegionEntry[],
): LoadEntry<LoadedRegion>[] {
  const known = new Map(loaded.map((region) => [region.code, region]));
  return regionItems(loaded, regions)
    .filter((region) => !isDeepStrictEqual(region, known.get(region.code)))
    .map(({ code }) => ({ id: code, before: known.get(code) }));
}

/** What is written of them, and of their parents, predecessors and successors. */
export function regionItems(loaded: readonly RegionEntry[], regions: readonly RegionEntry[]): LoadedRegion[] {
  const all = new Map<string, RegionEntry>(loaded.map((region) => [region.code, region]));
  const before = regions.flatMap(({ code }) => all.get(code)?.predecessors ?? []);
  for (const region of regions) all.set(region.code, region);
  const below = Map.groupBy(all.values(), ({ code }) => findParent(code));
  const successors = findSuccessors(all.values());
  const touched = new Set([
    ...regions.flatMap(({ code, predecessors = [] }) => [code, findParent(code) ?? code, ...predecessors]),
    ...before,
  ]);
  return [...touched]
    .flatMap((code) => all.get(code) ?? [])
    .map(({ code, name, mail, pinyin, from, to, predecessors = [] }) => ({
      code,
      name,
      ...(mail !== undefined && { mail }),
      ...(pinyin !== undefined && { pinyin }),
      ...spanWritten({ from, to, predecessors, successors: successors.get(code) }),
      below: (below.get(code) ?? [])
        .map((child) => ({ code: child.code, name: child.name, ...spanWritten(child, 'years') }))
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    }));
}

/** What there is of it: most regions begin and end nowhere. */
function spanWritten(
  { from, to, predecessors = [], successors = [] }: RegionSpan,
  what: 'all' | 'years' = 'all',
): RegionSpan {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(what === 'all' && predecessors.length > 0 && { predecessors }),
    ...(what === 'all' && successors.length > 0 && { successors }),
  };
}

/** What opening a year takes: no contacts. */
export type YearsTable = Pick<
  ReportTable,
  'agencyYears' | 'agencyYearsAt' | 'enrol' | 'rosterOf' | 'calendar'
>;
export type RosterTable = YearsTable & Pick<ReportTable, 'wholeRosterOf'>;

/**
 * Entries whose agency has reports in another district than the one that they state. They can't be loaded: the reports
 * would count there or nowhere. Such an agency ends with `to`, and goes on under another id with it as predecessor.
 */
export async function movedAgencies(
  table: Pick<ReportTable, 'agencyYears' | 'rosterOf'>,
  entries: readonly Pick<RosterEntry, 'id' | 'district'>[],
  runningYear: number,
): Promise<string[]> {
  const known = await table.rosterOf(entries.map(({ id }) => id));
  const filed = await pMap(
    entries.filter(({ id, district }) => (known.get(id)?.district ?? district) !== district),
    async ({ id }) => {
      const items = await table.agencyYears(
        { district: known.get(id)?.district ?? '', agencyId: id },
        yearsUpTo(runningYear),
        { consistent: true },
      );
      return [...items.values()].some(({ latest }) => latest) ? [id] : [];
    },
    { concurrency: CONCURRENCY },
  );
  return filed.flat();
}

/**
 * Each agency's facts and years in one transaction, with what was said before; filed reports stay as they are. Agencies
 * that are not named stay as they are, too.
 */
export async function loadRoster(
  table: RosterTable,
  entries: readonly RosterEntry[],
  at: Instant,
  onLoaded: () => void = () => undefined,
  act?: RosterRecord['act'],
): Promise<void> {
  const { context: planned, wanted, isNamed } = await planRoster(table, entries, at);
  const context = { ...planned, act };
  const enrolAll = (agencies: readonly Wanted[], onEnrolled: () => void): Promise<unknown> =>
    pMap(
      cut(agencies, READ_TOGETHER),
      async (together) => {
        const known = await readYears(
          context,
          together.map(({ entry }) => entry),
        );
        for (const { entry, facts } of together) {
          const before = context.facts.get(entry.id);
          // First, so that the load, should it break off, finds it where it was. Nothing was filed there: see `movedAgencies`.
          if (before && before.district !== entry.district) await enrolAgency(context, offRoster(before));
          await enrolAgency(context, entry, facts, known(entry));
          onEnrolled();
        }
      },
      { concurrency: CONCURRENCY },
    );
  const all = [...wanted];
  await enrolAll(
    all.filter(([id]) => isNamed(id)).map(([, one]) => one),
    onLoaded,
  );
  await enrolAll(
    all.filter(([id]) => !isNamed(id)).map(([, one]) => one),
    () => undefined,
  );
}

/** The years of some agencies, each in its district. */
async function readYears(
  { table, years }: Pick<EnrolContext, 'table' | 'years'>,
  agencies: readonly Pick<RosterEntry, 'id' | 'district'>[],
): Promise<(agency: Pick<RosterEntry, 'id' | 'district'>) => Map<number, AgencyYear>> {
  const placesOf = ({ id, district }: Pick<RosterEntry, 'id' | 'district'>): Place[] =>
    years.map((year) => ({ district, agencyId: id, year }));
  const read = await table.agencyYearsAt(agencies.flatMap(placesOf));
  return (agency) =>
    new Map(
      placesOf(agency).flatMap((place) => {
        const item = read(place);
        return item ? [[place.year, item]] : [];
      }),
    );
}

/** What a load of the roster would add or change, as it is now. */
export async function changedByRoster(
  table: RosterTable,
  entries: readonly RosterEntry[],
  at: Instant,
): Promise<LoadEntry<WholeRecord>[]> {
  const { context, wanted } = await planRoster(table, entries, at);
  return [...wanted].flatMap(([id, { facts }]): LoadEntry<WholeRecord>[] => {
    const before = context.facts.get(id);
    const entry = facts(before);
    if (!nextRoster(entry, before, at)) return [];
    return [{ id, before, districts: [entry.district] }];
  });
}

/** The agency without obligations, its relatives left out: as one that was put on the roster by mistake. */
export const offRoster = ({ successors: _successors, ...entry }: RosterEntry): RosterEntry => ({
  ...entry,
  predecessors: [],
  to: entry.from - 1,
});

/** An agency as a load would have it. */
interface Wanted {
  readonly entry: RosterEntry;
  /** What the roster will say of it, from what it says. */
  readonly facts: (current: WholeRecord | undefined) => RosterEntry;
}

interface RosterPlan {
  readonly context: EnrolContext;
  /** By id: agencies that the file names, and those whose predecessors or successors it names. */
  readonly wanted: ReadonlyMap<string, Wanted>;
  readonly isNamed: (id: string) => boolean;
}

/** `at`: from then on. */
async function planRoster(
  table: RosterTable,
  stated: readonly RosterEntry[],
  at: Instant,
): Promise<RosterPlan> {
  const entries = stated.map((entry) => withinRetention(entry, at));
  const known = await table.wholeRosterOf(entries.map(({ id }) => id));
  const relatives = await table.wholeRosterOf(listRelatives([...entries, ...known.values()]));
  const inFile = new Map(entries.map((entry) => [entry.id, entry]));
  // A relative's years tell of its other relatives, too.
  const theirs = await readRelatives(table, [...relatives.values()]);
  const context = await enrolContext(
    table,
    withSuccessors(new Map<string, RosterEntry>([...theirs, ...known, ...relatives, ...inFile])),
    new Map([...known, ...relatives]),
    at,
  );
  const wanted = [...context.relatives.values()].flatMap((entry): [string, Wanted][] => {
    if (inFile.has(entry.id))
      return [[entry.id, { entry, facts: (current) => withFormerNames(entry, current, at) }]];
    return relatives.has(entry.id)
      ? [[entry.id, { entry, facts: (current) => withRelatives(entry, current) }]]
      : [];
  });
  return { context, wanted: new Map(wanted), isNamed: (id) => inFile.has(id) };
}

/** Where the file does not name an agency, another load may know more facts of it. */
function withRelatives(entry: RosterEntry, current: WholeRecord | undefined): RosterEntry {
  const { successors: _before, ...facts } = current ? pickEntry(current) : entry;
  return { ...facts, ...(entry.successors && { successors: entry.successors }) };
}

/** An agency's facts and years as they are, and as a load would leave those that it changes. */
export interface PlannedYears {
  readonly entry: RosterEntry;
  readonly before: WholeRecord | undefined;
  readonly items: ReadonlyMap<number, AgencyYear>;
  readonly changed: ReadonlyMap<number, AgencyYear>;
}

/** What a load would do to the agencies of the file, and to their relatives: some at a time, the next when they are asked for. */
export async function* planYears(
  table: RosterTable,
  entries: readonly RosterEntry[],
  at: Instant,
): AsyncGenerator<PlannedYears[]> {
  const { context, wanted } = await planRoster(table, entries, at);
  for (const some of cut([...wanted.values()], HELD_AT_ONCE))
    yield await plannedYears(
      context,
      some.map(({ entry, facts }) => {
        const before = context.facts.get(entry.id);
        return { entry: facts(before), before, district: (before ?? entry).district };
      }),
    );
}

/** The years that agencies have in a district, and what becomes of them with these entries. */
export async function plannedYears(
  context: EnrolContext,
  agencies: readonly (Pick<PlannedYears, 'entry' | 'before'> & { readonly district: string })[],
): Promise<PlannedYears[]> {
  const planned = await pMap(
    cut(agencies, READ_TOGETHER),
    async (together) => {
      const known = await readYears(
        context,
        together.map(({ entry: { id }, district }) => ({ id, district })),
      );
      return together.map(({ entry, before, district }) => {
        const items = known({ id: entry.id, district });
        const changed = changedYears(context, entry, items);
        return { entry, before, items, changed: new Map(changed.map((item) => [item.year, item])) };
      });
    },
    { concurrency: CONCURRENCY },
  );
  return planned.flat();
}

/** The entry of a file with the names that the agency had before it. */
export function withFormerNames(
  entry: RosterEntry,
  known: RosterEntry | undefined,
  at: Instant,
): RosterEntry {
  const formerNames = formerNamesAfter(known, entry.name, at);
  return { ...entry, ...(formerNames && { formerNames }) };
}

/** The predecessors and successors of agencies, as the roster has them. */
export function readRelatives(
  table: Pick<ReportTable, 'rosterOf'>,
  entries: readonly Related[],
): Promise<Map<string, RosterRecord>> {
  return table.rosterOf(listRelatives(entries));
}

type Related = Pick<RosterEntry, 'predecessors' | 'successors'>;
/** Each once. */
export const listRelatives = (entries: readonly Related[]): string[] => [
  ...new Set(entries.flatMap(({ predecessors, successors = [] }) => [...predecessors, ...successors])),
];

export const yearsUpTo = (runningYear: number): number[] =>
  Array.from({ length: runningYear - FIRST_REPORT_YEAR + 1 }, (_, i) => FIRST_REPORT_YEAR + i);

interface EnrolContext {
  readonly table: Pick<ReportTable, 'agencyYears' | 'agencyYearsAt' | 'enrol'>;
  readonly years: readonly number[];
  readonly relatives: ReadonlyMap<string, RosterEntry>;
  /** As the roster had them when the load began. */
  readonly facts: ReadonlyMap<string, WholeRecord>;
  /** As it has one now, where another load has changed it. */
  readonly readAgain: (id: string) => Promise<WholeRecord | undefined>;
  readonly calendar: readonly CalendarEntry[];
  readonly at: Instant;
  /** An office's, where it is no load: then its letter lets the address in. */
  readonly act?: RosterRecord['act'];
}

/** `relatives`: agencies as the roster will have them; `facts`: agencies to be enrolled, as it has them now. */
export async function enrolContext(
  table: RosterTable,
  relatives: EnrolContext['relatives'],
  facts: EnrolContext['facts'],
  at: Instant,
): Promise<EnrolContext> {
  const calendar = pickEntries(await table.calendar());
  const readAgain = async (id: string) => (await table.wholeRosterOf([id])).get(id);
  return { table, years: yearsUpTo(tellChinaYear(at)), relatives, facts, readAgain, calendar, at };
}

/**
 * `wanted` makes the agency's facts in the roster from those it has; left out where only its years are enrolled. `read`: its
 * years as they were a moment ago, where they were read with others.
 */
export async function enrolAgency(
  context: EnrolContext,
  { id, ...stated }: RosterEntry,
  wanted?: Wanted['facts'],
  read?: ReadonlyMap<number, AgencyYear>,
): Promise<void> {
  const { table, years, facts, readAgain, at, act } = context;
  let before = facts.get(id);
  let readBefore = read;
  await retryRace<'enrolled'>(`the years of agency ${id}`, async () => {
    const entry = wanted ? wanted(before) : { id, ...stated };
    const place = { district: entry.district, agencyId: id };
    const known = readBefore ?? (await table.agencyYears(place, years, { consistent: true }));
    readBefore = undefined;
    const changes = changedYears(context, entry, known);
    const roster = wanted && nextRoster(entry, before, at, act);
    if (!roster && changes.length === 0) return 'enrolled';
    if (
      (await table.enrol(roster && { roster, before, isLetInLater: act !== undefined }, changes)) ===
      'written'
    )
      return 'enrolled';
    before = await readAgain(id);
    return 'outdated';
  });
}

function changedYears(
  { years, relatives, calendar, at }: EnrolContext,
  entry: RosterEntry,
  known: ReadonlyMap<number, AgencyYear>,
): AgencyYear[] {
  return years
    .filter((year) => known.has(year) || isOnRoster(entry, year))
    .flatMap(
      (year) =>
        enrolled(entry, year, known.get(year), listRelations(entry, year, relatives), calendar, at) ?? [],
    );
}

/** The agency's facts from `at` on; `undefined` where they are known already. */
function nextRoster(
  entry: RosterEntry,
  known: WholeRecord | undefined,
  at: Instant,
  act?: RosterRecord['act'],
): WholeRecord | undefined {
  const isSame = known && isDeepStrictEqual(pickEntry(known), pickEntry(entry));
  if (isSame) return undefined;
  const since = known ? after(known.since, at) : at;
  const contactSince = known && isSameContact(known, entry) ? known.contactSince : since;
  return {
    ...pickEntry(entry),
    ...(act && { act }),
    since,
    contactSince: pickContact(entry) && contactSince,
  };
}

/** What the roster says of an agency in each of its years. */
function factsOf({
  id,
  name,
  aliases,
  formerNames,
  kind,
  dataset,
  function: functionId,
  reminders,
}: RosterEntry): AgencyYear['agency'] {
  return {
    id,
    name,
    aliases: [...aliases],
    ...(formerNames && { formerNames }),
    kind,
    ...(dataset && { dataset }),
    ...(functionId !== undefined && { function: functionId }),
    ...(reminders === false && { reminders }),
  };
}

/** The agency-year as roster and calendar want it; `undefined` where it is so already. */
function enrolled(
  entry: RosterEntry,
  year: number,
  known: AgencyYear | undefined,
  { opensWith, handsTo }: Relations,
  calendar: readonly CalendarEntry[],
  at: Instant,
): AgencyYear | undefined {
  const { id, kind, district } = entry;
  const obliged = isObliged(entry, year);
  const says = enrolmentFrom(
    known,
    {
      agency: factsOf(entry),
      obliged,
      // Stated, so that it takes the place of what is known.
      isAway: isObligedKind(kind) || isOnRoster(entry, year) ? undefined : true,
      ...findDates(calendar, { district, agencyId: id, kind, year }),
      opensWith: opensWith.length > 0 ? [...opensWith] : undefined,
    },
    at,
  );
  if (known?.since === says.since && isDeepStrictEqual(known.handsTo ?? [], handsTo)) return undefined;
  return {
    ...(known ?? { district, year }),
    revision: (known?.revision ?? 0) + 1,
    ...says,
    handsTo: handsTo.length > 0 ? [...handsTo] : undefined,
  };
}

/** An agency's year as the roster alone has it, whose item is lost; `undefined` where the roster has no such agency. */
export async function enrolledAnew(
  table: Pick<YearsTable, 'rosterOf' | 'calendar'>,
  { district, agencyId, year }: Place,
): Promise<AgencyYear | undefined> {
  const entry = (await table.rosterOf([agencyId])).get(agencyId);
  if (entry?.district !== district) return undefined;
  const relatives = new Map([...(await readRelatives(table, [entry])), [agencyId, entry]]);
  const calendar = pickEntries(await table.calendar());
  return enrolled(entry, year, undefined, listRelations(entry, year, relatives), calendar, entry.since);
}

/** A region's children of a year and of the one before it. */
interface OpenedRegion {
  readonly code: string;
  readonly year: number;
  readonly before: RegionChildren;
  readonly now: RegionChildren;
  /** Whose year can't be read, but is there. */
  readonly damagedIds: readonly string[];
}

/** Opens a region's year for those who had the year before, or follow one who had. Answers how many lacked it. */
export async function openRegionYear(
  table: YearsTable,
  { code, year, before, now, damagedIds }: OpenedRegion,
  readCalendar: () => Promise<readonly CalendarEntry[]>,
  at: Instant,
): Promise<number> {
  const enrolledIds = new Set([
    ...[...now.agencies, ...now.beside].map(({ agency }) => agency.id),
    ...damagedIds,
  ]);
  const missingIds = [...before.agencies, ...before.beside]
    .flatMap(({ agency, handsTo = [] }) => [agency.id, ...handsTo.map(({ agencyId }) => agencyId)])
    .filter((id) => !enrolledIds.has(id));
  if (missingIds.length === 0) return 0;
  const roster = await table.rosterOf([...new Set(missingIds)]);
  const relatives = new Map([...(await readRelatives(table, [...roster.values()])), ...roster]);
  const calendar = await readCalendar();
  // Years alone: nothing of the roster is written, and no contact read.
  const known = { facts: new Map(), readAgain: () => Promise.resolve(undefined) };
  const context: EnrolContext = { table, years: [year], relatives, ...known, calendar, at };
  const own = [...roster.values()].filter(({ district }) => district === code);
  for (const entry of own) await enrolAgency(context, entry);
  return own.length;
}

/** Opens a year for everyone on the roster of the year before who is not there yet. */
export async function openYear(
  table: YearsTable & Pick<ReportTable, 'children' | 'regions'>,
  year: number,
  at: Instant,
): Promise<void> {
  const calendar = pickEntries(await table.calendar());
  /** What is damaged is told when everybody else has the year. */
  let damage: string | undefined;
  const onDamaged = ({ message }: DamagedRecord): void => {
    damage ??= message;
  };
  const visit = async ({ code, children: before }: VisitedRegion): Promise<void> => {
    const damagedIds: string[] = [];
    const now = await table.children(code, year, {
      consistent: true,
      onDamaged: ({ id }) => void damagedIds.push(id),
    });
    const calendarNow = (): Promise<readonly CalendarEntry[]> => Promise.resolve(calendar);
    await openRegionYear(table, { code, year, before, now, damagedIds }, calendarNow, at);
  };
  await walkRegions(table, year - 1, visit, { onDamaged });
  if (damage !== undefined) throw new CorruptItemError(damage);
}
