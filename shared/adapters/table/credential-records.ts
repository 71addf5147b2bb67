/** Credentials for programs in the one table: made, found, claimed once, used, revoked. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keyOfRaw, type Item } from '../../contracts/table/codec.ts';
import {
  credentialCodec,
  credentialPointers,
  loginCodeCodec,
  scopePointer,
} from '../../contracts/table/credential-codecs.ts';
import {
  credentialIn,
  makeCredentialKey,
  makeLoginCodeKey,
  makeScopeCredentialKey,
  personCredentialsRange,
  scopeCredentialsRange,
  type Partition,
} from '../../contracts/table/keys.ts';
import type {
  CredentialScope,
  LoginCode,
  ProgramCredential,
} from '../../domain/authority/program-credential.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import { createTableAccess, type TableOptions } from './table-access.ts';
import { toldWrites } from './told-writes.ts';

/** DynamoDB keeps the word for itself. */
const UNTIL = { '#until': 'until' };

/** What is set in a credential that was not revoked. */
interface Change {
  readonly set: string;
  readonly where?: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly names?: Record<string, string>;
}

export type CredentialRecords = ReturnType<typeof createCredentialRecords>;

export function createCredentialRecords(options: TableOptions) {
  const { client, tableName } = options;
  const access = createTableAccess(options);
  const { query, lookUp, putAlways } = access;
  const writeTold = toldWrites(access);

  /** What the item is afterwards; `undefined` where the condition did not hold. */
  async function change(
    id: string,
    { set, where, values, names }: Change,
  ): Promise<ProgramCredential | undefined> {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { ...makeCredentialKey(id) },
          UpdateExpression: `SET ${set}`,
          ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(revoked)${where ?? ''}`,
          ExpressionAttributeValues: values,
          ExpressionAttributeNames: names,
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Attributes && credentialCodec.decode(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  async function listIds(partition: Partition): Promise<string[]> {
    return (await query(partition, true)).map((raw) => credentialIn(keyOfRaw(raw)));
  }

  return {
    async make(credential: ProgramCredential): Promise<void> {
      const items: Item[] = [credentialCodec.encode(credential), ...credentialPointers(credential)];
      await writeTold(
        [],
        items.map((Item) => ({
          Put: { TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
        })),
      );
    },

    /** As it is now: one that was revoked a moment ago holds no more. */
    async credential(id: string): Promise<ProgramCredential | undefined> {
      const key = makeCredentialKey(id);
      return (await lookUp([key]))(key, credentialCodec);
    },

    /** What the person made and what is for one of the places, each once; the first so many of them. */
    async list(
      mail: string,
      scopes: readonly CredentialScope[],
      most: number,
    ): Promise<{ readonly credentials: ProgramCredential[]; readonly isCut: boolean }> {
      const ids = await Promise.all(
        [personCredentialsRange(mail), ...scopes.map(scopeCredentialsRange)].map(listIds),
      );
      const unique = [...new Set(ids.flat())];
      const shown = unique.slice(0, most);
      if (shown.length === 0) return { credentials: [], isCut: false };
      const read = await lookUp(shown.map(makeCredentialKey));
      return {
        credentials: shown.flatMap((id) => read(makeCredentialKey(id), credentialCodec) ?? []),
        isCut: unique.length > most,
      };
    },

    /** Gives it its token, once; `undefined` where it has one, or holds no more. */
    claim: (id: string, tokenHash: string, now: Instant): Promise<ProgramCredential | undefined> =>
      change(id, {
        set: 'tokenHash = :hash',
        where: ' AND attribute_not_exists(tokenHash) AND #until > :now',
        values: { ':hash': tokenHash, ':now': now },
        names: UNTIL,
      }),

    async touch(id: string, usedAt: Instant): Promise<void> {
      await change(id, { set: 'usedAt = :at', values: { ':at': usedAt } });
    },

    /** Says of an agency's where the roster has the agency now, so that the office in charge of it finds it. */
    async moveTo(credential: ProgramCredential, scope: CredentialScope): Promise<void> {
      const { id } = credential;
      const Item = scopePointer({ ...credential, scope });
      await writeTold(
        [],
        [
          {
            Update: {
              TableName: tableName,
              Key: { ...makeCredentialKey(id) },
              UpdateExpression: 'SET #scope = :scope',
              ConditionExpression: 'attribute_exists(pk)',
              ExpressionAttributeNames: { '#scope': 'scope' },
              ExpressionAttributeValues: { ':scope': scope },
            },
          },
          { Delete: { TableName: tableName, Key: { ...makeScopeCredentialKey(credential.scope, id) } } },
          { Put: { TableName: tableName, Item } },
        ],
      );
    },

    /** The first who revokes it stays in it. */
    revoke: (
      id: string,
      revoked: NonNullable<ProgramCredential['revoked']>,
    ): Promise<ProgramCredential | undefined> =>
      change(id, { set: 'revoked = :revoked', values: { ':revoked': revoked } }),

    keepCode: (code: LoginCode): Promise<void> => putAlways(loginCodeCodec.encode(code)),

    /** Takes a code away, so that it is nobody's any more: of two who try at once, one has it. */
    async takeCode(hash: string, now: Instant): Promise<LoginCode | undefined> {
      try {
        const { Attributes } = await client.send(
          new DeleteCommand({
            TableName: tableName,
            Key: { ...makeLoginCodeKey(hash) },
            ConditionExpression: '#until > :now',
            ExpressionAttributeNames: UNTIL,
            ExpressionAttributeValues: { ':now': now },
            ReturnValues: 'ALL_OLD',
          }),
        );
        return Attributes && loginCodeCodec.decode(Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },
  };
}
