/** What operators load: the roster with its earlier versions and years, regions, the calendar. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import {
  AGENCY_NAMES_RANGE,
  ANNOTATIONS_KEY,
  CALENDAR_RANGE,
  FUNCTIONS_KEY,
  SCHEME_KEY,
  makeDisclosureKey,
  makeMapKey,
  MAPS_RANGE,
  makePopulationKey,
  makeRegionKey,
  regionsRange,
  makeRosterKey,
  POPULATION_RANGE,
  rosterVersionsRange,
  type ItemKey,
} from '../../contracts/table/keys.ts';
import { disclosureCodec } from '../../contracts/table/disclosure-codec.ts';
import { annotationsCodec } from '../../contracts/table/annotations-codec.ts';
import type { Codec } from '../../contracts/table/codec.ts';
import { populationCodec } from '../../contracts/table/population-codec.ts';
import { mapCodec } from '../../contracts/table/map-codec.ts';
import { functionsCodec } from '../../contracts/table/functions-codec.ts';
import { schemeCodec } from '../../contracts/table/scheme-codec.ts';
import {
  calendarCodec,
  regionCodec,
  rosterCodec,
  rosterVersionCodec,
} from '../../contracts/table/roster-codecs.ts';
import type { Scheme } from '../../domain/assessment/scheme.ts';
import type { DisclosureRecord } from '../../domain/roster/disclosure.ts';
import { findParent, traceLineage } from '../../domain/basics/region.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { AnnotationList } from '../../domain/form/annotations.ts';
import { NOWHERE, type Population, type PopulationList } from '../../domain/form/population.ts';
import type { RegionMap } from '../../domain/map/region-map.ts';
import type { FunctionList } from '../../domain/roster/agency-functions.ts';
import type { LoadedRegion } from '../../domain/roster/loaded-region.ts';
import type { RosterRecord, RosterVersion } from '../../domain/roster/roster-entry.ts';
import type { CalendarRecord } from '../../domain/standing/calendar-entry.ts';
import type { ReadOptions, TableAccess, Written } from './table-access.ts';

type OnDamaged = Pick<ReadOptions, 'onDamaged'>;
type Consistency = Pick<ReadOptions, 'consistent'>;
/** A list that is loaded whole, and stands in the place of a built-in one. */
interface LoadedList {
  readonly since: Instant;
}

/** For what a load replaces as a whole. */
const unlessSince = (last: { readonly since: Instant } | undefined) =>
  last
    ? { ConditionExpression: 'since = :since', ExpressionAttributeValues: { ':since': last.since } }
    : { ConditionExpression: 'attribute_not_exists(pk)' };

export function rosterRecords({ client, tableName, query, lookUp, decode, putAlways, putIf }: TableAccess) {
  const readList = async <List extends LoadedList>(
    key: ItemKey,
    codec: Codec<List>,
    { consistent = false }: Consistency,
  ): Promise<List | undefined> => (await lookUp([key], consistent))(key, codec);
  /** Unless another was loaded since the one before it was read. */
  const putList = <List extends LoadedList>(
    codec: Codec<List>,
    list: List,
    last: List | undefined,
  ): Promise<Written> => putIf(codec.encode(list), unlessSince(last));
  return {
    /** Every loaded region. */
    async regions({ onDamaged }: OnDamaged = {}): Promise<LoadedRegion[]> {
      const raws = await query(regionsRange(), true);
      return raws.flatMap((raw) => decode(regionCodec, raw, onDamaged) ?? []);
    },

    /** Those of them that are loaded. */
    async regionsAt(codes: readonly string[]): Promise<LoadedRegion[]> {
      const read = await lookUp(codes.map(makeRegionKey), false);
      return codes.flatMap((code) => read(makeRegionKey(code), regionCodec) ?? []);
    },

    /** A region and all loaded ones below it: one Query. */
    async regionsWithin(code: string): Promise<LoadedRegion[]> {
      const found = (await query(regionsRange(code), false)).map(regionCodec.decode);
      return found.filter((region) => traceLineage(region.code).includes(code));
    },

    putRegion: (region: LoadedRegion): Promise<void> => putAlways(regionCodec.encode(region)),

    /** Whether a roster was ever loaded: the names of some district's agencies are the first of a load. */
    async hasRoster(): Promise<boolean> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          Limit: 1,
          ProjectionExpression: 'sk',
          KeyConditionExpression: 'pk = :pk AND sk < :before',
          ExpressionAttributeValues: { ':pk': AGENCY_NAMES_RANGE.pk, ':before': AGENCY_NAMES_RANGE.before },
        }),
      );
      return Items.length > 0;
    },

    /** Without contacts, as `rosterOf` and `rosterVersions` have them: `contact-records.ts` reads those. */
    async roster(agencyId: string): Promise<RosterRecord | undefined> {
      const read = await lookUp([makeRosterKey(agencyId)], false);
      return read(makeRosterKey(agencyId), rosterCodec);
    },

    async rosterOf(
      agencyIds: readonly string[],
      { onDamaged }: OnDamaged = {},
    ): Promise<Map<string, RosterRecord>> {
      const read = await lookUp(agencyIds.map(makeRosterKey), true, onDamaged);
      return new Map(
        agencyIds.flatMap((id) => {
          const record = read(makeRosterKey(id), rosterCodec);
          return record ? [[id, record]] : [];
        }),
      );
    },

    /** What the roster said of an agency before it says what it says now, the oldest first. */
    rosterVersions: async (agencyId: string): Promise<RosterVersion[]> =>
      (await query(rosterVersionsRange(agencyId), true)).map(rosterVersionCodec.decode),

    /** The operator's list of what agencies are there for; `undefined`: the built-in one holds. */
    functions: (options: Consistency = {}): Promise<FunctionList | undefined> =>
      readList(FUNCTIONS_KEY, functionsCodec, options),
    putFunctions: (list: FunctionList, last: FunctionList | undefined): Promise<Written> =>
      putList(functionsCodec, list, last),

    /** The operator's list of what changed the meaning of figures; `undefined`: the built-in one holds. */
    annotations: (options: Consistency = {}): Promise<AnnotationList | undefined> =>
      readList(ANNOTATIONS_KEY, annotationsCodec, options),
    putAnnotations: (list: AnnotationList, last: AnnotationList | undefined): Promise<Written> =>
      putList(annotationsCodec, list, last),

    /** Inhabitants of a region's children, and of those beside it: one BatchGet. */
    async populationAround(code: string): Promise<Population[]> {
      const keys = [code, findParent(code) ?? NOWHERE].map(makePopulationKey);
      const read = await lookUp(keys, false);
      return keys.flatMap((key) => read(key, populationCodec)?.entries ?? []);
    },
    /** Everything loaded, by the region above. */
    allPopulation: async (): Promise<PopulationList[]> =>
      (await query(POPULATION_RANGE, true)).map(populationCodec.decode),
    putPopulation: (list: PopulationList, last: PopulationList | undefined): Promise<Written> =>
      putList(populationCodec, list, last),

    /** The map of a region's children; `undefined` where none was ever loaded. */
    map: (code: string, options: Consistency = {}): Promise<RegionMap | undefined> =>
      readList(makeMapKey(code), mapCodec, options),
    /** Every loaded one. */
    allMaps: async (): Promise<RegionMap[]> => (await query(MAPS_RANGE, true)).map(mapCodec.decode),
    putMap: (map: RegionMap, last: RegionMap | undefined): Promise<Written> => putList(mapCodec, map, last),

    /** The operator's scheme of assessment; `undefined`: none was ever loaded. */
    scheme: (options: Consistency = {}): Promise<Scheme | undefined> =>
      readList(SCHEME_KEY, schemeCodec, options),
    putScheme: (scheme: Scheme, last: Scheme | undefined): Promise<Written> =>
      putList(schemeCodec, scheme, last),

    /** Where an agency's information is to be had; `undefined` where nobody ever said. */
    async disclosure(agencyId: string): Promise<DisclosureRecord | undefined> {
      const read = await lookUp([makeDisclosureKey(agencyId)], false);
      return read(makeDisclosureKey(agencyId), disclosureCodec);
    },

    async disclosures(agencyIds: readonly string[]): Promise<Map<string, DisclosureRecord>> {
      const read = await lookUp(agencyIds.map(makeDisclosureKey));
      return new Map(
        agencyIds.flatMap((id) => {
          const record = read(makeDisclosureKey(id), disclosureCodec);
          return record ? [[id, record]] : [];
        }),
      );
    },

    putDisclosure: (record: DisclosureRecord, last: DisclosureRecord | undefined): Promise<Written> =>
      putList(disclosureCodec, record, last),

    /** Every extension and internal date, withdrawn ones included. */
    async calendar({ onDamaged }: OnDamaged = {}): Promise<CalendarRecord[]> {
      const raws = await query(CALENDAR_RANGE, true);
      return raws.flatMap((raw) => decode(calendarCodec, raw, onDamaged) ?? []);
    },

    /** Unless another was written since the one before it was read. */
    putCalendar(record: CalendarRecord): Promise<Written> {
      const earlier = record.before?.at(-1);
      return putIf(calendarCodec.encode(record), unlessSince(earlier));
    },
  };
}
