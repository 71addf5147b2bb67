/** The parts of a load that would not fit into the table, told before anything is written. */
import type { LoadedRegion } from '../domain/roster/loaded-region.ts';
import type { RosterEntry } from '../domain/roster/roster-entry.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import type { CalendarRecord } from '../domain/standing/calendar-entry.ts';
import type { RecordSizes } from '../adapters/table/record-sizes.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { REGION_NAMES } from '../domain/search/name-search.ts';
import type { PlannedYears } from './load-roster.ts';
import { indexAgencies, indexRegions, type RegionNamed, type Spell, type NamesTable } from './name-index.ts';

export interface TooLarge {
  readonly what: 'agency' | 'region' | 'calendar' | 'names';
  /**
   * The agency's id (also for its year that a calendar extends), the region's code, or the scope; `regions` for the
   * names of all regions.
   */
  readonly id: string;
  readonly bytes: number;
  readonly max: number;
}

const over = (measured: TooLarge): TooLarge[] => (measured.bytes > measured.max ? [measured] : []);

export const measureRegions = (sizes: RecordSizes, regions: readonly LoadedRegion[]): TooLarge[] =>
  regions.flatMap((region) =>
    over({ what: 'region', id: region.code, bytes: sizes.region(region), max: sizes.maxRecord }),
  );

export const measureCalendar = (
  sizes: RecordSizes,
  entries: readonly CalendarRecord[],
  years: readonly AgencyYear[],
): TooLarge[] => [
  ...entries.flatMap((entry) =>
    over({ what: 'calendar', id: entry.scope, bytes: sizes.calendar(entry), max: sizes.maxRecord }),
  ),
  ...years.flatMap((year) => measureYear(sizes, year, 'calendar')),
];

/** An agency is written in one transaction: its facts, what they were before, and its years. */
export const measureRoster = (sizes: RecordSizes, planned: readonly PlannedYears[]): TooLarge[] =>
  planned.flatMap(({ entry, before, changed }) => {
    const { id } = entry;
    const years = [...changed.values()];
    const bytes = [
      ...[entry, ...(before ? [before] : [])].map(sizes.roster),
      ...years.map(sizes.agencyYear),
    ].reduce((sum, size) => sum + size, 0);
    const found = [
      ...over({ what: 'agency', id, bytes: sizes.roster(entry), max: sizes.maxRecord }),
      ...years.flatMap((year) => measureYear(sizes, year, 'agency')),
      ...over({ what: 'agency', id, bytes, max: sizes.maxTransaction }),
    ];
    return found.toSorted((a, b) => b.bytes - a.bytes).slice(0, 1);
  });

/** `what`: the kind of file that makes it larger. */
function measureYear(sizes: RecordSizes, item: AgencyYear, what: 'agency' | 'calendar'): TooLarge[] {
  const { id } = item.agency;
  const share = over({ what, id, bytes: sizes.enrolment(item), max: sizes.maxEnrolment });
  return share.length > 0 ? share : over({ what, id, bytes: sizes.agencyYear(item), max: sizes.maxRecord });
}

/** Measures the names that regions, or districts, would have: their pieces, which are written together. */
export const measureRegionNames = (
  table: NamesTable & Pick<ReportTable, 'sizes'>,
  regions: readonly RegionNamed[],
  spell: Spell,
): Promise<TooLarge[]> => measureNames(table, (measuring) => indexRegions(measuring, regions, spell));

export const measureAgencyNames = (
  table: NamesTable & Pick<ReportTable, 'rosterOf' | 'sizes'>,
  entries: readonly RosterEntry[],
  spell: Spell,
  at: Instant,
): Promise<TooLarge[]> =>
  measureNames(table, (measuring) =>
    indexAgencies({ ...measuring, rosterOf: (ids) => table.rosterOf(ids) }, entries, spell, at),
  );

/** Indexes into a table that writes nothing. */
async function measureNames(
  table: NamesTable & Pick<ReportTable, 'sizes'>,
  index: (measuring: NamesTable) => Promise<void>,
): Promise<TooLarge[]> {
  const found: TooLarge[] = [];
  await index({
    namesToChange: (of) => table.namesToChange(of),
    packedNamesHead: () => Promise.resolve(undefined),
    namesWithin: () => Promise.resolve({ regions: [], agencies: new Map() }),
    listProvinces: () => Promise.resolve(new Set()),
    putPackedWhole: () => Promise.resolve('written'),
    putPackedNames: () => Promise.resolve('unchanged'),
    putNames(of, revision, names, furtherBefore = 0) {
      const sizes = table.sizes.names(of, revision, names);
      const { maxRecord, maxTransaction, maxRecordsTogether } = table.sizes;
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      const items = Math.max(sizes.length, furtherBefore + 1);
      if (bytes > maxTransaction || items > maxRecordsTogether || Math.max(...sizes) > maxRecord)
        found.push({ what: of === REGION_NAMES ? 'region' : 'names', id: of, bytes, max: maxTransaction });
      return Promise.resolve('written');
    },
  });
  return found;
}
