import * as z from 'zod/mini';
import { SCHEDULED_TIME } from '../../shared/contracts/wiring.ts';
import { parseInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { findSlotAtOrBefore } from '../../shared/domain/compliance/summary-slots.ts';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import { orderSummaries, type OrderDeps, type Ordered } from '../../shared/pipeline/order-summaries.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

const eventSchema = z.object({ [SCHEDULED_TIME]: z.optional(z.string()) });

/** The event states its instant; one without it, sent by hand, is for the newest slot that has come. */
export function createHandler({
  observer,
  now,
  ...deps
}: OrderDeps & { readonly now: () => Instant; readonly observer: Observer }) {
  return flushAfter(observer, async (event: unknown): Promise<Ordered> => {
    const { [SCHEDULED_TIME]: stated } = eventSchema.parse(event);
    const at = stated === undefined ? now() : parseInstant(stated);
    if (at === undefined) throw new Error(`${SCHEDULED_TIME} is no instant: ${String(stated)}`);
    const ordered = await orderSummaries(deps, findSlotAtOrBefore(at));
    observer.event('summaries ordered', { ...ordered });
    observer.count('SummariesOrdered', ordered.regions);
    return ordered;
  });
}
