/** The regions of a year: from the list of loaded regions, so that one without a total yet is seen too, and no scan. */
import type { DamagedRecord } from '../domain/standing/damaged-record.ts';
import type { RegionChildren } from '../domain/standing/region-year.ts';
import pMap from 'p-map';
import type { ReadOptions, ReportTable } from '../adapters/table/report-table.ts';
import { traceLineage } from '../domain/basics/region.ts';

export interface VisitedRegion {
  readonly code: string;
  readonly year: number;
  readonly children: RegionChildren;
  /** Children that can't be read. */
  readonly damaged: readonly DamagedRecord[];
}

const CONCURRENCY = 8;

/** Visits every region that has children in the year; side by side, but none before all below it. */
export async function walkRegions(
  table: Pick<ReportTable, 'children' | 'regions'>,
  year: number,
  visit: (region: VisitedRegion) => Promise<void>,
  { onDamaged }: Pick<ReadOptions, 'onDamaged'> = {},
): Promise<void> {
  const loaded = await table.regions({ onDamaged });
  const codes = new Set(loaded.flatMap(({ code }) => traceLineage(code)));
  const levels = Map.groupBy(codes, (code) => traceLineage(code).length);
  for (const depth of [...levels.keys()].sort((a, b) => b - a)) {
    await pMap(
      levels.get(depth) ?? [],
      async (code) => {
        const damaged: DamagedRecord[] = [];
        const children = await table.children(code, year, {
          consistent: true,
          onDamaged:
            onDamaged &&
            ((one) => {
              damaged.push(one);
              onDamaged(one);
            }),
        });
        const isEmpty = Object.values(children).every((list: readonly unknown[]) => list.length === 0);
        if (!isEmpty || damaged.length > 0) await visit({ code, year, children, damaged });
      },
      { concurrency: CONCURRENCY },
    );
  }
}
