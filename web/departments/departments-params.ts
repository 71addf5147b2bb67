/** What of a region's departments is asked for. An empty value is what a form sends for nothing. */
import { lastEndedYear, type Instant } from '../../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import { MEASURES, POOLED_YEARS, type Measure } from '../../shared/domain/form/measures.ts';
import { poolParam, readYearParam } from '../http/params.ts';
import { RequestError } from '../http/request-error.ts';
import { NO_OTHER, USUAL_SORTING, type DepartmentsQuery } from '../site/departments-address.ts';
import { parseSorting, type Sorting } from '../site/sorting.ts';

/** Columns by which a reader may put either table in order. */
export const SORT_KEYS = [
  'name',
  'district',
  'resultsBefore',
  'results',
  'before',
  'value',
  'change',
  'rank',
];

type Asked = Readonly<Record<string, string>>;

export function departmentsQuery(asked: Asked, now: Instant): DepartmentsQuery {
  const year = isLeftOut(asked['year']) ? lastEndedYear(now) : readYearParam(asked['year'], now);
  const opened = asked['function'];
  return {
    year,
    before: readBefore(asked['with'], year, poolParam(asked['pool']) ? POOLED_YEARS : 1, now),
    measure: readMeasureParam(asked['measure']),
    isPooled: poolParam(asked['pool']),
    ...(isLeftOut(opened) ? {} : { opened }),
    ...readSort(asked['sort']),
  };
}

const isLeftOut = (value: string | undefined): boolean => value === undefined || value === '';

/** Where nothing else is asked for, the year before, or the last one before those that are told as one; the same year is none. */
function readBefore(value: string | undefined, year: number, span: number, now: Instant): number | null {
  if (value === NO_OTHER) return null;
  if (isLeftOut(value)) return year - span >= FIRST_REPORT_YEAR ? year - span : null;
  const before = readYearParam(value, now);
  return before === year ? null : before;
}

function readMeasureParam(value: string | undefined): Measure {
  if (isLeftOut(value)) return 'refusalRate';
  const measure = MEASURES.find((one) => one === value);
  if (measure === undefined)
    throw new RequestError(400, (t) => `measure: ${t.choiceMalformed(MEASURES.join(', '))}`, 'measure');
  return measure;
}

/** From the highest value, where nothing else is asked for. */
function readSort(value: string | undefined): { readonly sorting: Sorting } {
  if (value === undefined || value === '') return { sorting: USUAL_SORTING };
  const sorting = parseSorting(value);
  if (sorting === undefined || !SORT_KEYS.includes(sorting.key))
    throw new RequestError(400, (t) => `sort: ${t.choiceMalformed(SORT_KEYS.join(', '))}`, 'sort');
  return { sorting };
}
