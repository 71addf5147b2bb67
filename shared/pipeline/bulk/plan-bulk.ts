/**
 * Into which parts the archive of all years is cut, so that each is made within a function's time and memory: a region with all
 * below it where that is few enough, else its own agencies and the regions below, each cut the same way.
 */
import pMap from 'p-map';
import type { BulkBucket } from '../../adapters/bulk/bulk-bucket.ts';
import type { ReportTable } from '../../adapters/table/report-table.ts';
import type { BulkIndex } from '../../contracts/bucket/stored-bulk.ts';
import type { Instant, IsoDay } from '../../domain/basics/calendar.ts';
import { NATION } from '../../domain/basics/region.ts';
import { listReportYears } from '../../domain/form/report-years.ts';

/**
 * Agency-years of a part. One of so many takes 5 s of a processor and 300 MB: some 20 s of a function of 512 MB, so that one twice
 * as large, a county that can’t be cut, is made as well.
 */
const MAX_AGENCY_YEARS = 3000;
const ORDERS_AT_ONCE = 8;
/** On each level; each asks for all years at once. */
const REGIONS_AT_ONCE = 4;

export interface PlanBulkDeps {
  readonly table: Pick<ReportTable, 'regionYears' | 'childRegionCounts'>;
  readonly bulk: { readonly bucket: Pick<BulkBucket, 'putIndex' | 'order'> };
}

type PlannedPart = BulkIndex['parts'][number];

/** Writes which parts there are, and orders each. The same again leads to nothing new. Answers how many. */
export async function planBulk({ table, bulk }: PlanBulkDeps, night: IsoDay, at: Instant): Promise<number> {
  const parts = await splitIntoParts(table, at);
  if (parts.length === 0) return 0;
  await bulk.bucket.putIndex({ v: 1, at, parts });
  await pMap(parts, ({ code, scope }) => bulk.bucket.order({ night, part: { code, scope } }), {
    concurrency: ORDERS_AT_ONCE,
  });
  return parts.length;
}

/** None where nobody was ever expected to report. `most`: agency-years of a part. */
export async function splitIntoParts(
  table: PlanBulkDeps['table'],
  at: Instant,
  most = MAX_AGENCY_YEARS,
): Promise<PlannedPart[]> {
  const years = listReportYears(at);
  const { years: totals } = await table.regionYears(NATION, years, []);
  const agencyYears = sum([...totals.values()].map(({ reports }) => reports.expected));
  if (agencyYears === 0) return [];
  return cut({ code: NATION, name: null, agencyYears });

  async function cut(region: Omit<PlannedPart, 'scope'>): Promise<PlannedPart[]> {
    if (region.agencyYears <= most) return [{ ...region, scope: 'whole' }];
    const below = new Map<string, Omit<PlannedPart, 'scope'>>();
    for (const regions of await pMap(years, (year) => table.childRegionCounts(region.code, year)))
      for (const { code, name, reports } of regions)
        below.set(code, {
          code,
          name,
          agencyYears: (below.get(code)?.agencyYears ?? 0) + reports.expected,
        });
    // Nothing below it: too many agencies all the same are one part.
    if (below.size === 0) return [{ ...region, scope: 'whole' }];
    const counted = [...below.values()].filter((child) => child.agencyYears > 0);
    const own = region.agencyYears - sum(counted.map((child) => child.agencyYears));
    const parts: PlannedPart[] = own > 0 ? [{ ...region, agencyYears: own, scope: 'own' }] : [];
    return [...parts, ...(await pMap(counted, cut, { concurrency: REGIONS_AT_ONCE })).flat()];
  }
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
