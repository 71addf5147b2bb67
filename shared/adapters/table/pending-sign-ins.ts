/** Sign-ins that wait for a provider's answer, in the one table, each under the hash of its state. */
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { makePendingSignInKey } from '../../contracts/table/keys.ts';
import { pendingSignInCodec } from '../../contracts/table/sign-in-codecs.ts';
import type { PendingSignIn } from '../../domain/authority/pending-sign-in.ts';
import { createTableAccess, type TableOptions } from './table-access.ts';

export type PendingSignIns = ReturnType<typeof createPendingSignIns>;

export function createPendingSignIns(options: TableOptions) {
  const { client, tableName } = options;
  const { putAlways } = createTableAccess(options);
  return {
    keep: (stateHash: string, pending: PendingSignIn): Promise<void> =>
      putAlways(pendingSignInCodec.encode({ stateHash, ...pending })),

    /** Takes it out: of two answers with one state, one finds it. */
    async take(stateHash: string): Promise<PendingSignIn | undefined> {
      const { Attributes } = await client.send(
        new DeleteCommand({
          TableName: tableName,
          Key: { ...makePendingSignInKey(stateHash) },
          ReturnValues: 'ALL_OLD',
        }),
      );
      return Attributes && pendingSignInCodec.decode(Attributes);
    },
  };
}
