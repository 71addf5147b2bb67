/** Grants, sessions, mailed links and counted attempts in the one table: what signing in reads and writes. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  expiresAt,
  lastSignInCodec,
  linkCodec,
  grantCodec,
  sessionCodec,
} from '../../contracts/table/account-codecs.ts';
import { ITEM_VERSION, keyOfRaw } from '../../contracts/table/codec.ts';
import {
  agencyByRoster,
  grantsRange,
  makeKnownBrowserKey,
  makeLinkKey,
  makePersonSessionKey,
  makeRateKey,
  makeRosterKey,
  makeSessionKey,
  personSessionsRange,
} from '../../contracts/table/keys.ts';
import { TTL_ATTRIBUTE } from '../../contracts/wiring.ts';
import { rosterCodec } from '../../contracts/table/roster-codecs.ts';
import type { NewAuditEntry } from '../../domain/authority/audit-entry.ts';
import type { GrantRecord } from '../../domain/authority/grant-record.ts';
import type { MailedLink } from '../../domain/authority/mailed-link.ts';
import { tellLatestEnd, tellSessionEnd, type Session } from '../../domain/authority/session.ts';
import { countEpochMs, type Instant } from '../../domain/basics/calendar.ts';
import type { RosterRecord, WholeRecord } from '../../domain/roster/roster-entry.ts';
import { readWholeRoster } from './contact-records.ts';
import { grantRecords } from './grant-records.ts';
import { createTableAccess, type TableOptions } from './table-access.ts';
import { toldWrites } from './told-writes.ts';

/** So many attempts within so many seconds. */
export interface Limit {
  readonly most: number;
  readonly withinS: number;
}

/** What an address has by grants, and for which agencies the roster named it once. */
interface PersonGrants {
  readonly granted: readonly GrantRecord[];
  readonly byRoster: readonly string[];
}

export type AccountReader = ReturnType<typeof createAccountReader>;
export type AccountRecords = ReturnType<typeof createAccountRecords>;

/** What tells who asks: a function that may write nothing has it, too. */
export function createAccountReader(options: TableOptions) {
  const { query, lookUp } = createTableAccess(options);
  return {
    /** As it is now: a session that was ended a moment ago is none. */
    async session(hash: string): Promise<Session | undefined> {
      const read = await lookUp([makeSessionKey(hash)]);
      return read(makeSessionKey(hash), sessionCodec);
    },

    async grantsTo(mail: string): Promise<PersonGrants> {
      const raws = (await query(grantsRange(mail), true)).map((raw) => ({
        raw,
        agency: agencyByRoster(keyOfRaw(raw)),
      }));
      return {
        granted: raws.filter(({ agency }) => agency === undefined).map(({ raw }) => grantCodec.decode(raw)),
        byRoster: raws.flatMap(({ agency }) => agency ?? []),
      };
    },

    async agencies(ids: readonly string[]): Promise<RosterRecord[]> {
      if (ids.length === 0) return [];
      const read = await lookUp(ids.map(makeRosterKey));
      return ids.flatMap((id) => read(makeRosterKey(id), rosterCodec) ?? []);
    },

    /** By whose contacts it is told whom a session belongs to. */
    wholeAgencies: async (ids: readonly string[]): Promise<WholeRecord[]> =>
      ids.length === 0 ? [] : readWholeRoster(lookUp, ids),
  };
}

export function createAccountRecords(options: TableOptions) {
  const { client, tableName } = options;
  const access = createTableAccess(options);
  const { query, lookUp, batchGetRaw, putAlways } = access;
  const writeTold = toldWrites(access);

  /** Whether the condition held, with what was there before. */
  async function removeWhere(command: DeleteCommand): Promise<Readonly<Record<string, unknown>> | undefined> {
    try {
      return (await client.send(command)).Attributes;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  return {
    ...createAccountReader(options),

    ...grantRecords(access),

    /** `told`: what the trail tells of it. */
    async beginSession(session: Session, told: readonly NewAuditEntry[] = []): Promise<void> {
      const Item = sessionCodec.encode(session);
      await writeTold(told, [
        { Put: { TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
        {
          Put: {
            TableName: tableName,
            Item: {
              ...makePersonSessionKey(session.mail, session.hash),
              ...expiresAt(tellLatestEnd(session)),
              v: ITEM_VERSION,
            },
          },
        },
        {
          Put: {
            TableName: tableName,
            Item: lastSignInCodec.encode({ mail: session.mail, at: session.since }),
          },
        },
      ]);
    },

    /** Says that a session was used, unless it has ended. */
    async touchSession(session: Session): Promise<void> {
      try {
        await client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { ...makeSessionKey(session.hash) },
            UpdateExpression: 'SET usedAt = :usedAt, expiresAtEpochS = :end',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: {
              ':usedAt': session.usedAt,
              ':end': expiresAt(tellSessionEnd(session, false)).expiresAtEpochS,
            },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    /** A person's sessions, ended ones of late included. */
    async sessionsOf(mail: string): Promise<Session[]> {
      const hashes = (await query(personSessionsRange(mail), true)).map((raw) => keyOfRaw(raw).sk);
      if (hashes.length === 0) return [];
      const read = await lookUp(hashes.map(makeSessionKey));
      return hashes.flatMap((hash) => read(makeSessionKey(hash), sessionCodec) ?? []);
    },

    async endSessions(
      sessions: readonly Pick<Session, 'hash' | 'mail'>[],
      told: readonly NewAuditEntry[] = [],
    ): Promise<void> {
      // A transaction may name no item twice.
      const each = new Map(sessions.map((session) => [session.hash, session]));
      await writeTold(
        told,
        [...each.values()].flatMap(({ hash, mail }) =>
          [makeSessionKey(hash), makePersonSessionKey(mail, hash)].map(({ pk, sk }) => ({
            Delete: { TableName: tableName, Key: { pk, sk } },
          })),
        ),
      );
    },

    keepLink: (link: MailedLink): Promise<void> => putAlways(linkCodec.encode(link)),

    /** Takes a link away, so that it is nobody's any more: of two who try at once, one has it. */
    async takeLink(hash: string, browser: string, now: Instant): Promise<MailedLink | undefined> {
      const taken = await removeWhere(
        new DeleteCommand({
          TableName: tableName,
          Key: { ...makeLinkKey(hash) },
          ConditionExpression: 'browser = :browser AND expiresAt > :now',
          ExpressionAttributeValues: { ':browser': browser, ':now': now },
          ReturnValues: 'ALL_OLD',
        }),
      );
      return taken && linkCodec.decode(taken);
    },

    async knowBrowser(mailHash: string, browserHash: string, until: Instant): Promise<void> {
      await putAlways({
        ...makeKnownBrowserKey(mailHash, browserHash),
        ...expiresAt(until),
        v: ITEM_VERSION,
      });
    },

    async isKnownBrowser(mailHash: string, browserHash: string, now: Instant): Promise<boolean> {
      const [kept] = (await batchGetRaw([makeKnownBrowserKey(mailHash, browserHash)])).values();
      return kept !== undefined && Number(kept[TTL_ATTRIBUTE]) * 1000 > countEpochMs(now);
    },

    /**
     * Counts one more attempt in the running stretch of time of each limit; `false`, and nothing is counted, where one had as many
     * already. Limits of one thing are one item, named by the longest stretch, with a count for each shorter stretch in it.
     */
    async countAttempt(what: string, limits: readonly Limit[], now: Instant): Promise<boolean> {
      const longestS = Math.max(...limits.map(({ withinS }) => withinS));
      const windowOf = (withinS: number): number => Math.floor(countEpochMs(now) / 1000 / withinS);
      const window = windowOf(longestS);
      const counts = limits.map((_, i) => `#count${i}`);
      try {
        await client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { ...makeRateKey(what, window) },
            UpdateExpression: `ADD ${counts.map((count) => `${count} :one`).join(', ')} SET expiresAtEpochS = :end`,
            ConditionExpression: counts
              .map((count, i) => `(attribute_not_exists(${count}) OR ${count} < :most${i})`)
              .join(' AND '),
            ExpressionAttributeNames: Object.fromEntries(
              limits.map(({ withinS }, i) => [`#count${i}`, `within${withinS}s${windowOf(withinS)}`]),
            ),
            ExpressionAttributeValues: {
              ':one': 1,
              ...Object.fromEntries(limits.map(({ most }, i) => [`:most${i}`, most])),
              ':end': (window + 1) * longestS,
            },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
