/** What of a load would not fit into the table: told before anything is written. */
import {
  itemBytes,
  MAX_ENROLMENT_BYTES,
  MAX_ITEM_BYTES,
  MAX_TRANSACTION_BYTES,
  MAX_TRANSACTION_ITEMS,
} from '../contracts/item-size.ts';
import type {
  AgencyYearItem,
  CalendarItem,
  RegionItem,
  RegionName,
  RosterEntry,
} from '../contracts/items.ts';
import { REGION_NAMES, splitNames } from '../contracts/stored-names.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import type { PlannedYears } from './load-roster.ts';
import { indexAgencies, indexRegions, type InitialsOf, type NamesTable } from './name-index.ts';

export interface TooLarge {
  readonly what: 'agency' | 'region' | 'calendar' | 'names';
  /** The agency's id, also of its year that a calendar extends, the region's code, or the scope; `regions` of the names of all regions. */
  readonly id: string;
  readonly bytes: number;
  readonly max: number;
}

const overItem = (what: TooLarge['what'], id: string, item: object): TooLarge[] =>
  over({ what, id, bytes: itemBytes(item), max: MAX_ITEM_BYTES });
const over = (measured: TooLarge): TooLarge[] => (measured.bytes > measured.max ? [measured] : []);

export const measureRegions = (items: readonly RegionItem[]): TooLarge[] =>
  items.flatMap((item) => overItem('region', item.code, item));

export const measureCalendar = (
  entries: readonly CalendarItem[],
  years: readonly AgencyYearItem[],
): TooLarge[] => [
  ...entries.flatMap((entry) => overItem('calendar', entry.scope, entry)),
  ...years.flatMap((year) => measureYear(year, 'calendar')),
];

/** An agency is written in one transaction: its facts, what they were before, and its years. */
export const measureRoster = (planned: readonly PlannedYears[]): TooLarge[] =>
  planned.flatMap(({ entry, before, changed }) => {
    const years = [...changed.values()];
    const sizes = [entry, ...(before ? [before] : []), ...years].map(itemBytes);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    const found = [
      ...overItem('agency', entry.id, entry),
      ...years.flatMap((year) => measureYear(year, 'agency')),
      ...over({ what: 'agency', id: entry.id, bytes, max: MAX_TRANSACTION_BYTES }),
    ];
    return found.toSorted((a, b) => b.bytes - a.bytes).slice(0, 1);
  });

/** `what`: the kind of file that makes it larger. */
function measureYear(item: AgencyYearItem, what: 'agency' | 'calendar'): TooLarge[] {
  const { id } = item.agency;
  const { agency, extension, opensWith, before } = item;
  const bytes = itemBytes({ agency, extension, opensWith, before });
  const share = over({ what, id, bytes, max: MAX_ENROLMENT_BYTES });
  return share.length > 0 ? share : overItem(what, id, item);
}

/** The names that regions, or districts, would have; of their pieces, which are written together. */
export const measureRegionNames = (
  table: NamesTable,
  regions: readonly RegionName[],
  initialsOf: InitialsOf,
): Promise<TooLarge[]> => measureNames(table, (measuring) => indexRegions(measuring, regions, initialsOf));

export const measureAgencyNames = (
  table: NamesTable & Pick<ReportTable, 'rosterOf'>,
  entries: readonly RosterEntry[],
  initialsOf: InitialsOf,
  at: Instant,
): Promise<TooLarge[]> =>
  measureNames(table, (measuring) =>
    indexAgencies({ ...measuring, rosterOf: (ids) => table.rosterOf(ids) }, entries, initialsOf, at),
  );

/** Indexes into a table that writes nothing. */
async function measureNames(
  table: NamesTable,
  index: (measuring: NamesTable) => Promise<void>,
): Promise<TooLarge[]> {
  const found: TooLarge[] = [];
  await index({
    storedNames: (of) => table.storedNames(of),
    putNames(of, revision, names, furtherBefore = 0) {
      const pieces = splitNames(of, revision, names);
      const sizes = pieces.map(itemBytes);
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      const items = Math.max(pieces.length, furtherBefore + 1);
      if (
        bytes > MAX_TRANSACTION_BYTES ||
        items > MAX_TRANSACTION_ITEMS ||
        Math.max(...sizes) > MAX_ITEM_BYTES
      )
        found.push({
          what: of === REGION_NAMES ? 'region' : 'names',
          id: of,
          bytes,
          max: MAX_TRANSACTION_BYTES,
        });
      return Promise.resolve('written');
    },
  });
  return found;
}
