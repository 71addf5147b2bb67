/** The one DynamoDB table, as records of the domain. Every item read is decoded; writes are conditional. */
import { actRecords } from './act-records.ts';
import { contactRecords } from './contact-records.ts';
import { enrolmentRecords } from './enrolment-records.ts';
import { phraseRecords } from './phrase-records.ts';
import { publicationRecords } from './publication-records.ts';
import { createSiteRecords, observe, type Observed } from './site-table.ts';
import { redactionHead } from './redaction-head.ts';
import { returnedMailRecords } from './returned-mail-records.ts';
import { ticketRecords } from './ticket-records.ts';
import type { KeptNames } from './packed-name-records.ts';
import type { TableAccess, TableOptions } from './table-access.ts';

export type { ReadOptions } from './table-access.ts';

export type ReportTable = Observed<ReturnType<typeof createRecords>>;

export const createReportTable = (options: TableOptions): ReportTable => observe(options, createRecords);

const createRecords = (access: TableAccess, kept: KeptNames) => ({
  ...createSiteRecords(access, kept),
  ...contactRecords(access),
  ...enrolmentRecords(access),
  ...actRecords(access),
  ...publicationRecords(access),
  ...phraseRecords(access),
  ...redactionHead(access),
  ...ticketRecords(access),
  ...returnedMailRecords(access),
});
