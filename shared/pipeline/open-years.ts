/** Every year up to the running one is open for those who are on the roster, also after a year in which nothing ran. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { tellChinaYear, type Instant } from '../domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../domain/form/catalogue.ts';
import { collectFailures } from './collect-failures.ts';
import { openYear, type YearsTable } from './load-roster.ts';

export type OpenYearsTable = YearsTable & Pick<ReportTable, 'children' | 'regions'>;

/** Answers what could not be opened, and why. The years in order: each is opened from the one before. */
export async function openYears(table: OpenYearsTable, at: Instant): Promise<string[]> {
  const { failures, attempt } = collectFailures();
  for (let year = FIRST_REPORT_YEAR + 1; year <= tellChinaYear(at); year++)
    await attempt(`opening ${year}`, () => openYear(table, year, at));
  return failures;
}
