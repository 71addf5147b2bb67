/** The one DynamoDB table, as records of the domain. Every item read is decoded; writes are conditional. */
import type { RecordedRead } from '../../contracts/recorded-read.ts';
import { actRecords } from './act-records.ts';
import { childFactsRecords } from './child-facts-records.ts';
import { nameRecords } from './name-records.ts';
import { narrativeRecords } from './narrative-records.ts';
import { phraseRecords } from './phrase-records.ts';
import { publicationRecords } from './publication-records.ts';
import { RECORD_SIZES } from './record-sizes.ts';
import { rosterRecords } from './roster-records.ts';
import { submissionRecords } from './submission-records.ts';
import { ticketRecords } from './ticket-records.ts';
import { createTableAccess, type TableAccess, type TableOptions } from './table-access.ts';
import { yearRecords } from './year-records.ts';

export type { ReadOptions } from './table-access.ts';

type Observed<Records> = Records & {
  /** The same table; `onRead` learns of every Query and BatchGet made through it. */
  observed(onRead: (read: RecordedRead) => void): Observed<Records>;
};
/** What the site has of the table: it records no act and no publication, and looks at no portal. */
type SiteTable = Observed<ReturnType<typeof createSiteRecords>>;
export type ReportTable = Observed<ReturnType<typeof createRecords>>;

export const createSiteTable = (options: TableOptions): SiteTable =>
  observe((onRead) => createSiteRecords(createTableAccess(options, onRead)));

export const createReportTable = (options: TableOptions): ReportTable =>
  observe((onRead) => createRecords(createTableAccess(options, onRead)));

const observe = <Records>(create: (onRead: (read: RecordedRead) => void) => Records): Observed<Records> => ({
  ...create(() => undefined),
  observed: (onRead) => ({ ...observe(create), ...create(onRead) }),
});

const createRecords = (access: TableAccess) => ({
  ...createSiteRecords(access),
  ...actRecords(access),
  ...publicationRecords(access),
  ...phraseRecords(access),
  ...ticketRecords(access),
});

function createSiteRecords(access: TableAccess) {
  const years = yearRecords(access);
  return {
    ...years,
    ...childFactsRecords(access, (region, year, options) => years.children(region, year, options)),
    ...submissionRecords(access),
    ...rosterRecords(access),
    ...narrativeRecords(access),
    ...nameRecords(access),
    sizes: RECORD_SIZES,
  };
}
