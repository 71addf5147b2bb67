/** The regions of a year: from the list of loaded regions, so that one without a total yet is seen too, and no scan. */
import pMap from 'p-map';
import type { RegionChildren } from '../contracts/children.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { lineageOf } from '../domain/region.ts';

export interface VisitedRegion {
  readonly code: string;
  readonly year: number;
  readonly children: RegionChildren;
}

const CONCURRENCY = 8;

/** Visits every region that has children in the year; side by side, but none before all below it. */
export async function walkRegions(
  table: Pick<ReportTable, 'children' | 'regions'>,
  year: number,
  visit: (region: VisitedRegion) => Promise<void>,
): Promise<void> {
  const loaded = await table.regions();
  const codes = new Set(loaded.flatMap(({ code }) => lineageOf(code)));
  const levels = Map.groupBy(codes, (code) => lineageOf(code).length);
  for (const depth of [...levels.keys()].sort((a, b) => b - a)) {
    await pMap(
      levels.get(depth) ?? [],
      async (code) => {
        const children = await table.children(code, year, { consistent: true });
        const isEmpty = Object.values(children).every((list: readonly unknown[]) => list.length === 0);
        if (!isEmpty) await visit({ code, year, children });
      },
      { concurrency: CONCURRENCY },
    );
  }
}
