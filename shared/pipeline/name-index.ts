/**
 * The names by which regions and agencies are found. A load writes them before what they name, so that whatever is
 * loaded is found by its initials; reconciliation mends what an interrupted load left. Only a load needs the
 * dictionary of pinyin: what knows initials is given to it.
 */
import type { RegionName } from '../domain/roster/loaded-region.ts';
import type { RosterEntry } from '../domain/roster/roster-entry.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import pMap from 'p-map';
import { isDeepStrictEqual } from 'node:util';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { isObligedKind, type Instant } from '../domain/basics/calendar.ts';
import { agencyNames } from '../domain/roster/former-names.ts';
import { findProvince } from '../domain/basics/region.ts';
import { REGION_NAMES, type Named } from '../domain/search/name-search.ts';
import { withFormerNames } from './load-roster.ts';
import { packProvinces, type PackTable } from './pack-names.ts';
import { retryRace } from './retry-race.ts';

/** Initials of the pinyin of a name's characters; undefined where nobody knows them. */
export type InitialsOf = (name: string) => string | undefined;
export type NamesTable = PackTable & Pick<ReportTable, 'namesToChange' | 'putNames'>;
type AgencyNames = Pick<AgencyYear['agency'], 'id' | 'kind' | 'name' | 'aliases' | 'formerNames'>;

const CONCURRENCY = 8;

export async function indexRegions(
  table: NamesTable,
  regions: readonly RegionName[],
  initialsOf: InitialsOf,
): Promise<void> {
  await replaceRegionNames(table, regions, new Set(), initialsOf);
}

/** `gone`: codes of regions that are no more. */
export async function replaceRegionNames(
  table: NamesTable,
  regions: readonly RegionName[],
  gone: ReadonlySet<string>,
  initialsOf: InitialsOf,
): Promise<void> {
  const names = regions.map(({ code, name }) =>
    namedOf({ id: code, kind: '', name, aliases: [] }, initialsOf),
  );
  await changeNames(table, REGION_NAMES, (known) => merged(without(known, gone), names));
  await packProvinces(table, [...regions.map(({ code }) => code), ...gone].map(findProvince));
}

export async function indexAgencies(
  table: NamesTable & Pick<ReportTable, 'rosterOf'>,
  entries: readonly RosterEntry[],
  initialsOf: InitialsOf,
  at: Instant,
): Promise<void> {
  const before = await table.rosterOf(entries.map(({ id }) => id));
  await replaceAgencyNames(
    table,
    entries.map((entry) => withFormerNames(entry, before.get(entry.id), at)),
    [...before.values()],
    initialsOf,
  );
}

/** `were`: where agencies were found before; they no longer are where they have no entry. */
export async function replaceAgencyNames(
  table: NamesTable,
  entries: readonly RosterEntry[],
  were: readonly Pick<RosterEntry, 'id' | 'district'>[],
  initialsOf: InitialsOf,
): Promise<void> {
  const byDistrict = Map.groupBy(entries, ({ district }) => district);
  const wereBy = Map.groupBy(were, ({ district }) => district);
  const districts = new Set([...byDistrict.keys(), ...wereBy.keys()]);
  await pMap(
    districts,
    (district) => {
      const names = (byDistrict.get(district) ?? []).map((entry) => namedOf(entry, initialsOf));
      const here = new Set(names.map(({ id }) => id));
      const gone = new Set((wereBy.get(district) ?? []).flatMap(({ id }) => (here.has(id) ? [] : [id])));
      return changeNames(table, district, (known) => merged(without(known, gone), names));
    },
    { concurrency: CONCURRENCY },
  );
  await packProvinces(table, [...districts].map(findProvince));
}

const without = (known: readonly Named[], gone: ReadonlySet<string>): Named[] =>
  known.filter(({ id }) => !gone.has(id));

/**
 * All agencies that owe or owed a report, or may file one, by district; the newest facts of each. Filled while the years
 * are walked. Any other was put there by mistake.
 */
export type FoundAgencies = Map<string, Map<string, AgencyNames>>;

/** Adds the agencies of a district's year; years are walked from the first to the last. */
export function findAgencies(
  found: FoundAgencies,
  district: string,
  items: readonly Pick<AgencyYear, 'agency' | 'obliged' | 'isAway'>[],
): void {
  if (items.length === 0) return;
  const agencies = found.get(district) ?? new Map<string, AgencyNames>();
  for (const { agency, obliged, isAway } of items)
    if (obliged || (!isObligedKind(agency.kind) && !isAway)) agencies.set(agency.id, agency);
  found.set(district, agencies);
}

/** Answers which items were not as they should be. Initials are kept where the name is the same. */
export async function reindexNames(
  table: NamesTable & Pick<ReportTable, 'regions' | 'rosterOf'>,
  found: FoundAgencies,
): Promise<string[]> {
  const mended: string[] = [];
  if (await reindexRegions(table)) mended.push(REGION_NAMES);
  await pMap(
    found,
    async ([district, agencies]) => {
      if (await reindexAgencies(table, district, agencies)) mended.push(district);
    },
    { concurrency: CONCURRENCY },
  );
  await packProvinces(
    table,
    (await table.regions()).map(({ code }) => findProvince(code)),
  );
  return mended;
}

/** Whether anything was not as it should be. */
export async function reindexRegions(table: NamesTable & Pick<ReportTable, 'regions'>): Promise<boolean> {
  const regions = await table.regions();
  return changeNames(table, REGION_NAMES, (known) =>
    regions.map(({ code, name }) => namedOf({ id: code, kind: '', name, aliases: [] }, initialsKnown(known))),
  );
}

/** `agencies`: all of the district's. Whether anything was not as it should be. */
export const reindexAgencies = (
  table: NamesTable & Pick<ReportTable, 'rosterOf'>,
  district: string,
  agencies: ReadonlyMap<string, AgencyNames>,
): Promise<boolean> =>
  changeNames(table, district, async (known) => {
    const others = known.filter(({ id }) => !agencies.has(id));
    const roster = await table.rosterOf(others.map(({ id }) => id));
    return [
      ...[...agencies.values()].map((agency) => namedOf(agency, initialsKnown(known))),
      // Owing no report yet, or being loaded just now; those that moved are found elsewhere.
      ...others.filter(({ id }) => (roster.get(id)?.district ?? district) === district),
    ];
  });

/** As `reindexAgencies`, where only some of the district's agencies are at hand: nobody else is taken out. */
export const indexMissing = (
  table: NamesTable,
  district: string,
  agencies: ReadonlyMap<string, AgencyNames>,
): Promise<boolean> =>
  changeNames(table, district, (known) =>
    merged(
      known,
      [...agencies.values()].map((agency) => namedOf(agency, initialsKnown(known))),
    ),
  );

function initialsKnown(known: readonly Named[]): InitialsOf {
  const initials = new Map(
    known.flatMap(({ spellings }) => spellings.map((spelling) => [spelling.text, spelling.initials])),
  );
  return (name) => initials.get(name);
}

function namedOf(
  { id, kind, ...named }: Omit<AgencyNames, 'kind'> & { kind: string },
  initialsOf: InitialsOf,
): Named {
  return {
    id,
    kind,
    spellings: agencyNames(named).map((text) => ({ text, initials: initialsOf(text) ?? '' })),
  };
}

const merged = (known: readonly Named[], changed: readonly Named[]): Named[] => [
  ...new Map([...known, ...changed].map((named) => [named.id, named])).values(),
];

/** In the order of their ids, so that the same names are the same record. */
const inOrder = (names: readonly Named[]): Named[] => names.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Whether anything was to be changed. */
async function changeNames(
  table: NamesTable,
  of: string,
  change: (known: readonly Named[]) => readonly Named[] | Promise<readonly Named[]>,
): Promise<boolean> {
  return retryRace<boolean>(`the names of ${of}`, async () => {
    const item = await table.namesToChange(of);
    const names = inOrder(await change(item?.names ?? []));
    if (isDeepStrictEqual(names, item?.names ?? [])) return false;
    const written = await table.putNames(of, (item?.revision ?? 0) + 1, names, item?.further);
    return written === 'written' ? true : written;
  });
}
