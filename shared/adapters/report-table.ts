/** The one DynamoDB table. Every item read is parsed; queries page to the end; writes are conditional. */
import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { DamagedItem } from '../contracts/damaged-item.ts';
import type { RegionChildren, RegionHistory, RegionYears } from '../contracts/children.ts';
import {
  CHILDREN_FROM,
  CALENDAR_PARTITION,
  CHILDREN_TO,
  HISTORY_TO,
  REGIONS_PARTITION,
  agencyYearItemSchema,
  agencyYearKey,
  calendarItemSchema,
  childrenPartition,
  narrativeItemSchema,
  narrativeKey,
  narrativePartition,
  regionItemSchema,
  regionKey,
  regionYearItemSchema,
  regionYearKey,
  rosterItemSchema,
  rosterVersionItemSchema,
  rosterVersionKey,
  rosterKey,
  HEAD_ATTRIBUTES,
  submissionHeadSchema,
  submissionItemSchema,
  submissionKey,
  unplacedKey,
  type AgencyYearItem,
  type FiledSubmissions,
  type SubmissionHead,
  type CalendarItem,
  type ItemKey,
  type NarrativeEntry,
  type RegionItem,
  type RegionYearItem,
  type RosterItem,
  type RosterVersionItem,
  type SubmissionItem,
} from '../contracts/items.ts';
import {
  VERSION_ATTRIBUTES,
  versionOf,
  type ItemRead,
  type KeyRange,
  type RecordedRead,
} from '../contracts/item-versions.ts';
import type { Place } from '../contracts/object-keys.ts';
import {
  fromStoredNames,
  furtherNamesKeys,
  namesItemSchema,
  namesKey,
  splitNames,
  type NamesItem,
} from '../contracts/stored-names.ts';
import type { Named } from '../domain/search/name-search.ts';
import { bandsOf } from '../domain/narrative/narrative-fingerprint.ts';
import { codePrefixOf, lineageOf } from '../domain/basics/region.ts';
import { CorruptItemError } from '../errors.ts';
import { readPages } from './read-pages.ts';
import { PATIENCE, untilUnthrottled, type Patience } from './throttling.ts';

/** A key with what reads its item. */
interface Wanted<Item> {
  readonly key: ItemKey;
  readonly schema: z.ZodMiniType<Item>;
}
const wanted = <Item>(key: ItemKey, schema: z.ZodMiniType<Item>): Wanted<Item> => ({ key, schema });

/** Whoever mends or proves goes on past damaged items; to everybody else they are errors. */
export interface ReadOptions {
  readonly consistent?: boolean;
  readonly onDamaged?: ((damaged: DamagedItem) => void) | undefined;
}

type Written = 'written' | 'outdated';
type Recorded = Written | 'already-recorded';

/** DynamoDB's limit for one BatchGetItem. */
const BATCH_GET_KEYS = 100;
/** The earliest of a band: a text's original is among them unless as many earlier ones only look like it. */
const HOLDERS_PER_BAND = 8;
/** Codes of districts sort before this, the names of regions behind it. */
const DISTRICTS_TO = ':';

interface TableOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** With a table that is asked for more than it can do; an invocation's, where it is not given. */
  readonly patience?: Patience;
}

export type ReportTable = ReturnType<typeof tableOver> & {
  /** The same table; `onRead` learns of every Query and BatchGet made through it. */
  observed(onRead: (read: RecordedRead) => void): ReportTable;
};

export const createReportTable = (options: TableOptions): ReportTable => ({
  ...tableOver(options, () => undefined),
  observed: (onRead) => ({ ...createReportTable(options), ...tableOver(options, onRead) }),
});

/** `versions`: nothing but the attributes by which one state of an item is told from another; `heads`: and what a list needs. */
type Extent = 'all' | keyof typeof ATTRIBUTES;
const ATTRIBUTES = {
  versions: VERSION_ATTRIBUTES,
  heads: [...new Set([...VERSION_ATTRIBUTES, ...HEAD_ATTRIBUTES])],
};

function tableOver(
  { client, tableName, patience = PATIENCE }: TableOptions,
  onRead: (read: RecordedRead) => void,
) {
  function parse<Item>(schema: z.ZodMiniType<Item>, raw: unknown, key: ItemKey): Item {
    const parsed = schema.safeParse(raw);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new CorruptItemError(
      `item ${key.pk} | ${key.sk} of ${tableName} does not fit its schema at ${where}`,
    );
  }

  /** Parses, or tells of the damage where somebody wants to know. */
  function parseOrTell<Item>(
    schema: z.ZodMiniType<Item>,
    raw: Record<string, unknown>,
    onDamaged: ReadOptions['onDamaged'],
  ): Item | undefined {
    const key = keyOf(raw);
    if (!onDamaged) return parse(schema, raw, key);
    try {
      return parse(schema, raw, key);
    } catch (error) {
      if (!(error instanceof CorruptItemError)) throw error;
      onDamaged({ key, raw, error });
      return undefined;
    }
  }

  const keyOf = (raw: Record<string, unknown>): ItemKey => ({ pk: String(raw['pk']), sk: String(raw['sk']) });
  const nameOf = ({ pk, sk }: ItemKey): string => `${pk}|${sk}`;

  const projection = (extent: Extent) =>
    extent === 'all'
      ? {}
      : {
          ProjectionExpression: ATTRIBUTES[extent].map((name) => `#${name}`).join(),
          ExpressionAttributeNames: Object.fromEntries(ATTRIBUTES[extent].map((name) => [`#${name}`, name])),
        };

  async function batchGet(
    keys: readonly ItemKey[],
    consistent: boolean,
    extent: Extent,
  ): Promise<Map<string, Record<string, unknown>>> {
    const found = new Map<string, Record<string, unknown>>();
    const unique = [...new Map(keys.map((key) => [nameOf(key), { pk: key.pk, sk: key.sk }])).values()];
    for (let from = 0; from < unique.length; from += BATCH_GET_KEYS) {
      let pending: Record<string, unknown>[] = unique.slice(from, from + BATCH_GET_KEYS);
      await untilUnthrottled(patience, `a reading of ${tableName}`, async () => {
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetCommand({
            RequestItems: {
              [tableName]: { Keys: pending, ConsistentRead: consistent, ...projection(extent) },
            },
          }),
        );
        for (const raw of Responses?.[tableName] ?? []) found.set(nameOf(keyOf(raw)), raw);
        pending = UnprocessedKeys?.[tableName]?.Keys ?? [];
        return pending.length > 0 ? 'throttled' : 'read';
      });
    }
    return found;
  }

  /** One BatchGet for items of several kinds, answered by readers of its result. */
  async function lookUp(keys: readonly ItemKey[], consistent = true, onDamaged?: ReadOptions['onDamaged']) {
    const found = await batchGet(keys, consistent, 'all');
    onRead({ read: { kind: 'get', keys, consistent }, versions: [...found.values()].map(versionOf) });
    return <Item>({ key, schema }: Wanted<Item>): Item | undefined => {
      const raw = found.get(nameOf(key));
      return raw === undefined ? undefined : parseOrTell(schema, raw, onDamaged);
    };
  }

  /** In pieces, the first one first; a district without names is left out. */
  async function namesItems(of: readonly string[], consistent: boolean): Promise<Map<string, NamesItem[]>> {
    const read = await lookUp(
      of.map((one) => namesKey(one)),
      consistent,
    );
    const first = new Map(of.map((one) => [one, read(wanted(namesKey(one), namesItemSchema))]));
    const keys = of.flatMap((one) => furtherNamesKeys(one, first.get(one)));
    const readFurther = keys.length > 0 ? await lookUp(keys, consistent) : undefined;
    return new Map(
      [...first].flatMap(([one, item]): [string, NamesItem[]][] => {
        if (!item) return [];
        const further = furtherNamesKeys(one, item).flatMap(
          (key) => readFurther?.(wanted(key, namesItemSchema)) ?? [],
        );
        return [[one, [item, ...further]]];
      }),
    );
  }

  async function agencyYearsAt(places: readonly Place[], consistent: boolean) {
    const read = await lookUp(places.map(agencyYearKey), consistent);
    return (place: Place): AgencyYearItem | undefined =>
      read(wanted(agencyYearKey(place), agencyYearItemSchema));
  }

  async function query<Item>(
    pk: string,
    range: KeyRange,
    read: (raw: Record<string, unknown>) => Item,
    consistent: boolean,
  ): Promise<Item[]> {
    const raws = await queryRaw(pk, range, consistent, 'all');
    onRead({ read: { kind: 'query', pk, range, consistent }, versions: raws.map(versionOf) });
    return raws.map(read);
  }

  const queryOf = (pk: string, range: KeyRange, consistent: boolean, extent: Extent) => ({
    TableName: tableName,
    ConsistentRead: consistent,
    KeyConditionExpression:
      'prefix' in range ? 'pk = :pk AND begins_with(sk, :from)' : 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues:
      'prefix' in range
        ? { ':pk': pk, ':from': range.prefix }
        : { ':pk': pk, ':from': range.from, ':to': range.to },
    ...projection(extent),
  });

  const queryRaw = (pk: string, range: KeyRange, consistent: boolean, extent: Extent) =>
    readPages(client, queryOf(pk, range, consistent, extent));

  async function put(item: ItemKey & { revision: number }, instead?: DamagedItem['raw']): Promise<Written> {
    const condition = instead ? unlessOtherThan(instead['revision']) : unlessOutdated(item.revision);
    try {
      await client.send(new PutCommand({ TableName: tableName, Item: item, ...condition }));
      return 'written';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'outdated';
      throw error;
    }
  }

  /** A few writes without conditions, in one request. */
  async function writeAll(
    writes: NonNullable<BatchWriteCommandInput['RequestItems']>[string],
  ): Promise<void> {
    let left = writes;
    await untilUnthrottled(patience, `a writing of ${tableName}`, async () => {
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [tableName]: left } }),
      );
      left = UnprocessedItems?.[tableName] ?? [];
      return left.length > 0 ? 'throttled' : 'written';
    });
  }

  /** Answers what was refused; empty where all is written. */
  function transact(TransactItems: Transaction): Promise<Refused[]> {
    return untilUnthrottled(patience, `a transaction of ${tableName}`, async () => {
      try {
        await client.send(new TransactWriteCommand({ TransactItems }));
        return [];
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const reasons = error.CancellationReasons ?? [];
        const refused = reasons.flatMap(({ Code }, write): Refused[] => {
          if (Code === 'ConditionalCheckFailed') return [{ write, why: 'condition' }];
          return Code === 'TransactionConflict' ? [{ write, why: 'conflict' }] : [];
        });
        if (refused.length > 0) return refused;
        if (reasons.some(({ Code }) => THROTTLED.has(Code ?? ''))) return 'throttled';
        throw error;
      }
    });
  }

  return {
    /** What a read would bring, by its versions alone: the same request, a small answer, nothing to parse. */
    async versionsOf(read: ItemRead): Promise<string[]> {
      const raws =
        read.kind === 'query'
          ? await queryRaw(read.pk, read.range, read.consistent, 'versions')
          : [...(await batchGet(read.keys, read.consistent, 'versions')).values()];
      return raws.map(versionOf);
    },

    /** A region's children and consolidated reports for a year: one Query. */
    async children(
      region: string,
      year: number,
      { consistent = false, onDamaged }: ReadOptions = {},
    ): Promise<RegionChildren> {
      const agencies: AgencyYearItem[] = [];
      const consolidated: AgencyYearItem[] = [];
      const regions: RegionYearItem[] = [];
      await query(
        childrenPartition(region, year),
        { from: CHILDREN_FROM, to: CHILDREN_TO },
        (raw) => {
          if (keyOf(raw).sk.startsWith('region#')) {
            const item = parseOrTell(regionYearItemSchema, raw, onDamaged);
            if (item) regions.push(item);
          } else {
            const item = parseOrTell(agencyYearItemSchema, raw, onDamaged);
            if (item) (item.agency.kind === 'consolidated' ? consolidated : agencies).push(item);
          }
        },
        consistent,
      );
      return { agencies, consolidated, regions };
    },

    /** A region's children for a year and all that was ever filed with them, whatever came of it: one Query. */
    async history(region: string, year: number): Promise<RegionHistory> {
      const agencies: AgencyYearItem[] = [];
      const regions: RegionYearItem[] = [];
      const submissions: SubmissionItem[] = [];
      await query(
        childrenPartition(region, year),
        { from: CHILDREN_FROM, to: HISTORY_TO },
        (raw) => {
          const key = keyOf(raw);
          if (key.sk.startsWith('agency#')) agencies.push(parse(agencyYearItemSchema, raw, key));
          else if (key.sk.startsWith('region#')) regions.push(parse(regionYearItemSchema, raw, key));
          else submissions.push(parse(submissionItemSchema, raw, key));
        },
        true,
      );
      return { agencies, regions, submissions };
    },

    /** A region's own items of several years, and names of regions and of those right below them: one BatchGet. */
    async regionYears(
      code: string,
      years: readonly number[],
      regionCodes: readonly string[],
      { consistent = false, onDamaged }: ReadOptions = {},
    ): Promise<RegionYears> {
      const read = await lookUp(
        [...years.map((year) => regionYearKey(code, year)), ...regionCodes.map(regionKey)],
        consistent,
        onDamaged,
      );
      const regions = regionCodes.flatMap(
        (region) => read(wanted(regionKey(region), regionItemSchema)) ?? [],
      );
      return {
        years: new Map(
          years.flatMap((year) => {
            const item = read(wanted(regionYearKey(code, year), regionYearItemSchema));
            return item ? [[year, item]] : [];
          }),
        ),
        names: new Map(regions.map(({ code: region, name }) => [region, name])),
        below: new Map(regions.map(({ code: region, below = [] }) => [region, below])),
        spans: new Map(
          regions.map(({ code: region, from, to, predecessors, successors }) => [
            region,
            { from, to, predecessors, successors },
          ]),
        ),
      };
    },

    /** An agency's items of several years: one BatchGet. */
    async agencyYears(
      { district, agencyId }: Omit<Place, 'year'>,
      years: readonly number[],
      { consistent = false } = {},
    ): Promise<Map<number, AgencyYearItem>> {
      const places = years.map((year) => ({ district, agencyId, year }));
      const read = await agencyYearsAt(places, consistent);
      return new Map(
        places.flatMap((place) => {
          const item = read(place);
          return item ? [[place.year, item]] : [];
        }),
      );
    },

    /** Agency-years by place, read consistently, a hundred to a BatchGet. */
    agencyYearsAt: (places: readonly Place[]) => agencyYearsAt(places, true),

    /** What receiving one upload needs to know, in one consistent BatchGet. */
    async filing(
      documentKey: string,
      place: Place | undefined,
      submissionId: string,
    ): Promise<{
      roster: RosterItem | undefined;
      current: AgencyYearItem | undefined;
      previous: AgencyYearItem | undefined;
      submission: SubmissionItem | undefined;
    }> {
      const unplaced = unplacedKey(documentKey, submissionId);
      if (!place) {
        const read = await lookUp([unplaced]);
        const submission = read(wanted(unplaced, submissionItemSchema));
        return { roster: undefined, current: undefined, previous: undefined, submission };
      }
      const placed = submissionKey(place, submissionId);
      const before = { ...place, year: place.year - 1 };
      const roster = rosterKey(place.agencyId);
      const read = await lookUp([unplaced, placed, roster, agencyYearKey(place), agencyYearKey(before)]);
      return {
        roster: read(wanted(roster, rosterItemSchema)),
        // The roster may have changed since: where it was put then is where it stays.
        submission:
          read(wanted(placed, submissionItemSchema)) ?? read(wanted(unplaced, submissionItemSchema)),
        current: read(wanted(agencyYearKey(place), agencyYearItemSchema)),
        previous: read(wanted(agencyYearKey(before), agencyYearItemSchema)),
      };
    },

    /** Every loaded region. */
    async regions({ onDamaged }: Pick<ReadOptions, 'onDamaged'> = {}): Promise<RegionItem[]> {
      const all = { from: '0', to: '9999999' };
      const read = (raw: Record<string, unknown>) => parseOrTell(regionItemSchema, raw, onDamaged) ?? [];
      return (await query(REGIONS_PARTITION, all, read, true)).flat();
    },

    /** Whether a roster was ever loaded: the names of some district's agencies are the first of a load. */
    async hasRoster(): Promise<boolean> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          Limit: 1,
          ProjectionExpression: 'sk',
          KeyConditionExpression: 'pk = :pk AND sk < :behind',
          ExpressionAttributeValues: { ':pk': namesKey('').pk, ':behind': DISTRICTS_TO },
        }),
      );
      return Items.length > 0;
    },

    /** A region and all loaded ones below it: one Query. */
    async regionsWithin(code: string): Promise<RegionItem[]> {
      const prefix = codePrefixOf(code);
      const found = await query(
        REGIONS_PARTITION,
        { from: prefix.padEnd(6, '0'), to: prefix.padEnd(6, '9') },
        (raw) => parse(regionItemSchema, raw, keyOf(raw)),
        false,
      );
      return found.filter((region) => lineageOf(region.code).includes(code));
    },

    async roster(agencyId: string): Promise<RosterItem | undefined> {
      const read = await lookUp([rosterKey(agencyId)], false);
      return read(wanted(rosterKey(agencyId), rosterItemSchema));
    },

    async rosterOf(agencyIds: readonly string[]): Promise<Map<string, RosterItem>> {
      const read = await lookUp(agencyIds.map(rosterKey));
      return new Map(
        agencyIds.flatMap((id) => {
          const item = read(wanted(rosterKey(id), rosterItemSchema));
          return item ? [[id, item]] : [];
        }),
      );
    },

    /** What the roster said of an agency before it says what it says now, the oldest first. */
    async rosterVersions(agencyId: string): Promise<RosterVersionItem[]> {
      return query(
        rosterKey(agencyId).pk,
        { prefix: 'roster#' },
        (raw) => parse(rosterVersionItemSchema, raw, keyOf(raw)),
        true,
      );
    },

    /** Every extension of deadlines, withdrawn ones included. */
    async calendar({ onDamaged }: Pick<ReadOptions, 'onDamaged'> = {}): Promise<CalendarItem[]> {
      const all = { from: '0', to: '9999999' };
      const read = (raw: Record<string, unknown>) => parseOrTell(calendarItemSchema, raw, onDamaged) ?? [];
      return (await query(CALENDAR_PARTITION, all, read, true)).flat();
    },

    async putCalendar(item: CalendarItem): Promise<void> {
      await client.send(new PutCommand({ TableName: tableName, Item: item }));
    },

    /** The submissions of an agency-year, newest first. */
    async submissions(
      { district, agencyId, year }: Place,
      { consistent = false } = {},
    ): Promise<SubmissionItem[]> {
      const found = await query(
        childrenPartition(district, year),
        { prefix: `submission#${agencyId}#` },
        (raw) => parse(submissionItemSchema, raw, keyOf(raw)),
        consistent,
      );
      return found.sort((a, b) => (a.order < b.order ? 1 : -1));
    },

    /** As `submissions`: whole as long as one answer of DynamoDB's (1 MB) holds them, else their heads alone. */
    async filedSubmissions({ district, agencyId, year }: Place): Promise<FiledSubmissions> {
      const pk = childrenPartition(district, year);
      const range = { prefix: `submission#${agencyId}#` };
      const first = await client.send(new QueryCommand(queryOf(pk, range, false, 'all')));
      const isWhole = first.LastEvaluatedKey === undefined;
      const raws = isWhole ? (first.Items ?? []) : await queryRaw(pk, range, false, 'heads');
      onRead({ read: { kind: 'query', pk, range, consistent: false }, versions: raws.map(versionOf) });
      const newestFirst = <One extends SubmissionHead>(schema: z.ZodMiniType<One>): One[] =>
        raws.map((raw) => parse(schema, raw, keyOf(raw))).sort((a, b) => (a.order < b.order ? 1 : -1));
      if (!isWhole) return { heads: newestFirst(submissionHeadSchema), items: [] };
      const items = newestFirst(submissionItemSchema);
      return { heads: items, items };
    },

    /** Submissions by their keys, a hundred to a BatchGet. */
    async submissionsAt(keys: readonly ItemKey[]): Promise<(key: ItemKey) => SubmissionItem | undefined> {
      const read = await lookUp(keys, false);
      return (key) => read(wanted(key, submissionItemSchema));
    },

    /** Every submission below one partition: of a district's year, or of what could not be placed. */
    async submissionsOf(
      pk: string,
      { onDamaged }: Pick<ReadOptions, 'onDamaged'> = {},
    ): Promise<SubmissionItem[]> {
      const read = (raw: Record<string, unknown>) => parseOrTell(submissionItemSchema, raw, onDamaged) ?? [];
      return (await query(pk, { prefix: 'submission#' }, read, true)).flat();
    },

    /**
     * Writes a submission once and, where it changes the agency's standing, the agency-year in the same
     * transaction. `already-recorded`: the submission is there. `outdated`: the agency-year was written meanwhile.
     */
    async record(submission: SubmissionItem, agencyYear: AgencyYearItem | undefined): Promise<Recorded> {
      const [failed] = await transact([
        {
          Put: {
            TableName: tableName,
            Item: submission,
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        ...(agencyYear === undefined
          ? []
          : [{ Put: { TableName: tableName, Item: agencyYear, ...unlessOutdated(agencyYear.revision) } }]),
      ]);
      if (failed === undefined) return 'written';
      return failed.write === 0 && failed.why === 'condition' ? 'already-recorded' : 'outdated';
    },

    /** Replaces an agency-year or a region's total, unless it was written since `revision − 1` was read. */
    putAgencyYear: (item: AgencyYearItem, instead?: DamagedItem['raw']): Promise<Written> =>
      put(item, instead),
    putRegionYear: (item: RegionYearItem, instead?: DamagedItem['raw']): Promise<Written> =>
      put(item, instead),
    /** Takes out a submission that can't be read, so that its upload can be received again. */
    async removeDamaged({ pk, sk }: ItemKey): Promise<void> {
      await client.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }));
    },
    /**
     * An agency's facts, where they changed, with those that they follow, and the years that they change, in one
     * transaction.
     */
    async enrol(
      facts: { readonly roster: RosterItem; readonly before: RosterItem | undefined } | undefined,
      years: readonly AgencyYearItem[],
    ): Promise<Written> {
      const failed = await transact([
        ...(facts ? rosterWrites(tableName, facts) : []),
        ...years.map((item) => ({
          Put: { TableName: tableName, Item: item, ...unlessOutdated(item.revision) },
        })),
      ]);
      return failed.length === 0 ? 'written' : 'outdated';
    },

    /** Who holds narratives like this one, the earliest of each band: one small Query per band. */
    async narrativeHolders(
      year: number,
      bands: readonly string[],
      limit = HOLDERS_PER_BAND,
    ): Promise<NarrativeEntry[]> {
      const found = await Promise.all(
        bands.map(async (band) => {
          const { Items = [] } = await client.send(
            new QueryCommand({
              TableName: tableName,
              ConsistentRead: true,
              Limit: limit,
              KeyConditionExpression: 'pk = :pk',
              ExpressionAttributeValues: { ':pk': narrativePartition(year, band) },
            }),
          );
          return Items.map((raw) => parse(narrativeItemSchema, raw, keyOf(raw)));
        }),
      );
      return [
        ...new Map(
          found.flat().map(({ pk: _pk, sk, v: _v, ...entry }): [string, NarrativeEntry] => [sk, entry]),
        ).values(),
      ];
    },
    /** Under each band of its fingerprint where it is not, in one request: looking costs less than writing. */
    async putNarrative(entry: NarrativeEntry): Promise<void> {
      const items = bandsOf(entry.fingerprint).map((band) => ({
        ...narrativeKey(entry, band),
        v: 1 as const,
        ...entry,
      }));
      const found = await batchGet(items, true, 'all');
      const missing = items.filter((item) => {
        const known = narrativeItemSchema.safeParse(found.get(nameOf(item)));
        return !known.success || !isDeepStrictEqual(known.data, narrativeItemSchema.parse(item));
      });
      if (missing.length > 0) await writeAll(missing.map((Item) => ({ PutRequest: { Item } })));
    },
    /** What is not there is gone already. */
    async removeNarrative(
      entry: Pick<NarrativeEntry, 'year' | 'receivedAt' | 'agencyId' | 'fingerprint'>,
    ): Promise<void> {
      await writeAll(
        bandsOf(entry.fingerprint).map((band) => ({
          DeleteRequest: { Key: { ...narrativeKey(entry, band) } },
        })),
      );
    },

    /** The child regions' totals alone: one Query. */
    async childRegions(region: string, year: number): Promise<RegionYearItem[]> {
      return query(
        childrenPartition(region, year),
        { prefix: 'region#' },
        (raw) => parse(regionYearItemSchema, raw, keyOf(raw)),
        false,
      );
    },

    /** Names by which to find: of all regions, or of a district's agencies; a hundred items to a BatchGet. */
    async names(of: readonly string[]): Promise<Map<string, Named[]>> {
      const items = await namesItems(of, false);
      return new Map(
        [...items].map(([one, found]) => [one, fromStoredNames(found.flatMap(({ names }) => names))]),
      );
    },
    /** As they are stored, with the revision that a writer states. */
    async storedNames(of: string): Promise<Pick<NamesItem, 'names' | 'revision' | 'further'> | undefined> {
      const [first, ...others] = (await namesItems([of], true)).get(of) ?? [];
      return (
        first && {
          revision: first.revision,
          ...(first.further !== undefined && { further: first.further }),
          names: [first, ...others].flatMap(({ names }) => names),
        }
      );
    },
    /**
     * All pieces in one transaction: who writes states the revision of the first that it has read, and how many further
     * ones that had; those that are no longer needed go with it.
     */
    async putNames(
      of: string,
      revision: number,
      names: NamesItem['names'],
      furtherBefore = 0,
    ): Promise<Written> {
      const [first, ...others] = splitNames(of, revision, names);
      const left = furtherNamesKeys(of, { further: furtherBefore }).slice(others.length);
      const failed = await transact([
        { Put: { TableName: tableName, Item: first, ...unlessOutdated(revision) } },
        ...others.map((Item) => ({ Put: { TableName: tableName, Item } })),
        ...left.map((Key) => ({ Delete: { TableName: tableName, Key } })),
      ]);
      return failed.length === 0 ? 'written' : 'outdated';
    },

    async putRegion(item: RegionItem): Promise<void> {
      await client.send(new PutCommand({ TableName: tableName, Item: item }));
    },
  };
}

type Transaction = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>;

interface Refused {
  /** Which of the transaction's writes, from 0. */
  readonly write: number;
  /** Its condition did not hold, or another transaction was at the same item: the next try sees what that one did. */
  readonly why: 'condition' | 'conflict';
}

/** Reasons of a cancelled transaction that pass; the SDK takes the cancellation for final. */
const THROTTLED: ReadonlySet<string> = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded']);

/** The facts, unless others were written since `before` was read, and `before` under the instant that it is of. */
function rosterWrites(
  TableName: string,
  { roster, before }: { readonly roster: RosterItem; readonly before: RosterItem | undefined },
): Transaction {
  if (!before) return [{ Put: { TableName, Item: roster, ConditionExpression: 'attribute_not_exists(pk)' } }];
  const version: RosterVersionItem = { ...before, ...rosterVersionKey(before.id, before.since) };
  return [
    {
      Put: {
        TableName,
        Item: roster,
        ConditionExpression: 'since = :since',
        ExpressionAttributeValues: { ':since': before.since },
      },
    },
    { Put: { TableName, Item: version } },
  ];
}

/** Of a damaged item nothing is known but that it is the one that was read. */
function unlessOtherThan(revision: unknown) {
  return revision === undefined
    ? { ConditionExpression: 'attribute_not_exists(revision)' }
    : { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': revision } };
}

/** Revision 1 must be the first; every other must follow the one that was read. */
function unlessOutdated(revision: number) {
  return revision === 1
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'revision = :before',
        ExpressionAttributeValues: { ':before': revision - 1 },
      };
}
