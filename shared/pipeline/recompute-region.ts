/** A region's total, recomputed from all of its children and never incremented: it heals itself, and counts nothing twice. */
import { isDeepStrictEqual } from 'node:util';
import { storedTotal, toStoredTotal, totalOf } from '../contracts/children.ts';
import { regionYearKey, type RegionYearItem } from '../contracts/items.ts';
import { revisionOfDamaged, type DamagedItem } from '../contracts/damaged-item.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { equalTotals, type RegionTotal } from '../domain/standing/region-total.ts';
import { CorruptItemError } from '../errors.ts';
import { retryRace } from './retry-race.ts';

type Recomputed = 'unchanged' | 'changed';

/** Reads the total first and the children after it, so that whoever wrote in between wins the revision. */
export async function recomputeRegion(
  table: Pick<ReportTable, 'regionYears' | 'children' | 'putRegionYear'>,
  code: string,
  year: number,
): Promise<Recomputed> {
  return retryRace<Recomputed>(`the total of ${code} ${year}`, async () => {
    let damaged: DamagedItem['raw'] | undefined;
    const { years, names } = await table.regionYears(code, [year], [code], {
      consistent: true,
      // A total follows from the children alone: one that can't be read is made anew.
      onDamaged: ({ key, raw }) => {
        if (key.sk === regionYearKey(code, year).sk) damaged = raw;
      },
    });
    const before = years.get(year);
    const children = await table.children(code, year, { consistent: true });
    const total = totalOf(year, children);
    const consolidated = children.consolidated
      .filter(({ obliged }) => obliged)
      .map(({ agency }) => agency.id);
    const name = names.get(code) ?? before?.name ?? code;
    const isUnchanged = before
      ? before.name === name &&
        isTotal(before, total) &&
        isDeepStrictEqual(before.consolidated ?? [], consolidated)
      : total.reports.expected === 0 && !damaged;
    if (isUnchanged) return 'unchanged';
    const written = await table.putRegionYear(
      {
        ...regionYearKey(code, year),
        v: 1,
        revision: (before?.revision ?? revisionOfDamaged(damaged)) + 1,
        code,
        name,
        year,
        ...toStoredTotal(total),
        consolidated: consolidated.length > 0 ? consolidated : undefined,
      },
      damaged,
    );
    return written === 'written' ? 'changed' : 'outdated';
  });
}

/** One whose texts say nothing is no total. */
function isTotal(stored: RegionYearItem, total: RegionTotal): boolean {
  try {
    return equalTotals(storedTotal(stored), total);
  } catch (error) {
    if (error instanceof CorruptItemError) return false;
    throw error;
  }
}
