/** Writes together with what the audit trail tells of them: none is without the other. */
import { auditCodec } from '../../contracts/table/audit-codec.ts';
import type { NewAuditEntry } from '../../domain/authority/audit-entry.ts';
import { UnavailableError } from '../../errors.ts';
import type { TableAccess, Transaction } from './table-access.ts';

/** DynamoDB's limit for one transaction. */
const TRANSACTION_WRITES = 100;
/** Others who are at the same item at the same time are done in a moment. */
const MAX_CONFLICTS = 8;

/**
 * More than one transaction holds are written in turn, the trail's first. What is written twice under one condition stays as
 * it was written first.
 */
export function toldWrites({ transact, tableName }: Pick<TableAccess, 'transact' | 'tableName'>) {
  return async (told: readonly NewAuditEntry[], writes: Transaction): Promise<void> => {
    const entries = told.map((entry) => ({ Put: { TableName: tableName, Item: auditCodec.encode(entry) } }));
    const all = [...entries, ...writes];
    for (let from = 0; from < all.length; from += TRANSACTION_WRITES) {
      const together = all.slice(from, from + TRANSACTION_WRITES);
      let conflicts = 0;
      while ((await transact(together)).some(({ why }) => why === 'conflict'))
        if (++conflicts === MAX_CONFLICTS)
          throw new UnavailableError(`a write lost ${conflicts} races against others who wrote`);
    }
  };
}
