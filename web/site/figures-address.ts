/** Addresses of a region's further figures; `href` keeps language, theme and instant. */
import type { Measure } from '../../shared/domain/form/measures.ts';
import { regionPath } from './page-context.ts';
import { writeSorting, type Sorting } from './sorting.ts';

/** How the children of a year are laid out, coloured by the measure. */
export const LAYOUTS = ['tiles', 'outlines'] as const;
type Layout = (typeof LAYOUTS)[number];

export interface FiguresQuery {
  /** The year that the chosen one is compared with; `null` where there is none before it. */
  readonly before: number | null;
  /** What is told of every child, year by year. */
  readonly measure: Measure;
  readonly sorting?: Sorting | undefined;
  /** Where nothing is asked for, the map, if all children are on one. */
  readonly layout?: Layout | undefined;
}

export const USUAL_MEASURE: Measure = 'received';

export const figuresPath = (code: string, year: number): string => `${regionPath(code, year)}/figures`;

/** `with=2021&measure=refusalRate&sort=-change`; what is left out is as usual. */
export function figuresParameters({ before, measure, sorting, layout }: Partial<FiguresQuery>): string {
  const query = new URLSearchParams();
  if (typeof before === 'number') query.set('with', String(before));
  if (measure !== undefined && measure !== USUAL_MEASURE) query.set('measure', measure);
  if (sorting !== undefined) query.set('sort', writeSorting(sorting));
  if (layout !== undefined) query.set('map', layout);
  return query.toString();
}

export function figuresAddress(
  code: string,
  year: number,
  asked: Partial<FiguresQuery> = {},
  anchor?: string,
): string {
  const query = figuresParameters(asked);
  const path = `${figuresPath(code, year)}${query === '' ? '' : `?${query}`}`;
  return anchor === undefined ? path : `${path}#${anchor}`;
}
