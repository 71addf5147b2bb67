/** A region's total, recomputed from all of its children and never incremented: it heals itself, and counts nothing twice. */
import { readRevision, type DamagedRecord } from '../domain/standing/damaged-record.ts';
import { sumRegion } from '../domain/standing/region-year.ts';
import { isDeepStrictEqual } from 'node:util';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { equalHistories } from '../domain/standing/history-days.ts';
import { equalTotals } from '../domain/standing/region-total.ts';
import { CorruptItemError } from '../errors.ts';
import { retryRace } from './retry-race.ts';

type Recomputed = 'unchanged' | 'changed';

type RecomputeTable = Pick<
  ReportTable,
  'regionToSum' | 'children' | 'putRegionYear' | 'putChangedFacts' | 'mendFacts' | 'markDamaged'
>;

/**
 * Reads the total first and the children after it, so that whoever wrote in between wins the revision. `changed`: children
 * whose facts are kept anew; where it is left out, those whose facts differ.
 */
export async function recomputeRegion(
  table: RecomputeTable,
  code: string,
  year: number,
  changed?: ReadonlySet<string>,
): Promise<Recomputed> {
  return retryRace<Recomputed>(`the total of ${code} ${year}`, async () => {
    let damaged: DamagedRecord | undefined;
    const {
      total: before,
      moves,
      ...region
    } = await table.regionToSum(code, year, {
      // A total follows from the children alone: one that can't be read is made anew.
      onDamaged: (one) => {
        if (one.what.kind === 'region-year') damaged = one;
      },
    });
    const illegible: DamagedRecord[] = [];
    const onDamaged = (one: DamagedRecord): void => void illegible.push(one);
    const children = changed
      ? await table.children(code, year, { consistent: true, onDamaged })
      : (await table.mendFacts(code, year, { onDamaged })).children;
    if (changed) await table.putChangedFacts(code, year, children, changed, moves);
    const [first] = illegible;
    if (first) {
      // Lists go on with the others, and name those of which they know nothing new.
      await table.markDamaged(illegible);
      throw new CorruptItemError(first.message);
    }
    const total = sumRegion(year, children);
    const consolidated = children.beside
      .filter(({ obliged, agency }) => obliged && agency.kind === 'consolidated')
      .map(({ agency }) => agency.id);
    const name = region.name ?? before?.name ?? code;
    const isUnchanged = before
      ? before.name === name &&
        equalTotals(before, total) &&
        equalHistories(before.history, total.history) &&
        isDeepStrictEqual(before.consolidated ?? [], consolidated)
      : total.reports.expected === 0 && !damaged;
    if (isUnchanged) return 'unchanged';
    const written = await table.putRegionYear(
      {
        revision: (before?.revision ?? readRevision(damaged)) + 1,
        code,
        name,
        year,
        ...total,
        consolidated: consolidated.length > 0 ? consolidated : undefined,
      },
      damaged,
    );
    return written === 'written' ? 'changed' : 'outdated';
  });
}
