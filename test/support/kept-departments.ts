/** Sums by function on the embedded engines, made as a night makes them. */
import type { BulkOrder } from '../../shared/contracts/bucket/bulk-keys.ts';
import { tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import { makeSums, orderSums } from '../../shared/pipeline/bulk/make-sums.ts';
import type { Store } from './a-store.ts';

/** Answers which years were made, by province, and how many orders it took. `mostAgencies`: of one order. */
export async function makeNightsSums(
  { table, bulk, now, sha256 }: Pick<Store, 'table' | 'bulk' | 'now' | 'sha256'>,
  mostAgencies?: number,
): Promise<{ readonly made: Readonly<Record<string, readonly number[]>>; readonly orders: number }> {
  const ordered: BulkOrder[] = [];
  const bucket = { ...bulk.bucket, order: (order: BulkOrder) => Promise.resolve(void ordered.push(order)) };
  const night = tellChinaDay(now());
  await orderSums({ table, bulk: { bucket } }, night);
  const made: Record<string, readonly number[]> = {};
  let orders = 0;
  for (let next = ordered.shift(); next; next = ordered.shift()) {
    const { sums: code = '', upTo } = next;
    orders++;
    const done = await makeSums(
      { table, bulk: { bucket }, now, sha256 },
      { night, code, upTo },
      mostAgencies,
    );
    if (done.made.length > 0) made[code] = [...(made[code] ?? []), ...done.made];
  }
  return { made, orders };
}
