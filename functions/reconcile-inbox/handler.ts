import { reconcile, type ReconcileDeps, type Reconciled } from '../../shared/pipeline/reconcile.ts';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

/** An upload younger than this is left to its event, which is most likely on its way. */
const GRACE_MS = 15 * 60_000;

/** The schedule's event says nothing; `graceMs` may be given where nothing can be on its way (a local start). */
export function createHandler({ observer, ...deps }: ReconcileDeps & { readonly observer: Observer }) {
  return flushAfter(observer, async (event: { readonly graceMs?: number }): Promise<Reconciled> => {
    const found = await reconcile(deps, { graceMs: event.graceMs ?? GRACE_MS });
    observer.event('reconciled', { ...found });
    observer.count('ForgottenUploads', found.received);
    observer.count('BrokenOffActs', found.acts.completed);
    observer.count('StaleTotals', found.recomputed.length);
    // Everything else is done; Lambda's error alarm must know of the rest.
    if (found.failures.length > 0) throw new Error(`not reconciled: ${found.failures.join('; ')}`);
    return found;
  });
}
