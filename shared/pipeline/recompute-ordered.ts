/** A region's year that could not be done when it changed, done for itself: its comparisons, and its total from all of its children. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { RecomputeOrder } from '../contracts/bucket/recompute-keys.ts';
import { readPlace } from '../domain/basics/place.ts';
import { PermanentError } from '../errors.ts';
import { collectFailures } from './collect-failures.ts';
import { recheckReports, type RecheckDeps } from './recheck-neighbour.ts';
import { recomputeRegion } from './recompute-region.ts';

interface OrderedDeps extends RecheckDeps {
  readonly table: RecheckDeps['table'] &
    Parameters<typeof recomputeRegion>[0] &
    Pick<ReportTable, 'children'>;
}

/** It may be done any number of times. `failures`: what is still to be mended. */
export async function recomputeOrdered(
  deps: OrderedDeps,
  { region, year }: Pick<RecomputeOrder, 'region' | 'year'>,
): Promise<{ readonly rechecked: number; readonly isRecomputed: boolean; readonly failures: string[] }> {
  const { failures, attempt } = collectFailures();
  let rechecked = 0;
  await attempt('reports', async () => {
    // Told where the region is added up.
    const onDamaged = (): void => undefined;
    const { agencies, beside } = await deps.table.children(region, year, { consistent: true, onDamaged });
    // Those that were returned, too: what was compared with them is not any more.
    const reports = [...agencies, ...beside].map((item) => ({ place: readPlace(item) }));
    try {
      rechecked = await recheckReports(deps, reports);
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      for (const report of reports)
        await attempt(report.place.agencyId, async () => {
          rechecked += await recheckReports(deps, [report]);
        });
    }
  });
  let isRecomputed = false;
  await attempt('total', async () => {
    isRecomputed = (await recomputeRegion(deps.table, region, year)) === 'changed';
  });
  return { rechecked, isRecomputed, failures };
}
