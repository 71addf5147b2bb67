/** The audit trail in the one table: entries are appended and read, and nothing here changes or takes one away. */
import { auditCodec } from '../../contracts/table/audit-codec.ts';
import { auditRange } from '../../contracts/table/keys.ts';
import type { AuditEntry, AuditScope, NewAuditEntry } from '../../domain/authority/audit-entry.ts';
import { createTableAccess, type TableOptions } from './table-access.ts';

export type AuditTrail = ReturnType<typeof createAuditTrail>;

export function createAuditTrail(options: TableOptions) {
  const { query, queryPage, putOnce } = createTableAccess(options);
  return {
    /** An entry that is there already stays as it is. */
    async append(entry: NewAuditEntry): Promise<void> {
      await putOnce(auditCodec.encode(entry));
    },

    /** Entries of a month between two positions, the newest first, as many as are asked for; and whether those are all. */
    before: async (
      scope: AuditScope,
      month: string,
      { from, to, limit }: { readonly from: string; readonly to: string; readonly limit: number },
    ): Promise<{ readonly entries: AuditEntry[]; readonly isEnd: boolean }> => {
      const { pk } = auditRange(scope, month);
      const { raws, isEnd } = await queryPage(
        { pk, from, to },
        { limit, isBackwards: true, isConsistent: false },
      );
      return { entries: raws.map(auditCodec.decode), isEnd };
    },

    /** The entries of a month (UTC, `2026-01`), the earliest first. */
    ofMonth: async (scope: AuditScope, month: string): Promise<AuditEntry[]> =>
      (await query(auditRange(scope, month), true)).map(auditCodec.decode),
  };
}
