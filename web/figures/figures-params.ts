/** What of a region's further figures is asked for. An empty value is what a form sends for nothing. */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import { isInMainFigures } from '../../shared/domain/form/comparison.ts';
import { MEASURES, type Measure } from '../../shared/domain/form/measures.ts';
import { listReportYears } from '../../shared/domain/form/report-years.ts';
import { readYearParam } from '../http/params.ts';
import { RequestError } from '../http/request-error.ts';
import { LAYOUTS, USUAL_MEASURE, type FiguresQuery } from '../site/figures-address.ts';
import { parseSorting, type Sorting } from '../site/sorting.ts';

type Asked = Readonly<Record<string, string>>;

/** By what children are told over all years: what their lists keep. */
export const CHILD_MEASURES: readonly Measure[] = MEASURES.filter(isInMainFigures);
/** Columns by which a reader may put the children in order. */
export const sortKeys = (years: readonly number[]): string[] => [
  'name',
  ...years.map((year) => `y${year}`),
  'change',
];

export function figuresQuery(asked: Asked, year: number, now: Instant): FiguresQuery {
  return {
    before: readBefore(asked['with'], year, now),
    measure: readMeasureParam(asked['measure']),
    sorting: readSort(asked['sort'], sortKeys(listReportYears(now))),
    layout: readLayout(asked['map']),
  };
}

/** Where nothing else is asked for, the year before; the same year is none. */
function readBefore(value: string | undefined, year: number, now: Instant): number | null {
  if (value === undefined || value === '') return year > FIRST_REPORT_YEAR ? year - 1 : null;
  const before = readYearParam(value, now);
  return before === year ? null : before;
}

function readMeasureParam(value: string | undefined): Measure {
  if (value === undefined || value === '') return USUAL_MEASURE;
  const measure = CHILD_MEASURES.find((one) => one === value);
  if (measure === undefined)
    throw new RequestError(400, (t) => `measure: ${t.choiceMalformed(CHILD_MEASURES.join(', '))}`, 'measure');
  return measure;
}

function readLayout(value: string | undefined): FiguresQuery['layout'] {
  if (value === undefined || value === '') return undefined;
  const layout = LAYOUTS.find((one) => one === value);
  if (layout === undefined)
    throw new RequestError(400, (t) => `map: ${t.choiceMalformed(LAYOUTS.join(', '))}`, 'map');
  return layout;
}

function readSort(value: string | undefined, keys: readonly string[]): Sorting | undefined {
  if (value === undefined || value === '') return undefined;
  const sorting = parseSorting(value);
  if (sorting === undefined || !keys.includes(sorting.key))
    throw new RequestError(400, (t) => `sort: ${t.choiceMalformed(keys.join(', '))}`, 'sort');
  return sorting;
}
