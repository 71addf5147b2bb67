/** The one DynamoDB table, as records of the domain. Every item read is decoded; writes are conditional. */
import { createOfficeRecords } from './office-table.ts';
import { phraseRecords } from './phrase-records.ts';
import { observe, type Observed } from './site-table.ts';
import { redactionHead } from './redaction-head.ts';
import type { KeptNames } from './packed-name-records.ts';
import type { TableAccess, TableOptions } from './table-access.ts';

export type { ReadOptions } from './table-access.ts';

export type ReportTable = Observed<ReturnType<typeof createRecords>>;

export const createReportTable = (options: TableOptions): ReportTable => observe(options, createRecords);

const createRecords = (access: TableAccess, kept: KeptNames) => ({
  ...createOfficeRecords(access, kept),
  ...phraseRecords(access),
  ...redactionHead(access),
});
