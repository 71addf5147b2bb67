/** Addresses of comparisons and searches; `href` keeps language, theme and instant. */
import type { Measure } from '../../shared/domain/form/comparison.ts';

export const COMPARE_PATH = '/compare';
export const SEARCH_PATH = '/search';

export interface CompareQuery {
  readonly measure: Measure;
  readonly year: number;
  /** Codes of regions and ids of agencies, in the order asked for. */
  readonly ids: readonly string[];
}

/** `/compare?measure=refusalRate&year=2024&with=450205&with=450202`; what is left out is as usual. */
export function compareAddress(
  { measure, year, ids = [] }: Partial<CompareQuery>,
  path: string = COMPARE_PATH,
): string {
  const query = new URLSearchParams();
  if (measure !== undefined) query.set('measure', measure);
  if (year !== undefined) query.set('year', String(year));
  for (const id of ids) query.append('with', id);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
