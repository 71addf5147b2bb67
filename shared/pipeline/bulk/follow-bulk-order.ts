/**
 * An order of what a night makes of everything: parts of the archive and sums by function are found and ordered, or one of them is
 * made, with the time of a message each.
 */
import type { BulkOrder } from '../../contracts/bucket/bulk-keys.ts';
import { makeBulkPart, type MakeBulkDeps } from './make-bulk-part.ts';
import { makeSums, orderSums, type MakeSumsDeps, type OrderSumsDeps } from './make-sums.ts';
import { planBulk, type PlanBulkDeps } from './plan-bulk.ts';

export type BulkDeps = MakeBulkDeps & PlanBulkDeps & MakeSumsDeps & OrderSumsDeps;

/** Answers what came of it, for the log. */
export async function followBulkOrder(
  deps: BulkDeps,
  { night, part, sums, upTo }: BulkOrder,
): Promise<Record<string, unknown>> {
  if (part) return { night, ...part, ...(await makeBulkPart(deps, part)) };
  if (sums !== undefined) return { night, sums, ...(await makeSums(deps, { night, code: sums, upTo })) };
  return {
    night,
    parts: await planBulk(deps, night, deps.now()),
    sums: await orderSums(deps, night),
  };
}
