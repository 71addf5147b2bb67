/**
 * A night's reconciliation as orders, one for each region and year: each is done for itself, and may be done again. The years
 * that reports come for are looked through every night; a closed one has its day of the month.
 */
import pMap from 'p-map';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { ReconcileOrder } from '../contracts/bucket/reconcile-keys.ts';
import { lastEndedYear, tellChinaDay, tellChinaYear, type Instant } from '../domain/basics/calendar.ts';
import { NATION, traceLineage } from '../domain/basics/region.ts';
import { FIRST_REPORT_YEAR } from '../domain/form/catalogue.ts';

export interface NightDeps {
  readonly table: Pick<ReportTable, 'regions'>;
  readonly bucket: Pick<ReportBucket, 'orderReconciliation' | 'orderBulk'>;
}

export interface NightOrdered {
  readonly night: string;
  readonly orders: number;
  /** How many of them are for closed years. */
  readonly closed: number;
}

const CONCURRENCY = 32;
/** Every month has so many. */
const DAYS_OF_A_MONTH = 28;

/** The last two report years, and the running one, which is opened before it is reported on. */
export const isLookedThroughNightly = (year: number, at: Instant): boolean => year >= lastEndedYear(at) - 1;

/** Spread over the month, so that no night has more to do than another. */
export const hasItsDay = ({ night, year, code }: ReconcileOrder): boolean =>
  (Number(code) + year) % DAYS_OF_A_MONTH === Number(night.slice(-2)) - 1;

/** Regions before those that they lie in. `at`: for when the night is, however late it runs. */
export function listNightOrders(codes: Iterable<string>, at: Instant): ReconcileOrder[] {
  const night = tellChinaDay(at);
  const all = new Set([NATION, ...[...codes].flatMap(traceLineage)]);
  // What is kept of a day is made of what is kept of the regions below.
  const upwards = [...all].sort((a, b) => traceLineage(b).length - traceLineage(a).length);
  const orders: ReconcileOrder[] = [];
  for (const code of upwards)
    for (let year = tellChinaYear(at); year >= FIRST_REPORT_YEAR; year--) {
      const order = { night, year, code };
      if (isLookedThroughNightly(year, at) || hasItsDay(order)) orders.push(order);
    }
  return orders;
}

/** The same orders again lead to nothing new. */
export async function orderNight({ table, bucket }: NightDeps, at: Instant): Promise<NightOrdered> {
  const loaded = await table.regions();
  const orders = listNightOrders(
    loaded.map(({ code }) => code),
    at,
  );
  await pMap(orders, (order) => bucket.orderReconciliation(order), { concurrency: CONCURRENCY });
  // Mended totals may come behind it: then another night has its part made anew.
  await bucket.orderBulk({ night: tellChinaDay(at) });
  const closed = orders.filter(({ year }) => !isLookedThroughNightly(year, at)).length;
  return { night: tellChinaDay(at), orders: orders.length, closed };
}
