import * as z from 'zod/mini';
import { SCHEDULED_TIME } from '../../shared/contracts/wiring.ts';
import { parseInstant, tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import { orderNight, type NightDeps, type NightOrdered } from '../../shared/pipeline/order-night.ts';
import { reconcile, type ReconcileDeps, type Reconciled } from '../../shared/pipeline/reconcile.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

type InboxDeps = ReconcileDeps & NightDeps & { readonly observer: Observer };

const eventSchema = z.object({
  [SCHEDULED_TIME]: z.optional(z.string()),
  graceMs: z.optional(z.number()),
});

/** Some minutes of one invocation; a nation's 3 375 would not end within its time. */
const MOST_REGIONS_AT_ONCE = 500;

/**
 * The schedule's event states its instant: the night is ordered, region by region. With `graceMs` everything is looked
 * through at once: the start of a system on one machine, when nothing can be on its way; of very many regions that is ordered, too.
 */
export function createHandler({ observer, ...deps }: InboxDeps) {
  return flushAfter(observer, async (event: unknown): Promise<NightOrdered | Reconciled> => {
    const { [SCHEDULED_TIME]: stated, graceMs } = eventSchema.parse(event);
    const regions = graceMs === undefined ? [] : await deps.table.regions({ onDamaged: () => undefined });
    if (graceMs !== undefined && regions.length <= MOST_REGIONS_AT_ONCE)
      return reconcileAtOnce({ observer, ...deps }, { graceMs, isEmpty: regions.length === 0 });
    const at = stated === undefined ? deps.now() : parseInstant(stated);
    if (at === undefined) throw new Error(`${SCHEDULED_TIME} is no instant: ${String(stated)}`);
    const ordered = await orderNight(deps, at);
    observer.event('night ordered', { ...ordered });
    observer.count('ReconciliationsOrdered', ordered.orders);
    return ordered;
  });
}

async function reconcileAtOnce(
  { observer, ...deps }: InboxDeps,
  { graceMs, isEmpty }: { readonly graceMs: number; readonly isEmpty: boolean },
): Promise<Reconciled> {
  const found = await reconcile(deps, { graceMs });
  observer.event('reconciled', { ...found });
  // An empty system has nothing to take along.
  if (!isEmpty) await deps.bucket.orderBulk({ night: tellChinaDay(deps.now()) });
  // Everything else is done; whoever started it must know of the rest.
  if (found.failures.length > 0) throw new Error(`not reconciled: ${found.failures.join('; ')}`);
  return found;
}
