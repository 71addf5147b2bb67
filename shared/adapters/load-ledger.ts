/**
 * The record of the last load of each kind of file, in the one table, and what taking a load back must delete. Nothing but the
 * command line uses it: no function may delete what a load brought.
 */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import { regionKey, rosterKey, rosterVersionKey, type ItemKey, type RosterItem } from '../contracts/items.ts';
import {
  LOAD_ENTRY_SCHEMAS,
  loadEntryKey,
  loadEntryRange,
  loadHeadKey,
  loadHeadSchema,
  type LoadEntry,
  type LoadHead,
  type Loadable,
  type Loadables,
} from '../contracts/load-record.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { CorruptItemError, UnavailableError } from '../errors.ts';
import { readPages } from './read-pages.ts';
import { PATIENCE, untilUnthrottled, type Patience } from './throttling.ts';

export type LoadLedger = ReturnType<typeof createLoadLedger>;

/** DynamoDB's limit for one BatchWriteItem. */
const BATCH_WRITES = 25;

export function createLoadLedger({
  client,
  tableName,
  patience = PATIENCE,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly patience?: Patience;
}) {
  function parsed<Item>(schema: z.ZodMiniType<Item>, raw: Record<string, unknown>): Item {
    const result = schema.safeParse(raw);
    if (result.success) return result.data;
    const key = `${String(raw['pk'])} | ${String(raw['sk'])}`;
    throw new CorruptItemError(`item ${key} of ${tableName} does not fit its schema`);
  }

  const query = ({ pk, sk }: ItemKey): Promise<Record<string, unknown>[]> =>
    readPages(client, {
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :from)',
      ExpressionAttributeValues: { ':pk': pk, ':from': sk },
    });

  async function writeAll(
    writes: NonNullable<BatchWriteCommandInput['RequestItems']>[string],
  ): Promise<void> {
    for (let from = 0; from < writes.length; from += BATCH_WRITES) {
      let left = writes.slice(from, from + BATCH_WRITES);
      await untilUnthrottled(patience, `a writing of ${tableName}`, async () => {
        const { UnprocessedItems } = await client.send(
          new BatchWriteCommand({ RequestItems: { [tableName]: left } }),
        );
        left = UnprocessedItems?.[tableName] ?? [];
        return left.length > 0 ? 'throttled' : 'written';
      });
    }
  }

  return {
    async head(what: Loadable): Promise<LoadHead | undefined> {
      // By a Query, which whoever loads may do in any case.
      const [raw] = await query(loadHeadKey(what));
      return raw && parsed(loadHeadSchema, raw);
    },

    async putHead(what: Loadable, { at, state, resumed }: LoadHead): Promise<void> {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...loadHeadKey(what), v: 1, at, state, ...(resumed && { resumed }) },
        }),
      );
    },

    async entries<What extends Loadable>(what: What, load: Instant): Promise<LoadEntry<Loadables[What]>[]> {
      const items = await query(loadEntryRange(what, load));
      return items.map((raw) => parsed(LOAD_ENTRY_SCHEMAS[what], raw));
    },

    async putEntries<What extends Loadable>(
      what: What,
      load: Instant,
      entries: readonly LoadEntry<Loadables[What]>[],
    ): Promise<void> {
      await writeAll(
        entries.map(({ id, before, districts }) => ({
          PutRequest: { Item: { ...loadEntryKey(what, load, id), v: 1, id, before, districts } },
        })),
      );
    },

    /** All entries but those of one load. */
    async removeEntries(what: Loadable, but: Instant | undefined): Promise<void> {
      const kept = but === undefined ? undefined : loadEntryRange(what, but).sk;
      const keys = (await query(loadEntryRange(what)))
        .map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }))
        .filter(({ sk }) => kept === undefined || !sk.startsWith(kept));
      await writeAll(keys.map((Key) => ({ DeleteRequest: { Key } })));
    },

    async removeRegion(code: string): Promise<void> {
      await client.send(new DeleteCommand({ TableName: tableName, Key: { ...regionKey(code) } }));
    },

    /** Takes an agency off the roster; what the roster said of it stays as a version that holds no more from `at` on. */
    async removeRoster(roster: RosterItem, at: Instant): Promise<void> {
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Delete: {
                  TableName: tableName,
                  Key: { ...rosterKey(roster.id) },
                  ConditionExpression: 'since = :since',
                  ExpressionAttributeValues: { ':since': roster.since },
                },
              },
              {
                Put: {
                  TableName: tableName,
                  Item: { ...roster, ...rosterVersionKey(roster.id, roster.since), until: at },
                },
              },
            ],
          }),
        );
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        throw new UnavailableError(`agency ${roster.id} was loaded meanwhile`, { cause: error });
      }
    },
  };
}
