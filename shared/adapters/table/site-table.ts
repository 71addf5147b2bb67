/** What the site has of the one DynamoDB table: it records no act and no publication, and looks at no portal. */
import type { RecordedRead } from '../../contracts/recorded-read.ts';
import { childFactsRecords } from './child-facts-records.ts';
import { dayRecords } from './day-records.ts';
import { nameRecords } from './name-records.ts';
import { keepPackedNames, packedNameRecords, type KeptNames } from './packed-name-records.ts';
import { narrativeRecords } from './narrative-records.ts';
import { RECORD_SIZES } from './record-sizes.ts';
import { rosterRecords } from './roster-records.ts';
import { submissionRecords } from './submission-records.ts';
import { createTableAccess, type TableAccess, type TableOptions } from './table-access.ts';
import { yearRecords } from './year-records.ts';

export type Observed<Records> = Records & {
  /** The same table; `onRead` learns of every Query and BatchGet made through it. */
  observed(onRead: (read: RecordedRead) => void): Observed<Records>;
};
type SiteTable = Observed<ReturnType<typeof createSiteRecords>>;

export const createSiteTable = (options: TableOptions): SiteTable => observe(options, createSiteRecords);

/** Names that were read once are kept for all who observe the same table. */
export function observe<Records>(
  options: TableOptions,
  create: (access: TableAccess, kept: KeptNames) => Records,
): Observed<Records> {
  const kept = keepPackedNames(createTableAccess(options));
  const observed = (onRead?: (read: RecordedRead) => void): Observed<Records> => ({
    ...create(createTableAccess(options, onRead), kept),
    observed,
  });
  return observed();
}

export function createSiteRecords(access: TableAccess, kept: KeptNames) {
  const years = yearRecords(access);
  return {
    ...years,
    ...childFactsRecords(access, (region, year, options) => years.children(region, year, options)),
    ...dayRecords(access),
    ...submissionRecords(access),
    ...rosterRecords(access),
    ...narrativeRecords(access),
    ...nameRecords(access),
    ...packedNameRecords(access, kept),
    sizes: RECORD_SIZES,
  };
}
