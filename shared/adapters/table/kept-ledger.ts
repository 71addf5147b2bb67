/** Which summary of a slot was kept, in the one table: the first that was is the slot's. */
import {
  makeSummaryKey,
  parseSummarySlot,
  summariesRange,
  type ItemKey,
} from '../../contracts/table/keys.ts';
import {
  summaryItemSchema,
  type MailItem,
  type SummaryFacts,
  type SummaryItem,
} from '../../contracts/table/summary-items.ts';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  PutCommand,
  QueryCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { RegionOrder } from '../../contracts/bucket/summary-keys.ts';
import { CorruptItemError, UnavailableError } from '../../errors.ts';

interface LedgerOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/** Items of the ledgers, read and written under conditions. */
export function openLedger({ client, tableName }: LedgerOptions) {
  async function read<Item>({ pk, sk }: ItemKey, schema: z.ZodMiniType<Item>): Promise<Item | undefined> {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: [{ pk, sk }], ConsistentRead: true } } }),
    );
    if ((UnprocessedKeys?.[tableName]?.Keys ?? []).length > 0)
      throw new UnavailableError(`${tableName} left ${pk} | ${sk} unread`);
    const [raw] = Responses?.[tableName] ?? [];
    if (raw === undefined) return undefined;
    return parsed({ pk, sk }, raw, schema);
  }

  function parsed<Item>({ pk, sk }: ItemKey, raw: unknown, schema: z.ZodMiniType<Item>): Item {
    const result = schema.safeParse(raw);
    if (result.success) return result.data;
    throw new CorruptItemError(`item ${pk} | ${sk} of ${tableName} does not fit its schema`);
  }

  /** Whether the condition held. */
  async function put(
    Item: SummaryItem | MailItem,
    ConditionExpression: string,
    names: Record<string, string> = {},
    values: Record<string, unknown> = {},
  ): Promise<boolean> {
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item,
          ConditionExpression,
          ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
          ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return { read, parsed, put };
}

/** What the site reads. */
export function createKeptLedger({ client, tableName }: LedgerOptions) {
  const { read, parsed, put } = openLedger({ client, tableName });
  const summary = (order: RegionOrder): Promise<SummaryItem | undefined> =>
    read(makeSummaryKey(order), summaryItemSchema);

  return {
    summary,

    /** The summary of the newest slot up to one. */
    async newestSummary(
      upTo: RegionOrder,
    ): Promise<
      { readonly order: RegionOrder; readonly sha256: string; readonly head?: string | undefined } | undefined
    > {
      const { code, year } = upTo;
      const { pk, from, to } = summariesRange(upTo);
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          ScanIndexForward: false,
          Limit: 1,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
        }),
      );
      const [raw] = Items;
      if (raw === undefined) return undefined;
      const item = parsed({ pk, sk: String(raw['sk']) }, raw, summaryItemSchema);
      const slot = parseSummarySlot(item);
      if (slot === undefined)
        throw new CorruptItemError(`item ${pk} | ${item.sk} of ${tableName} names no slot`);
      return { order: { code, year, slot }, sha256: item.sha256, head: item.head };
    },

    /** Answers the slot's summary: this one where there was none, else the one that was there. */
    async keepSummary(order: RegionOrder, facts: SummaryFacts): Promise<SummaryItem> {
      const item: SummaryItem = { ...makeSummaryKey(order), v: 1, ...facts };
      if (await put(item, 'attribute_not_exists(pk)')) return item;
      const kept = await summary(order);
      if (!kept) throw new UnavailableError(`the summary ${item.pk} | ${item.sk} is there and is not`);
      return kept;
    },

    /** Names a head of the slot's summary, which an earlier version kept without one. */
    async noteHead(item: SummaryItem, head: string): Promise<void> {
      await put({ ...item, head }, 'sha256 = :sha256', {}, { ':sha256': item.sha256 });
    },
  };
}
