/** Second steps in the one table: written where nobody else wrote since they were read. */
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { makeSecondStepKey } from '../../contracts/table/keys.ts';
import { secondStepCodec } from '../../contracts/table/sign-in-codecs.ts';
import type { SecondStep } from '../../domain/authority/second-step.ts';
import { createTableAccess, type TableOptions, type Written } from './table-access.ts';

export type SecondStepRecords = ReturnType<typeof createSecondStepRecords>;

export function createSecondStepRecords(options: TableOptions) {
  const { client, tableName } = options;
  const { lookUp, put } = createTableAccess(options);
  return {
    async read(mail: string): Promise<SecondStep | undefined> {
      const key = makeSecondStepKey(mail);
      return (await lookUp([key]))(key, secondStepCodec);
    },

    /** `outdated` where another request wrote meanwhile: of two who type one code at once, one is right. */
    write: (step: SecondStep): Promise<Written> => put(secondStepCodec.encode(step), step.revision),

    async remove(mail: string): Promise<void> {
      await client.send(new DeleteCommand({ TableName: tableName, Key: { ...makeSecondStepKey(mail) } }));
    },
  };
}
