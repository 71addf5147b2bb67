import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { openYears, type OpenYearsTable } from '../../shared/pipeline/open-years.ts';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

/** The schedule's event says nothing: the clock knows which year runs. A run that is late or repeated is no harm. */
export function createHandler({
  table,
  now,
  observer,
}: {
  readonly table: OpenYearsTable;
  readonly now: () => Instant;
  readonly observer: Observer;
}) {
  return flushAfter(observer, async (): Promise<void> => {
    const failures = await openYears(table, now());
    observer.event('years opened', { failures: failures.length });
    // Everything else is done; Lambda's error alarm must know of the rest.
    if (failures.length > 0) throw new Error(`not opened: ${failures.join('; ')}`);
  });
}
