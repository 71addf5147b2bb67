/** What a region's further figures are told of: its years, as its page reads them. */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import type { WebTable } from '../ports.ts';
import { readRegionView, type RegionView } from '../region/region-view.ts';
import type { FiguresQuery } from '../site/figures-address.ts';

export interface FiguresView extends FiguresQuery {
  readonly region: RegionView;
}

type ReadTable = Pick<WebTable, 'regionYears' | 'childFacts' | 'children'>;

/** `undefined` where there is no such region. */
export async function readFigures(
  table: ReadTable,
  { code, year }: { readonly code: string; readonly year: number },
  query: FiguresQuery,
  now: Instant,
): Promise<FiguresView | undefined> {
  const region = await readRegionView(table, { code, year, now, extent: 'facts' });
  return region && { ...query, region };
}
