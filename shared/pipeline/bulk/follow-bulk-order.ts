/** An order of the archive: its parts are found and ordered, or one of them is made, with the time of a message each. */
import type { BulkOrder } from '../../contracts/bucket/bulk-keys.ts';
import { makeBulkPart, type MakeBulkDeps } from './make-bulk-part.ts';
import { planBulk, type PlanBulkDeps } from './plan-bulk.ts';

export type BulkDeps = MakeBulkDeps & PlanBulkDeps;

/** Answers what came of it, for the log. */
export async function followBulkOrder(
  deps: BulkDeps,
  { night, part }: BulkOrder,
): Promise<Record<string, unknown>> {
  return part
    ? { night, ...part, ...(await makeBulkPart(deps, part)) }
    : { night, parts: await planBulk(deps, night, deps.now()) };
}
