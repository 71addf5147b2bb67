/** Addresses of a region's agencies by function; `href` keeps language, theme and instant. */
import type { Measure } from '../../shared/domain/form/measures.ts';
import { POOLED } from './compare-address.ts';
import { writeSorting, type Sorting } from './sorting.ts';

export interface DepartmentsQuery {
  readonly year: number;
  /** The year that stands beside it, or none. */
  readonly before: number | null;
  readonly measure: Measure;
  /** Whether each year is told with the two before it. */
  readonly isPooled: boolean;
  /** The function that is opened, by its id. */
  readonly opened?: string | undefined;
  readonly sorting?: Sorting | undefined;
}

/** `page`: of what is opened, from 1. Files and answers to programs have none. */
type PageAsked = Partial<DepartmentsQuery> & { readonly page?: number };

/** In the place of a year to compare with. */
export const NO_OTHER = 'none';
/** From the highest value. */
export const USUAL_SORTING: Sorting = { key: 'value', isDescending: true };
const isUsual = ({ key, isDescending }: Sorting): boolean =>
  key === USUAL_SORTING.key && isDescending === USUAL_SORTING.isDescending;

export const departmentsPath = (code: string): string => `/regions/${code}/departments`;

/** `/regions/450200/departments?year=2024&with=2021&sort=-change`; what is left out is as usual. */
export function departmentsAddress(code: string, asked: PageAsked, anchor?: string): string {
  const query = departmentsParameters(asked);
  const path = `${departmentsPath(code)}${query === '' ? '' : `?${query}`}`;
  return anchor === undefined ? path : `${path}#${anchor}`;
}

export function departmentsParameters({
  year,
  before,
  measure,
  isPooled = false,
  opened,
  sorting,
  page = 1,
}: PageAsked): string {
  const query = new URLSearchParams();
  if (year !== undefined) query.set('year', String(year));
  if (before !== undefined) query.set('with', before === null ? NO_OTHER : String(before));
  if (measure !== undefined) query.set('measure', measure);
  if (isPooled) query.set('pool', POOLED);
  if (opened !== undefined) query.set('function', opened);
  if (sorting !== undefined && !isUsual(sorting)) query.set('sort', writeSorting(sorting));
  if (page > 1) query.set('page', String(page));
  return query.toString();
}
