/**
 * The record of the last load of each kind of file, in the one table, and what taking a load back must delete. Nothing but the
 * command line uses it: no function may delete what a load brought.
 */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { keyOfRaw } from '../../contracts/table/codec.ts';
import { loadEntriesPrefix, loadHeadKey, makeRegionKey, makeRosterKey } from '../../contracts/table/keys.ts';
import { loadEntryCodec, loadHeadCodec, type Loadables } from '../../contracts/table/load-items.ts';
import { rosterVersionCodec } from '../../contracts/table/roster-codecs.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import { endOfEarlierContact } from '../../domain/roster/contact.ts';
import type { LoadEntry, LoadHead, Loadable } from '../../domain/roster/load-record.ts';
import type { WholeRecord } from '../../domain/roster/roster-entry.ts';
import { UnavailableError } from '../../errors.ts';
import { contactWrites, mailItem } from './enrolment-records.ts';
import { createTableAccess, type TableOptions } from './table-access.ts';

export type { Loadables };
export type LoadLedger = ReturnType<typeof createLoadLedger>;

export function createLoadLedger(options: TableOptions) {
  const { client, tableName } = options;
  const { query, putAlways, writeAll } = createTableAccess(options);
  const readEntries = ({ pk, prefix }: { readonly pk: string; readonly prefix: string }) =>
    query({ pk, range: { prefix } }, true);

  return {
    async head(what: Loadable): Promise<LoadHead | undefined> {
      const { pk, sk } = loadHeadKey(what);
      // By a Query, which whoever loads may do in any case.
      const [raw] = await query({ pk, range: { prefix: sk } }, true);
      return raw && loadHeadCodec(what).decode(raw);
    },

    putHead: (what: Loadable, head: LoadHead): Promise<void> => putAlways(loadHeadCodec(what).encode(head)),

    async entries<What extends Loadable>(what: What, load: Instant): Promise<LoadEntry<Loadables[What]>[]> {
      return (await readEntries(loadEntriesPrefix(what, load))).map(loadEntryCodec(what, load).decode);
    },

    async putEntries<What extends Loadable>(
      what: What,
      load: Instant,
      entries: readonly LoadEntry<Loadables[What]>[],
    ): Promise<void> {
      const { encode } = loadEntryCodec(what, load);
      await writeAll(entries.map((entry) => ({ PutRequest: { Item: encode(entry) } })));
    },

    /** All entries but those of one load. */
    async removeEntries(what: Loadable, but: Instant | undefined): Promise<void> {
      const kept = but === undefined ? undefined : loadEntriesPrefix(what, but).prefix;
      const keys = (await readEntries(loadEntriesPrefix(what)))
        .map(keyOfRaw)
        .filter(({ sk }) => kept === undefined || !sk.startsWith(kept));
      await writeAll(keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })));
    },

    async removeRegion(code: string): Promise<void> {
      await client.send(new DeleteCommand({ TableName: tableName, Key: { ...makeRegionKey(code) } }));
    },

    /** Takes an agency off the roster; what the roster said of it stays as a version that holds no more from `at` on. */
    async removeRoster(roster: WholeRecord, at: Instant): Promise<void> {
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Delete: {
                  TableName: tableName,
                  Key: { ...makeRosterKey(roster.id) },
                  ConditionExpression: 'since = :since',
                  ExpressionAttributeValues: { ':since': roster.since },
                },
              },
              {
                Put: {
                  TableName: tableName,
                  Item: rosterVersionCodec.encode({ ...roster, until: at }),
                },
              },
              ...contactWrites(tableName, undefined, roster, at),
              ...mailItem(roster, endOfEarlierContact(at)).map((Item) => ({
                Put: { TableName: tableName, Item },
              })),
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
