/**
 * Grants in the one table: kept by address, found by place. A change is written as one: the grant, where it is found, what is
 * kept of the change for ever, and its entry in the audit trail.
 */
import { ScanCommand, type ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import {
  grantChangeCodec,
  grantCodec,
  grantPointerCodec,
  lastSignInCodec,
  type GrantPointer,
} from '../../contracts/table/account-codecs.ts';
import { auditCodec } from '../../contracts/table/audit-codec.ts';
import { ITEM_VERSION, type Item } from '../../contracts/table/codec.ts';
import {
  agencyGrantsRange,
  grantChangesRange,
  grantPointersRange,
  makeGrantChangeKey,
  makeGrantKey,
  makeGrantPointerKey,
  makeLastSignInKey,
  makeOperatorsKey,
} from '../../contracts/table/keys.ts';
import { SYSTEM_SCOPE, type NewAuditEntry } from '../../domain/authority/audit-entry.ts';
import {
  nameGrant,
  type GrantChange,
  type Granted,
  type GrantRecord,
} from '../../domain/authority/grant-record.ts';
import type { On } from '../../domain/authority/may.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import { hashBytes } from '../hash-bytes.ts';
import type { TableAccess, Transaction } from './table-access.ts';

/** A change as it is written. */
interface WrittenGrant {
  readonly change: GrantChange;
  /** Where it gives a say. */
  readonly on: On;
  readonly entry: NewAuditEntry;
  /** Which state of the operators was looked at: of an operator's grant alone. */
  readonly operators?: number | undefined;
}

/** A grant with what is told beside it. */
export interface GrantFound {
  readonly grant: GrantRecord;
  /** A region's code, or the system's. */
  readonly scope: string;
  readonly lastSignIn: Instant | undefined;
}

interface GrantsPage {
  readonly found: readonly GrantFound[];
  /** The key behind which it goes on; `undefined` at the end. */
  readonly next: string | undefined;
}

const onlyOnce = { ConditionExpression: 'attribute_not_exists(pk)' };

export function grantRecords({
  client,
  tableName,
  query,
  queryPage,
  lookUp,
  transact,
  writeAll,
}: TableAccess) {
  const put = (Item: Item, more: object = {}): Transaction[number] => ({
    Put: { TableName: tableName, Item, ...more },
  });

  async function follow(pointers: readonly GrantPointer[]): Promise<GrantFound[]> {
    if (pointers.length === 0) return [];
    const keysOf = ({ mail, granted }: GrantPointer) =>
      [makeGrantKey(mail, granted), makeLastSignInKey(mail)] as const;
    const read = await lookUp(pointers.flatMap(keysOf));
    return pointers.flatMap((pointer) => {
      const [key, last] = keysOf(pointer);
      const grant = read(key, grantCodec);
      return grant ? [{ grant, scope: pointer.scope, lastSignIn: read(last, lastSignInCodec)?.at }] : [];
    });
  }

  return {
    /** `outdated` where the grant, or who the operators are, is another meanwhile; `repeated` where this change is there. */
    async changeGrant({
      change,
      on,
      entry,
      operators,
    }: WrittenGrant): Promise<'written' | 'repeated' | 'outdated'> {
      const { before, after } = change;
      const refused = await transact([
        put(grantChangeCodec.encode(change), onlyOnce),
        put(
          grantCodec.encode(after),
          before
            ? {
                ConditionExpression: 'since = :since',
                ExpressionAttributeValues: { ':since': before.since },
              }
            : onlyOnce,
        ),
        put(grantPointerCodec.encode(pointTo(after, on))),
        put(auditCodec.encode(entry), onlyOnce),
        ...(operators === undefined
          ? []
          : [
              put(
                { ...makeOperatorsKey(), v: ITEM_VERSION, revision: operators + 1 },
                operators === 0
                  ? onlyOnce
                  : {
                      ConditionExpression: 'revision = :revision',
                      ExpressionAttributeValues: { ':revision': operators },
                    },
              ),
            ]),
      ]);
      if (refused.length === 0) return 'written';
      return refused.some(({ write, why }) => write === 0 && why === 'condition') ? 'repeated' : 'outdated';
    },

    /** As it is now, and whether the change of that id is there. */
    async grantToChange(
      mail: string,
      granted: Granted,
      id: string,
    ): Promise<{ readonly before: GrantRecord | undefined; readonly done: GrantChange | undefined }> {
      const key = makeGrantKey(mail, nameGrant(granted));
      const changeKey = makeGrantChangeKey(mail, id);
      const read = await lookUp([key, changeKey]);
      return { before: read(key, grantCodec), done: read(changeKey, grantChangeCodec) };
    },

    /** Everybody who is or was an operator, and which state of them that is. */
    async operators(): Promise<{ readonly grants: readonly GrantRecord[]; readonly revision: number }> {
      const key = makeOperatorsKey();
      // First: who changes them meanwhile makes it another state.
      const revision = (await lookUp([key]))(key, { decode: ({ revision: read }) => read }) ?? 0;
      const { pk, from, to } = grantPointersRange(SYSTEM_SCOPE);
      const pointers = (await query({ pk, range: { from, to } }, true)).map(grantPointerCodec.decode);
      const grants = (await follow(pointers)).map(({ grant }) => grant);
      return { grants: grants.filter(({ role }) => role === 'operator'), revision: Number(revision) };
    },

    /** `within`: a region and all below it, the system, or everything. */
    async grantsWithin(
      within: string | undefined,
      { limit, after }: { readonly limit: number; readonly after?: string | undefined },
    ): Promise<GrantsPage> {
      const { pk, from, to } = grantPointersRange(within);
      const begin = after !== undefined && after > from ? after : from;
      const { raws, isEnd } = await queryPage({ pk, from: begin, to }, { limit: limit + 1 });
      const pointers = raws.map(grantPointerCodec.decode).filter((one) => keyOf(one) !== after);
      const shown = pointers.slice(0, limit);
      const last = shown.at(-1);
      const isWhole = isEnd && pointers.length <= limit;
      return { found: await follow(shown), next: isWhole || !last ? undefined : keyOf(last) };
    },

    /** What was changed of a person's grants. */
    grantChanges: async (mail: string): Promise<GrantChange[]> =>
      (await query(grantChangesRange(mail), true)).map(grantChangeCodec.decode),

    /** Lets a grant be found by its place. */
    async pointToGrants(grants: readonly { readonly grant: GrantRecord; readonly on: On }[]): Promise<void> {
      await writeAll(
        grants.map(({ grant, on }) => ({
          PutRequest: { Item: grantPointerCodec.encode(pointTo(grant, on)) },
        })),
      );
    },

    /** Lets an agency's clerks be found where the roster has it now. */
    async moveAgencyGrants(agency: string, from: string, to: string): Promise<void> {
      const granted = nameGrant({ role: 'agency', agency });
      const pointers = (await query(agencyGrantsRange(from, granted), true)).map(grantPointerCodec.decode);
      await writeAll(
        pointers.map((pointer) => ({
          PutRequest: { Item: grantPointerCodec.encode({ ...pointer, scope: to }) },
        })),
      );
      await writeAll(
        pointers.map((pointer) => ({ DeleteRequest: { Key: { ...makeGrantPointerKey(pointer) } } })),
      );
    },

    /** All of them, by looking at every item: to bring a folder of an earlier version along. */
    async *everyGrant(): AsyncGenerator<GrantRecord> {
      let ExclusiveStartKey: ScanCommandOutput['LastEvaluatedKey'];
      do {
        const page: ScanCommandOutput = await client.send(
          new ScanCommand({
            TableName: tableName,
            ExclusiveStartKey,
            FilterExpression: 'begins_with(pk, :grants) AND begins_with(sk, :grant)',
            ExpressionAttributeValues: { ':grants': 'grants#', ':grant': 'grant#' },
          }),
        );
        yield* (page.Items ?? []).map(grantCodec.decode);
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
    },
  };
}

const keyOf = (pointer: GrantPointer): string => makeGrantPointerKey(pointer).sk;

const pointTo = (grant: GrantRecord, on: On): GrantPointer => ({
  scope: tellScope(on),
  mail: grant.mail,
  granted: nameGrant(grant),
  mailHash: hashBytes(new TextEncoder().encode(grant.mail)).slice(0, 32),
});

function tellScope(on: On): string {
  switch (on.kind) {
    case 'agency':
      return on.district;
    case 'region':
      return on.region;
    case 'system':
      return SYSTEM_SCOPE;
  }
}
