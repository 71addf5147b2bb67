/** Years that may have reports. */
import { lastEndedYear, type Instant } from '../basics/calendar.ts';
import { FIRST_REPORT_YEAR } from './catalogue.ts';

/** From the first year of the form to the last that has ended. */
export const listReportYears = (now: Instant): number[] =>
  Array.from({ length: lastEndedYear(now) - FIRST_REPORT_YEAR + 1 }, (_, i) => FIRST_REPORT_YEAR + i);
