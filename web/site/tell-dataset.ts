import type { Dataset } from '../../shared/domain/roster/roster-entry.ts';

/** A report that never came has no published figures to mark; an agency that is the generator's own is one with a report and without. */
export const tellDataset = (dataset: Dataset | undefined, hasReport: boolean): Dataset | undefined =>
  dataset === 'published' && !hasReport ? undefined : dataset;
