/** What of a region's further figures is asked for. An empty value is what a form sends for nothing. */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import { readYearParam } from '../http/params.ts';
import { USUAL_MEASURE, type FiguresQuery } from '../site/figures-address.ts';

type Asked = Readonly<Record<string, string>>;

export function figuresQuery(asked: Asked, year: number, now: Instant): FiguresQuery {
  return { before: readBefore(asked['with'], year, now), measure: USUAL_MEASURE };
}

/** Where nothing else is asked for, the year before; the same year is none. */
function readBefore(value: string | undefined, year: number, now: Instant): number | null {
  if (value === undefined || value === '') return year > FIRST_REPORT_YEAR ? year - 1 : null;
  const before = readYearParam(value, now);
  return before === year ? null : before;
}
