import { parseBulkOrderKey } from '../../shared/contracts/bucket/bulk-keys.ts';
import { parseRecomputeKey } from '../../shared/contracts/bucket/recompute-keys.ts';
import { parseReconcileKey } from '../../shared/contracts/bucket/reconcile-keys.ts';
import { PermanentError } from '../../shared/errors.ts';
import { createObjectHandler, type ObjectQueueDeps } from '../../shared/handlers/object-queue.ts';
import { followBulkOrder, type BulkDeps } from '../../shared/pipeline/bulk/follow-bulk-order.ts';
import { throwFailures } from '../../shared/pipeline/collect-failures.ts';
import { recomputeOrdered } from '../../shared/pipeline/recompute-ordered.ts';
import { reconcileRegion, type RegionDeps } from '../../shared/pipeline/reconcile-region.ts';
import { keepCalendar } from '../../shared/pipeline/keep-calendar.ts';

/** An upload younger than this is left to its event, which is most likely on its way. */
const GRACE_MS = 15 * 60_000;

/** What an order could not do is tried again with it: what it did is only read then. */
export function createHandler({
  observer,
  queue,
  rejected,
  ...deps
}: Omit<RegionDeps, 'calendar'> & BulkDeps & ObjectQueueDeps) {
  const calendar = keepCalendar(deps);
  return createObjectHandler(
    { observer, queue, rejected },
    {
      name: 'reconcile-region',
      what: 'reconciliation',
      handle: async ({ key }) => {
        const asked = parseRecomputeKey(key);
        if (asked) {
          const { failures, ...found } = await recomputeOrdered(deps, asked);
          observer.event('region recomputed', { ...asked, ...found, failures });
          throwFailures(`${asked.region} ${asked.year} not reconciled`, failures);
          return;
        }
        const bulk = parseBulkOrderKey(key);
        if (bulk) {
          observer.event('archive of all years', await followBulkOrder(deps, bulk));
          return;
        }
        const order = parseReconcileKey(key);
        if (!order) throw new PermanentError(`${key} is no order of a reconciliation`);
        const found = await reconcileRegion({ ...deps, calendar }, order, { graceMs: GRACE_MS });
        observer.event('region reconciled', { ...order, ...found });
        if (found.received > 0) observer.count('ForgottenUploads', found.received);
        if (found.acts.completed > 0) observer.count('BrokenOffActs', found.acts.completed);
        if (found.isRecomputed) observer.count('StaleTotals', 1);
        throwFailures(`${order.code} ${order.year} not reconciled`, found.failures);
      },
    },
  );
}
