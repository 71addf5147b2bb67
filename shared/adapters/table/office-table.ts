/** What the office function has of the one DynamoDB table: it receives no report, and measures none. */
import { actRecords } from './act-records.ts';
import { contactRecords } from './contact-records.ts';
import { enrolmentRecords } from './enrolment-records.ts';
import type { KeptNames } from './packed-name-records.ts';
import { publicationRecords } from './publication-records.ts';
import { returnedMailRecords } from './returned-mail-records.ts';
import { createSiteRecords, observe, type Observed } from './site-table.ts';
import type { TableAccess, TableOptions } from './table-access.ts';
import { ticketRecords } from './ticket-records.ts';

type OfficeTable = Observed<ReturnType<typeof createOfficeRecords>>;

export const createOfficeTable = (options: TableOptions): OfficeTable =>
  observe(options, createOfficeRecords);

export const createOfficeRecords = (access: TableAccess, kept: KeptNames) => ({
  ...createSiteRecords(access, kept),
  ...contactRecords(access),
  ...enrolmentRecords(access),
  ...actRecords(access),
  ...publicationRecords(access),
  ...ticketRecords(access),
  ...returnedMailRecords(access),
});
