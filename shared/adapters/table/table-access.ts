/** Requests to the one DynamoDB table: queries page to the end, what is read is decoded, what is throttled is repeated. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, paginateQuery, type PutCommandInput } from '@aws-sdk/lib-dynamodb';
import type { RecordedRead } from '../../contracts/recorded-read.ts';
import { nameVersion } from '../../contracts/table/item-versions.ts';
import { readLegible } from '../../contracts/table/agency-year-codec.ts';
import { keyOfRaw, type Codec, type Item, type RawItem } from '../../contracts/table/codec.ts';
import { parseItemKey, type ItemKey, type Partition } from '../../contracts/table/keys.ts';
import type { DamagedRecord, RecordName } from '../../domain/standing/damaged-record.ts';
import { CorruptItemError } from '../../errors.ts';
import { nameKey, projection, shareRequests, type Extent, type TableOptions } from './table-requests.ts';

export type { TableOptions, Transaction } from './table-requests.ts';

/** Whoever mends or proves goes on past damaged records; to everybody else they are errors. */
export interface ReadOptions {
  readonly consistent?: boolean;
  readonly onDamaged?: ((damaged: DamagedRecord) => void) | undefined;
}

export type Written = 'written' | 'outdated';

type Condition = Pick<
  PutCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** Behind every key that is built here: they are ASCII. */
const LAST_KEY = '~';

export type TableAccess = ReturnType<typeof createTableAccess>;

/** `onRead`: learns of every Query and BatchGet; where nobody asks, no versions are told. */
export function createTableAccess(options: TableOptions, onRead?: (read: RecordedRead) => void) {
  const { client, tableName } = options;
  const { batchGet, writeAll, transact, transactTogether } = shareRequests(options);

  const queryInput = ({ pk, range }: Partition, consistent: boolean, extent: Extent) => ({
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

  async function queryRaw(partition: Partition, consistent: boolean, extent: Extent): Promise<RawItem[]> {
    const items: RawItem[] = [];
    const pages = paginateQuery({ client }, queryInput(partition, consistent, extent));
    for await (const page of pages) items.push(...(page.Items ?? []));
    return items;
  }

  function noteQuery(partition: Partition, consistent: boolean, raws: readonly RawItem[]): void {
    const { pk, range } = partition;
    onRead?.({
      read: {
        name: JSON.stringify([pk, range]),
        versionsNow: async () => (await queryRaw(partition, consistent, 'versions')).map(nameVersion),
      },
      versions: raws.map(nameVersion),
    });
  }

  async function putWhere(Item: Item, condition: Condition): Promise<Written> {
    try {
      await client.send(new PutCommand({ TableName: tableName, Item, ...condition }));
      return 'written';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'outdated';
      throw error;
    }
  }

  return {
    client,
    tableName,
    decode,

    /** Items of one partition, page by page to the end. */
    query: async (partition: Partition, consistent: boolean, extent: Extent = 'all'): Promise<RawItem[]> => {
      const raws = await queryRaw(partition, consistent, extent);
      noteQuery(partition, consistent, raws);
      return raws;
    },

    /** Whole as long as one answer of DynamoDB's (1 MB) holds them, else their heads alone. */
    queryOrHeads: async (
      partition: Partition,
    ): Promise<{ readonly isWhole: boolean; readonly raws: RawItem[] }> => {
      const first = await client.send(new QueryCommand(queryInput(partition, false, 'all')));
      const isWhole = first.LastEvaluatedKey === undefined;
      const raws = isWhole ? (first.Items ?? []) : await queryRaw(partition, false, 'heads');
      noteQuery(partition, false, raws);
      return { isWhole, raws };
    },

    /**
     * So many items of a partition from one of its ends on, and whether those are all: a reader goes on behind the last key.
     * The bounds are included.
     */
    queryPage: async (
      { pk, from, to }: { readonly pk: string; readonly from: string; readonly to: string },
      {
        limit,
        isBackwards = false,
        isConsistent = true,
      }: { readonly limit: number; readonly isBackwards?: boolean; readonly isConsistent?: boolean },
    ): Promise<{ readonly raws: RawItem[]; readonly isEnd: boolean }> => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          ...queryInput({ pk, range: { from, to } }, isConsistent, 'all'),
          Limit: limit,
          ScanIndexForward: !isBackwards,
        }),
      );
      return { raws: Items, isEnd: LastEvaluatedKey === undefined };
    },

    /** The first items of a partition as they are, without a trace in the answer's version. */
    queryFirst: async (pk: string, limit: number): Promise<RawItem[]> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          Limit: limit,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
        }),
      );
      return Items;
    },

    /** The last item of a partition whose sort key is not greater; where none is given, the last of all. */
    queryLast: async (pk: string, upTo = LAST_KEY): Promise<RawItem | undefined> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          Limit: 1,
          ScanIndexForward: false,
          KeyConditionExpression: 'pk = :pk AND sk <= :upTo',
          ExpressionAttributeValues: { ':pk': pk, ':upTo': upTo },
        }),
      );
      return Items[0];
    },

    batchGetRaw: (keys: readonly ItemKey[], consistent = true): Promise<Map<string, RawItem>> =>
      batchGet(keys, consistent, 'all'),

    /** One BatchGet for items of several kinds, answered by readers of its result. */
    lookUp: async (keys: readonly ItemKey[], consistent = true, onDamaged?: ReadOptions['onDamaged']) => {
      const found = await batchGet(keys, consistent, 'all');
      onRead?.({
        read: {
          name: JSON.stringify(keys.map(({ pk, sk }) => [pk, sk])),
          versionsNow: async () =>
            [...(await batchGet(keys, consistent, 'versions')).values()].map(nameVersion),
        },
        versions: [...found.values()].map(nameVersion),
      });
      return <Thing>(key: ItemKey, codec: Pick<Codec<Thing>, 'decode'>): Thing | undefined => {
        const raw = found.get(nameKey(key));
        return raw && decode(codec, raw, onDamaged);
      };
    },

    /** Replaces an item, unless it was written since `revision − 1`, or since a damaged one in its place was read. */
    put: (item: Item, revision: number, instead?: DamagedRecord): Promise<Written> =>
      putWhere(item, instead ? unlessOtherThan(instead.revision) : unlessOutdated(revision)),

    /** Writes in the place of an item that has this revision, or of none. */
    putInstead: (item: Item, revision: unknown): Promise<Written> =>
      putWhere(item, unlessOtherThan(revision)),

    /** Writes what never changes: where it is already, it stays. */
    putOnce: (item: Item): Promise<Written> =>
      putWhere(item, { ConditionExpression: 'attribute_not_exists(pk)' }),

    /** Writes where the item that is there fits the condition. */
    putIf: putWhere,

    putAlways: async (item: Item): Promise<void> => {
      await client.send(new PutCommand({ TableName: tableName, Item: item }));
    },

    /** Writes without conditions, as many to a request as it takes. */
    writeAll,
    /** Answers what was refused; empty where all is written. */
    transact,
    /** As `transact`, with those of others that come at the same time. */
    transactTogether,
  };
}

/** Decodes, or tells of the damage where somebody wants to know. */
function decode<Thing>(
  codec: Pick<Codec<Thing>, 'decode'>,
  raw: RawItem,
  onDamaged?: ReadOptions['onDamaged'],
): Thing | undefined {
  if (!onDamaged) return codec.decode(raw);
  try {
    return codec.decode(raw);
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    onDamaged(describeDamage(raw, error));
    return undefined;
  }
}

function describeDamage(raw: RawItem, { message }: CorruptItemError): DamagedRecord {
  const { pk, sk } = keyOfRaw(raw);
  const what = parseItemKey({ pk, sk });
  const key = `${pk} | ${sk}`;
  return {
    what,
    id: nameRecord(what) ?? `${pk} ${sk}`,
    key,
    revision: raw['revision'],
    legible: what.kind === 'agency-year' ? readLegible(raw) : {},
    message,
  };
}

function nameRecord(what: RecordName): string | undefined {
  switch (what.kind) {
    case 'agency-year':
      return what.place.agencyId;
    case 'region-year':
      return what.code;
    case 'submission':
      return what.of;
    case 'act':
    case 'publication':
    case 'source-check':
    case 'source-visit':
      return what.place.agencyId;
    case 'other':
      return undefined;
  }
}

/** All that is known about a damaged item is that it is the one that was read. */
export function unlessOtherThan(revision: unknown) {
  return revision === undefined
    ? { ConditionExpression: 'attribute_not_exists(revision)' }
    : { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': revision } };
}

/** Revision 1 must be the first; every other must follow the one that was read. */
export function unlessOutdated(revision: number) {
  return revision === 1
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'revision = :before', ExpressionAttributeValues: { ':before': revision - 1 } };
}
