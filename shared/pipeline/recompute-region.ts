/** A region's total, recomputed from all of its children and never incremented: it heals itself, and counts nothing twice. */
import { isDeepStrictEqual } from 'node:util';
import { storedTotal, toStoredTotal, totalOf } from '../contracts/children.ts';
import { regionYearKey } from '../contracts/items.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { equalTotals } from '../domain/region-total.ts';
import { UnavailableError } from '../errors.ts';

export type Recomputed = 'unchanged' | 'changed';
const MAX_RACES = 8;

/** Reads the total first and the children after it, so that whoever wrote in between wins the revision. */
export async function recomputeRegion(
  table: Pick<ReportTable, 'regionYears' | 'children' | 'putRegionYear'>,
  code: string,
  year: number,
): Promise<Recomputed> {
  for (let race = 0; race < MAX_RACES; race++) {
    const { years, names } = await table.regionYears(code, [year], [code], { consistent: true });
    const before = years.get(year);
    const children = await table.children(code, year, { consistent: true });
    const total = totalOf(year, children);
    const consolidated = children.consolidated
      .filter(({ obliged }) => obliged)
      .map(({ agency }) => agency.id);
    const name = names.get(code) ?? before?.name ?? code;
    const isUnchanged = before
      ? before.name === name &&
        equalTotals(storedTotal(before), total) &&
        isDeepStrictEqual(before.consolidated ?? [], consolidated)
      : total.reports.expected === 0;
    if (isUnchanged) return 'unchanged';
    const written = await table.putRegionYear({
      ...regionYearKey(code, year),
      v: 1,
      revision: (before?.revision ?? 0) + 1,
      code,
      name,
      year,
      ...toStoredTotal(total),
      consolidated: consolidated.length > 0 ? consolidated : undefined,
    });
    if (written === 'written') return 'changed';
  }
  throw new UnavailableError(`${code} ${year} lost ${MAX_RACES} races for its total`);
}
