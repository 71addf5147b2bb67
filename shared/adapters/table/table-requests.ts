/** The larger requests to the one DynamoDB table, shared by all who ask at the same time; what is throttled is repeated. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  TransactWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { keyOfRaw, type RawItem } from '../../contracts/table/codec.ts';
import { VERSION_ATTRIBUTES } from '../../contracts/table/item-versions.ts';
import type { ItemKey } from '../../contracts/table/keys.ts';
import { COUNT_ATTRIBUTES } from '../../contracts/table/region-year-codec.ts';
import { HEAD_ATTRIBUTES } from '../../contracts/table/submission-codec.ts';
import { combine } from './combine.ts';
import { PATIENCE, untilUnthrottled, type Patience } from './throttling.ts';

export interface TableOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** How long to wait for a table that is asked for more than it can do; as an invocation does, where left out. */
  readonly patience?: Patience;
}

export type Transaction = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>;
type BatchWrites = NonNullable<BatchWriteCommandInput['RequestItems']>[string];
type BatchWrite = BatchWrites[number];

interface Refused {
  /** Which of the transaction's writes, from 0. */
  readonly write: number;
  /** Its condition did not hold, or another transaction was at the same item: the next try sees what that one did. */
  readonly why: 'condition' | 'conflict';
}

/** DynamoDB's limit for one BatchGetItem. */
const BATCH_GET_KEYS = 100;
/** And for one BatchWriteItem. */
const BATCH_WRITES = 25;
/** A transaction may have a hundred: one that is refused takes the others along, which are tried again without it. */
const TRANSACTION_WRITES = 20;
/** Reasons of a cancelled transaction that pass; the SDK takes the cancellation for final. */
const THROTTLED: ReadonlySet<string> = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded']);

/**
 * `versions`: nothing but the attributes by which one state of an item is told from another; `heads`: and what a list needs;
 * `counts`: and how many reports a region’s total is made of.
 */
export type Extent = 'all' | keyof typeof ATTRIBUTES;
const ATTRIBUTES = {
  versions: VERSION_ATTRIBUTES,
  heads: [...new Set([...VERSION_ATTRIBUTES, ...HEAD_ATTRIBUTES])],
  counts: [...new Set([...VERSION_ATTRIBUTES, ...COUNT_ATTRIBUTES])],
};

export const projection = (extent: Extent) =>
  extent === 'all'
    ? {}
    : {
        ProjectionExpression: ATTRIBUTES[extent].map((name) => `#${name}`).join(),
        ExpressionAttributeNames: Object.fromEntries(ATTRIBUTES[extent].map((name) => [`#${name}`, name])),
      };

type TableRequests = ReturnType<typeof createRequests>;

const SHARED = new WeakMap<TableOptions, TableRequests>();

/** Those of all who have the same options: of one function, whose rights are the same for all that it reads. */
export function shareRequests(options: TableOptions): TableRequests {
  const known = SHARED.get(options) ?? createRequests(options);
  SHARED.set(options, known);
  return known;
}

function createRequests({ client, tableName, patience = PATIENCE }: TableOptions) {
  /** What a request leaves is asked for again, a moment later each time. */
  async function untilNoneIsLeft<Left>(
    what: string,
    first: readonly Left[],
    askAgain: (left: readonly Left[]) => Promise<readonly Left[]>,
  ): Promise<void> {
    let left = first;
    let isFirst = true;
    await untilUnthrottled(patience, `${what} of ${tableName}`, async () => {
      if (!isFirst) left = await askAgain(left);
      isFirst = false;
      return left.length > 0 ? 'throttled' : 'done';
    });
  }

  const getCombined = (isConsistent: boolean, extent: Extent) =>
    combine<readonly ItemKey[], ReadonlyMap<string, RawItem>>({
      most: BATCH_GET_KEYS,
      countItems: (keys) => keys.length,
      async send(asks) {
        const found = new Map<string, RawItem>();
        async function read(keys: readonly ItemKey[]): Promise<ItemKey[]> {
          const Keys = keys.map(({ pk, sk }) => ({ pk, sk }));
          const { Responses, UnprocessedKeys } = await client.send(
            new BatchGetCommand({
              RequestItems: { [tableName]: { Keys, ConsistentRead: isConsistent, ...projection(extent) } },
            }),
          );
          for (const raw of Responses?.[tableName] ?? []) found.set(nameKey(keyOfRaw(raw)), raw);
          return (UnprocessedKeys?.[tableName]?.Keys ?? []).map(keyOfRaw);
        }
        const left = new Set((await read([...nameKeys(asks.flat()).values()])).map(nameKey));
        return asks.map(async (keys) => {
          const lacking = keys.filter((key) => left.has(nameKey(key)));
          await untilNoneIsLeft('a reading', lacking, read);
          return found;
        });
      },
    });
  const readings = new Map<string, ReturnType<typeof getCombined>>();
  function readTogether(keys: readonly ItemKey[], isConsistent: boolean, extent: Extent) {
    const name = `${extent} ${isConsistent}`;
    const reading = readings.get(name) ?? getCombined(isConsistent, extent);
    readings.set(name, reading);
    return reading(keys);
  }

  const writeTogether = combine<BatchWrites, 'written'>({
    most: BATCH_WRITES,
    countItems: (writes) => writes.length,
    nameChanged: (writes) => writes.map(nameWrite),
    async send(asks) {
      async function write(writes: readonly BatchWrite[]): Promise<BatchWrites> {
        const { UnprocessedItems } = await client.send(
          new BatchWriteCommand({ RequestItems: { [tableName]: [...writes] } }),
        );
        return UnprocessedItems?.[tableName] ?? [];
      }
      const left = new Set((await write(asks.flat())).map(nameWrite));
      return asks.map(async (writes) => {
        const lacking = writes.filter((one) => left.has(nameWrite(one)));
        await untilNoneIsLeft('a writing', lacking, write);
        return 'written' as const;
      });
    },
  });

  const transact = (TransactItems: Transaction): Promise<Refused[]> =>
    untilUnthrottled(patience, `a transaction of ${tableName}`, async () => {
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

  /** Each as if it were alone: the refused of one leave the others, which are written without it. */
  async function transactAll(asks: readonly Transaction[]): Promise<Refused[][]> {
    const refused = await transact(asks.flat());
    if (refused.length === 0) return asks.map(() => []);
    let from = 0;
    const own = asks.map((ask): Refused[] => {
      const first = from;
      from += ask.length;
      return refused.flatMap(({ write, why }) =>
        write >= first && write < from ? [{ write: write - first, why }] : [],
      );
    });
    const others = asks.filter((_, i) => own[i]?.length === 0);
    const again = others.length === 0 ? [] : await transactAll(others);
    return own.map((refusals) => (refusals.length > 0 ? refusals : (again.shift() ?? [])));
  }

  return {
    batchGet: async (
      keys: readonly ItemKey[],
      isConsistent: boolean,
      extent: Extent,
    ): Promise<Map<string, RawItem>> => {
      const unique = [...nameKeys(keys).values()];
      const found = new Map<string, RawItem>();
      for (let from = 0; from < unique.length; from += BATCH_GET_KEYS) {
        const some = unique.slice(from, from + BATCH_GET_KEYS);
        const read = await readTogether(some, isConsistent, extent);
        for (const key of some) {
          const raw = read.get(nameKey(key));
          if (raw) found.set(nameKey(key), raw);
        }
      }
      return found;
    },
    writeAll: async (writes: BatchWrites): Promise<void> => {
      for (let from = 0; from < writes.length; from += BATCH_WRITES)
        await writeTogether(writes.slice(from, from + BATCH_WRITES));
    },
    transact,
    transactTogether: combine<Transaction, Refused[]>({
      most: TRANSACTION_WRITES,
      countItems: (writes) => writes.length,
      nameChanged: (writes) => writes.flatMap(nameWritten),
      send: transactAll,
    }),
  };
}

export const nameKey = ({ pk, sk }: ItemKey): string => `${pk}|${sk}`;
const nameKeys = (keys: readonly ItemKey[]): Map<string, ItemKey> =>
  new Map(keys.map((key) => [nameKey(key), key]));

const nameWrite = ({ PutRequest, DeleteRequest }: BatchWrite): string =>
  nameKey(keyOfRaw(PutRequest?.Item ?? DeleteRequest?.Key ?? {}));

const nameWritten = ({ Put, Update, Delete, ConditionCheck }: Transaction[number]): string[] =>
  [Put?.Item, Update?.Key, Delete?.Key, ConditionCheck?.Key].flatMap((item) =>
    item ? [nameKey(keyOfRaw(item))] : [],
  );
