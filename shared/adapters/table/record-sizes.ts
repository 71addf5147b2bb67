/** How large records are as the table keeps them, in bytes, and how much it takes. */
import { agencyYearCodec } from '../../contracts/table/agency-year-codec.ts';
import {
  itemBytes,
  MAX_ENROLMENT_BYTES,
  MAX_ITEM_BYTES,
  MAX_TRANSACTION_BYTES,
  MAX_TRANSACTION_ITEMS,
} from '../../contracts/table/item-size.ts';
import { mapCodec } from '../../contracts/table/map-codec.ts';
import { calendarCodec, regionCodec, rosterCodec } from '../../contracts/table/roster-codecs.ts';
import { splitNames } from '../../contracts/table/stored-names.ts';
import type { RegionMap } from '../../domain/map/region-map.ts';
import type { LoadedRegion } from '../../domain/roster/loaded-region.ts';
import type { RosterEntry } from '../../domain/roster/roster-entry.ts';
import { makeInstant } from '../../domain/basics/calendar.ts';
import type { Named } from '../../domain/search/name-search.ts';
import type { AgencyYear } from '../../domain/standing/agency-year-record.ts';
import type { CalendarRecord } from '../../domain/standing/calendar-entry.ts';

const ANY_INSTANT = makeInstant(0);

export type RecordSizes = typeof RECORD_SIZES;

export const RECORD_SIZES = {
  maxRecord: MAX_ITEM_BYTES,
  /** What roster and calendar say of an agency's year leaves the other half to what is filed. */
  maxEnrolment: MAX_ENROLMENT_BYTES,
  /** Written together. */
  maxTransaction: MAX_TRANSACTION_BYTES,
  maxRecordsTogether: MAX_TRANSACTION_ITEMS,
  region: (region: LoadedRegion): number => itemBytes(regionCodec.encode(region)),
  calendar: (record: CalendarRecord): number => itemBytes(calendarCodec.encode(record)),
  roster: (entry: RosterEntry): number => itemBytes(rosterCodec.encode({ ...entry, since: ANY_INSTANT })),
  map: (map: Omit<RegionMap, 'since'>): number => itemBytes(mapCodec.encode({ ...map, since: ANY_INSTANT })),
  agencyYear: (item: AgencyYear): number => itemBytes(agencyYearCodec.encode(item)),
  enrolment: ({ agency, extension, internal, opensWith, before }: AgencyYear): number =>
    itemBytes({ agency, extension, internal, opensWith, before }),
  /** The size of each piece. */
  names: (of: string, revision: number, names: readonly Named[]): number[] =>
    splitNames(of, revision, names).map(itemBytes),
};
