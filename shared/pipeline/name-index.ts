/**
 * The names by which regions and agencies are found. A load writes them before what they name, so that whatever is
 * loaded is found by its pinyin; reconciliation mends what an interrupted load left. Only a load needs the
 * dictionary of pinyin: what knows it is given to it.
 */
import type { RegionEntry } from '../domain/roster/loaded-region.ts';
import type { RosterEntry } from '../domain/roster/roster-entry.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import pMap from 'p-map';
import { isDeepStrictEqual } from 'node:util';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { isObligedKind, type Instant } from '../domain/basics/calendar.ts';
import { agencyNames } from '../domain/roster/former-names.ts';
import { findProvince, traceLineage } from '../domain/basics/region.ts';
import { REGION_NAMES, type Named, type Spelling } from '../domain/search/name-search.ts';
import { spellStated } from '../domain/search/stated-pinyin.ts';
import { withFormerNames } from './load-roster.ts';
import { packProvinces, type PackTable } from './pack-names.ts';
import { retryRace } from './retry-race.ts';

/** How a name is spelled, at least its initials; undefined where nobody knows. */
export type Spell = (name: string) => Omit<Spelling, 'text'> | undefined;
export type NamesTable = PackTable & Pick<ReportTable, 'namesToChange' | 'putNames'>;
/** Years don't say how a name is read, the roster does. */
type AgencyNames = Pick<AgencyYear['agency'], 'id' | 'kind' | 'name' | 'aliases' | 'formerNames'> &
  Pick<RosterEntry, 'pinyin'>;
/** What a region is found by. */
export type RegionNamed = Pick<RegionEntry, 'code' | 'name' | 'pinyin'>;

const CONCURRENCY = 8;

export async function indexRegions(
  table: NamesTable,
  regions: readonly RegionNamed[],
  spell: Spell,
): Promise<void> {
  await replaceRegionNames(table, regions, new Set(), spell);
}

/** `gone`: codes of regions that are no more. */
export async function replaceRegionNames(
  table: NamesTable,
  regions: readonly RegionNamed[],
  gone: ReadonlySet<string>,
  spell: Spell,
): Promise<void> {
  await changeNames(table, REGION_NAMES, (known) =>
    merged(
      without(known, gone),
      regions.map((region) => nameRegion(region, atLeastKnown(known, spell))),
    ),
  );
  await packProvinces(table, [...regions.map(({ code }) => code), ...gone].map(findProvince));
}

export async function indexAgencies(
  table: NamesTable & Pick<ReportTable, 'rosterOf'>,
  entries: readonly RosterEntry[],
  spell: Spell,
  at: Instant,
): Promise<void> {
  const before = await table.rosterOf(entries.map(({ id }) => id));
  await replaceAgencyNames(
    table,
    entries.map((entry) => withFormerNames(entry, before.get(entry.id), at)),
    [...before.values()],
    spell,
  );
}

/** `were`: where agencies were found before; they no longer are where they have no entry. */
export async function replaceAgencyNames(
  table: NamesTable,
  entries: readonly RosterEntry[],
  were: readonly Pick<RosterEntry, 'id' | 'district'>[],
  spell: Spell,
): Promise<void> {
  const byDistrict = Map.groupBy(entries, ({ district }) => district);
  const wereBy = Map.groupBy(were, ({ district }) => district);
  const districts = new Set([...byDistrict.keys(), ...wereBy.keys()]);
  await pMap(
    districts,
    (district) => {
      const here = byDistrict.get(district) ?? [];
      const ids = new Set(here.map(({ id }) => id));
      const gone = new Set((wereBy.get(district) ?? []).flatMap(({ id }) => (ids.has(id) ? [] : [id])));
      return changeNames(table, district, (known) => {
        const spelled = here.map((entry) => namedOf(entry, atLeastKnown(known, spell)));
        return merged(without(known, gone), spelled);
      });
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

/** Answers which items were not as they should be. How it is spelled is kept where the name is the same. */
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
  return changeNames(table, REGION_NAMES, async (known) => {
    const regions = await table.regions();
    // A region that is not there is being loaded just now; who takes one out takes out its name.
    return merged(
      known,
      regions.map((region) => nameRegion(region, knownSpelling(known))),
    );
  });
}

type ReindexTable = NamesTable & Pick<ReportTable, 'rosterOf'>;

/** `agencies`: all of the district's. Whether anything was not as it should be. */
export const reindexAgencies = (
  table: ReindexTable,
  district: string,
  agencies: ReadonlyMap<string, AgencyNames>,
): Promise<boolean> =>
  changeNames(table, district, async (known) => {
    const others = known.filter(({ id }) => !agencies.has(id));
    const roster = await table.rosterOf(others.map(({ id }) => id));
    return [
      ...(await namesNow(table, district, agencies, known)),
      // Owing no report yet, or being loaded just now; those that moved are found elsewhere.
      ...others.filter(({ id }) => (roster.get(id)?.district ?? district) === district),
    ];
  });

/** As `reindexAgencies`, where only some of the district's agencies are at hand: nobody else is taken out. */
export const indexMissing = (
  table: ReindexTable,
  district: string,
  agencies: ReadonlyMap<string, AgencyNames>,
): Promise<boolean> =>
  changeNames(table, district, async (known) =>
    merged(known, await namesNow(table, district, agencies, known)),
  );

/** What was read of the agencies may be older than a load since: where it differs from what is known, the roster tells. */
async function namesNow(
  table: Pick<ReportTable, 'rosterOf'>,
  district: string,
  agencies: ReadonlyMap<string, AgencyNames>,
  known: readonly Named[],
): Promise<Named[]> {
  const spell = knownSpelling(known);
  const before = new Map(known.map((named) => [named.id, named]));
  const read = [...agencies.values()].map((agency) => namedOf(agency, spell));
  const changed = read.filter((named) => !isDeepStrictEqual(named, before.get(named.id)));
  const roster = await table.rosterOf(changed.map(({ id }) => id));
  return read.map((named) => {
    const entry = roster.get(named.id);
    return entry?.district === district ? namedOf(entry, spell) : named;
  });
}

function knownSpelling(known: readonly Named[]): Spell {
  const spelled = new Map(
    known.flatMap(({ spellings }) => spellings.map(({ text, ...spelling }) => [text, spelling] as const)),
  );
  return (name) => spelled.get(name);
}

/** Without a dictionary, what a load has spelled is known better. */
function atLeastKnown(names: readonly Named[], spell: Spell): Spell {
  const before = knownSpelling(names);
  return (name) => {
    const spelled = spell(name);
    const known = before(name);
    return spelled?.pinyin === undefined && known?.pinyin !== undefined ? known : (spelled ?? known);
  };
}

/**
 * Names are spelled anew, but for those whose reading was stated: all of them, as an earlier version spelled them otherwise, or
 * those of agencies within some regions, whose own readings are others from now on.
 */
export async function respellNames(
  table: NamesTable & Pick<ReportTable, 'regions' | 'rosterOf'>,
  spell: Spell,
  within?: ReadonlySet<string>,
): Promise<void> {
  const regions = new Map(
    (await table.regions({ onDamaged: ignore })).map((region) => [region.code, region]),
  );
  const codes = [...regions.keys()].filter(
    (code) => !within || traceLineage(code).some((above) => within.has(above)),
  );
  await pMap(
    [...(within ? [] : [REGION_NAMES]), ...codes],
    (of) =>
      changeNames(table, of, async (known) => {
        const listed =
          of === REGION_NAMES
            ? regions
            : // What can't be read has stated no reading.
              await table.rosterOf(
                known.map(({ id }) => id),
                { onDamaged: ignore },
              );
        return known.map((named) => ({
          ...named,
          spellings: named.spellings.map((spelling) => {
            const entry = listed.get(named.id);
            return { ...spelling, ...((entry && spellStated(entry, spelling.text)) ?? spell(spelling.text)) };
          }),
        }));
      }),
    { concurrency: CONCURRENCY },
  );
  await packProvinces(table, codes.map(findProvince));
}

function namedOf({ id, kind, ...named }: Omit<AgencyNames, 'kind'> & { kind: string }, spell: Spell): Named {
  return {
    id,
    kind,
    spellings: agencyNames(named).map((text) => ({
      text,
      ...(spellStated(named, text) ?? spell(text) ?? { initials: '' }),
    })),
  };
}

const ignore = (): void => undefined;
const nameRegion = ({ code, name, pinyin }: RegionNamed, spell: Spell): Named =>
  namedOf({ id: code, kind: '', name, pinyin, aliases: [] }, spell);

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
