/** Addresses of comparisons and searches; `href` keeps language, theme and instant. */
import type { Measure } from '../../shared/domain/form/measures.ts';

export const COMPARE_PATH = '/compare';
export const SEARCH_PATH = '/search';

export interface CompareQuery {
  readonly measure: Measure;
  readonly year: number;
  /** Codes of regions and ids of agencies, in the order asked for. */
  readonly ids: readonly string[];
  /** Whether each year is told with the two before it. */
  readonly isPooled: boolean;
}

/** As addresses have it. */
export const POOLED = '3';

/** `/compare?measure=refusalRate&year=2024&with=450205&with=450202`; what is left out is as usual. */
export function compareAddress(
  { measure, year, ids = [], isPooled = false }: Partial<CompareQuery>,
  path: string = COMPARE_PATH,
): string {
  const query = new URLSearchParams();
  if (measure !== undefined) query.set('measure', measure);
  if (year !== undefined) query.set('year', String(year));
  if (isPooled) query.set('pool', POOLED);
  for (const id of ids) query.append('with', id);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

export const searchAddress = (q: string, page = 1): string =>
  `${SEARCH_PATH}?${new URLSearchParams({ q, ...(page > 1 && { page: String(page) }) }).toString()}`;
