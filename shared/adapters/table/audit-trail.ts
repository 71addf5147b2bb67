/** The audit trail in the one table: entries are appended and read, and nothing here changes or takes one away. */
import { auditCodec } from '../../contracts/table/audit-codec.ts';
import { auditRange } from '../../contracts/table/keys.ts';
import type { AuditEntry, AuditScope, NewAuditEntry } from '../../domain/authority/audit-entry.ts';
import { createTableAccess, type TableOptions } from './table-access.ts';

export type AuditTrail = ReturnType<typeof createAuditTrail>;

export function createAuditTrail(options: TableOptions) {
  const { query, putOnce } = createTableAccess(options, () => undefined);
  return {
    /** An entry that is there already stays as it is. */
    async append(entry: NewAuditEntry): Promise<void> {
      await putOnce(auditCodec.encode(entry));
    },

    /** The entries of a month (UTC, `2026-01`), the earliest first. */
    ofMonth: async (scope: AuditScope, month: string): Promise<AuditEntry[]> =>
      (await query(auditRange(scope, month), true)).map(auditCodec.decode),
  };
}
