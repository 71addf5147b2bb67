/** The regions of a year, found from the nation down through their items: one Query each, and no scan. */
import type { RegionChildren } from '../contracts/children.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { NATION } from '../domain/region.ts';

export interface VisitedRegion {
  readonly code: string;
  readonly year: number;
  readonly children: RegionChildren;
}

/** Every region that has children in the year, children before their parents. */
export async function* walkRegions(
  table: Pick<ReportTable, 'children'>,
  year: number,
  code: string = NATION,
): AsyncGenerator<VisitedRegion> {
  const children = await table.children(code, year, { consistent: true });
  for (const region of children.regions) yield* walkRegions(table, year, region.code);
  yield { code, year, children };
}
