/** The head that tells which documents have a record of their redaction in the bucket. */
import { readRedactionsHead, writeRedactionsHead, type Head } from '../../contracts/table/head-codecs.ts';
import { REDACTIONS_HEAD } from '../../contracts/table/keys.ts';
import type { RedactionMarks } from '../../domain/standing/redaction-marks.ts';
import type { TableAccess, Written } from './table-access.ts';

export function redactionHead({ tableName, batchGetRaw, putInstead }: TableAccess) {
  return {
    async redactionsHead(): Promise<Head<RedactionMarks>> {
      const [raw] = (await batchGetRaw([REDACTIONS_HEAD])).values();
      return readRedactionsHead(raw, tableName);
    },

    /** Replaces the head that was read. */
    putRedactionsHead: (head: Head<unknown>, marks: RedactionMarks): Promise<Written> =>
      putInstead(writeRedactionsHead(REDACTIONS_HEAD, head, { table: tableName, marks }), head.revision),
  };
}
