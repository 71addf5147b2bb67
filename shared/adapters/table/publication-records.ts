/** Publications that were recorded, and what was found where reports are said to be published. */
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { agencyYearCodec } from '../../contracts/table/agency-year-codec.ts';
import {
  makeAgencyYearKey,
  makePublicationRecordKey,
  makeRosterKey,
  makeSourceCheckKey,
  publicationRecordsRange,
  sourceChecksRange,
  sourceVisitsRange,
} from '../../contracts/table/keys.ts';
import { publicationCodec, sourceCheckCodec, type Placed } from '../../contracts/table/publication-codecs.ts';
import { sourceVisitCodec } from '../../contracts/table/source-visit-codec.ts';
import { rosterCodec } from '../../contracts/table/roster-codecs.ts';
import type { Item } from '../../contracts/table/codec.ts';
import type { Place } from '../../domain/basics/place.ts';
import type { RosterRecord } from '../../domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../domain/standing/agency-year-record.ts';
import type { PublicationRecord } from '../../domain/standing/publication.ts';
import type { SourceCheck } from '../../domain/standing/source-check.ts';
import type { SourceVisit } from '../../domain/standing/source-visit.ts';
import { unlessOutdated, type ReadOptions, type TableAccess, type Written } from './table-access.ts';

type Recorded = Written | 'already-recorded';

/** A record, or a look, by its name. */
interface NamedPublication {
  readonly kind: 'publication' | 'source-check';
  readonly place: Place;
  readonly id: string;
}

export function publicationRecords({ client, tableName, query, lookUp, decode, transact }: TableAccess) {
  const putOnce = (Item: Item) => ({
    Put: { TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  const putAgencyYear = (item: AgencyYear) => ({
    Put: { TableName: tableName, Item: agencyYearCodec.encode(item), ...unlessOutdated(item.revision) },
  });

  return {
    /** Takes out one that can't be read: a record is received again, and an address looked at again. */
    removePublication: async ({ kind, place, id }: NamedPublication): Promise<void> => {
      const key =
        kind === 'publication' ? makePublicationRecordKey(place, id) : makeSourceCheckKey(place, id);
      await client.send(new DeleteCommand({ TableName: tableName, Key: { ...key } }));
    },

    /** What recording one publication needs to know, in one consistent BatchGet. */
    async publicationFiling(
      place: Place,
      recordId: string,
    ): Promise<{
      roster: RosterRecord | undefined;
      current: AgencyYear | undefined;
      record: PublicationRecord | undefined;
    }> {
      const key = makePublicationRecordKey(place, recordId);
      const roster = makeRosterKey(place.agencyId);
      const current = makeAgencyYearKey(place);
      const read = await lookUp([key, roster, current]);
      return {
        record: read(key, publicationCodec)?.thing,
        roster: read(roster, rosterCodec),
        current: read(current, agencyYearCodec),
      };
    },

    /** Writes a record once and, where it is the newest, the agency-year in the same transaction. */
    async recordPublication(
      place: Place,
      record: PublicationRecord,
      agencyYear: AgencyYear | undefined,
    ): Promise<Recorded> {
      const [failed] = await transact([
        putOnce(publicationCodec.encode({ place, thing: record })),
        ...(agencyYear ? [putAgencyYear(agencyYear)] : []),
      ]);
      if (failed === undefined) return 'written';
      return failed.write === 0 && failed.why === 'condition' ? 'already-recorded' : 'outdated';
    },

    /** Every recorded publication of a district's year, by agency. */
    publicationsIn: async (
      district: string,
      year: number,
      { onDamaged }: Pick<ReadOptions, 'onDamaged'> = {},
    ): Promise<Map<string, readonly PublicationRecord[]>> =>
      groupByAgency(
        (await query(publicationRecordsRange(district, year), true)).flatMap(
          (raw) => decode(publicationCodec, raw, onDamaged) ?? [],
        ),
      ),

    /** What was ever found where reports of a district's year are published, by agency. */
    sourceChecksIn: async (
      district: string,
      year: number,
      { onDamaged }: Pick<ReadOptions, 'onDamaged'> = {},
    ): Promise<Map<string, readonly SourceCheck[]>> =>
      groupByAgency(
        (await query(sourceChecksRange(district, year), true)).flatMap(
          (raw) => decode(sourceCheckCodec, raw, onDamaged) ?? [],
        ),
      ),

    /** The last look at each address of a district's year, by agency. */
    sourceVisitsIn: async (district: string, year: number): Promise<Map<string, SourceVisit>> =>
      new Map(
        (await query(sourceVisitsRange(district, year), true))
          .map(sourceVisitCodec.decode)
          .map(({ place, thing }) => [place.agencyId, thing]),
      ),

    /** Keeps a look; with what it found and the agency-year that says so, where that is new. */
    async recordVisit(
      place: Place,
      visit: SourceVisit,
      agencyYear: AgencyYear | undefined,
    ): Promise<Written> {
      const failed = await transact([
        { Put: { TableName: tableName, Item: sourceVisitCodec.encode({ place, thing: visit }) } },
        ...(agencyYear
          ? [putOnce(sourceCheckCodec.encode({ place, thing: visit.found })), putAgencyYear(agencyYear)]
          : []),
      ]);
      return failed.length === 0 ? 'written' : 'outdated';
    },
  };
}

export function groupByAgency<Thing>(placed: readonly Placed<Thing>[]): Map<string, readonly Thing[]> {
  const groups = Map.groupBy(placed, ({ place }) => place.agencyId);
  return new Map([...groups].map(([id, all]) => [id, all.map(({ thing }) => thing)]));
}
