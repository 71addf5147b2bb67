/** What operators load: the roster with its earlier versions and years, regions, the calendar. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { agencyYearCodec } from '../../contracts/table/agency-year-codec.ts';
import {
  AGENCY_NAMES_RANGE,
  CALENDAR_RANGE,
  makeRegionKey,
  regionsRange,
  makeRosterKey,
  makeRosterMailKey,
  rosterVersionsRange,
} from '../../contracts/table/keys.ts';
import {
  calendarCodec,
  regionCodec,
  rosterCodec,
  rosterVersionCodec,
} from '../../contracts/table/roster-codecs.ts';
import { ITEM_VERSION, type Item } from '../../contracts/table/codec.ts';
import { foldMail } from '../../domain/basics/mail-address.ts';
import { traceLineage } from '../../domain/basics/region.ts';
import type { LoadedRegion } from '../../domain/roster/loaded-region.ts';
import type { RosterRecord, RosterVersion } from '../../domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../domain/standing/agency-year-record.ts';
import type { CalendarRecord } from '../../domain/standing/calendar-entry.ts';
import {
  unlessOutdated,
  type ReadOptions,
  type TableAccess,
  type Transaction,
  type Written,
} from './table-access.ts';

type OnDamaged = Pick<ReadOptions, 'onDamaged'>;

export function rosterRecords({
  client,
  tableName,
  query,
  lookUp,
  decode,
  transact,
  putAlways,
  putIf,
  writeAll,
}: TableAccess) {
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

    async roster(agencyId: string): Promise<RosterRecord | undefined> {
      const read = await lookUp([makeRosterKey(agencyId)], false);
      return read(makeRosterKey(agencyId), rosterCodec);
    },

    async rosterOf(agencyIds: readonly string[]): Promise<Map<string, RosterRecord>> {
      const read = await lookUp(agencyIds.map(makeRosterKey));
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

    /** Every extension and internal date, withdrawn ones included. */
    async calendar({ onDamaged }: OnDamaged = {}): Promise<CalendarRecord[]> {
      const raws = await query(CALENDAR_RANGE, true);
      return raws.flatMap((raw) => decode(calendarCodec, raw, onDamaged) ?? []);
    },

    /** Unless another was written since the one before it was read. */
    putCalendar(record: CalendarRecord): Promise<Written> {
      const earlier = record.before?.at(-1);
      return putIf(
        calendarCodec.encode(record),
        earlier
          ? {
              ConditionExpression: 'since = :since',
              ExpressionAttributeValues: { ':since': earlier.since },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' },
      );
    },

    /** Lets one address find its agency. */
    async letIn(roster: RosterRecord): Promise<void> {
      for (const item of mailItem(roster)) await putAlways(item);
    },

    /** Lets addresses find their agencies, as each load of the roster does it. */
    async indexMails(roster: Iterable<RosterRecord>): Promise<void> {
      await writeAll([...roster].flatMap(mailItem).map((one) => ({ PutRequest: { Item: one } })));
    },

    /**
     * An agency's facts, where they changed, with those that they follow, and the years that they change, in one
     * transaction.
     */
    async enrol(facts: EnrolledFacts | undefined, years: readonly AgencyYear[]): Promise<Written> {
      const failed = await transact([
        ...(facts ? rosterWrites(tableName, facts) : []),
        ...years.map((item) => ({
          Put: { TableName: tableName, Item: agencyYearCodec.encode(item), ...unlessOutdated(item.revision) },
        })),
      ]);
      return failed.length === 0 ? 'written' : 'outdated';
    },
  };
}

interface EnrolledFacts {
  readonly roster: RosterRecord;
  readonly before: RosterRecord | undefined;
  /** Whoever writes it may not say who may sign in: `letIn` does, elsewhere. */
  readonly isLetInLater?: boolean;
}

/** By which an address finds its agency. One of an earlier address stays: the roster says whose it is now. */
const mailItem = ({ id, mail }: RosterRecord): Item[] =>
  mail === undefined ? [] : [{ ...makeRosterMailKey(foldMail(mail), id), v: ITEM_VERSION }];

/** The facts, unless others were written since `before` was read, and `before` under its own instant. */
function rosterWrites(
  TableName: string,
  { roster, before, isLetInLater = false }: EnrolledFacts,
): Transaction {
  const Item = rosterCodec.encode(roster);
  const mail = (isLetInLater ? [] : mailItem(roster)).map((one) => ({ Put: { TableName, Item: one } }));
  if (!before)
    return [{ Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } }, ...mail];
  return [
    ...mail,
    {
      Put: {
        TableName,
        Item,
        ConditionExpression: 'since = :since',
        ExpressionAttributeValues: { ':since': before.since },
      },
    },
    { Put: { TableName, Item: rosterVersionCodec.encode(before) } },
  ];
}
