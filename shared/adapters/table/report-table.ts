/** The one DynamoDB table, as records of the domain. Every item read is decoded; writes are conditional. */
import type { RecordedRead } from '../../contracts/recorded-read.ts';
import { childFactsRecords } from './child-facts-records.ts';
import { nameRecords } from './name-records.ts';
import { narrativeRecords } from './narrative-records.ts';
import { RECORD_SIZES } from './record-sizes.ts';
import { rosterRecords } from './roster-records.ts';
import { submissionRecords } from './submission-records.ts';
import { createTableAccess, type TableOptions } from './table-access.ts';
import { yearRecords } from './year-records.ts';

export type { ReadOptions } from './table-access.ts';

export type ReportTable = ReturnType<typeof createRecords> & {
  /** The same table; `onRead` learns of every Query and BatchGet made through it. */
  observed(onRead: (read: RecordedRead) => void): ReportTable;
};

export const createReportTable = (options: TableOptions): ReportTable => ({
  ...createRecords(options, () => undefined),
  observed: (onRead) => ({ ...createReportTable(options), ...createRecords(options, onRead) }),
});

function createRecords(options: TableOptions, onRead: (read: RecordedRead) => void) {
  const access = createTableAccess(options, onRead);
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
