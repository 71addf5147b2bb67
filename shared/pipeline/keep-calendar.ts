/** The calendar of a whole country, read once for many orders. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { countEpochMs, type Instant } from '../domain/basics/calendar.ts';
import type { CalendarEntry } from '../domain/standing/calendar-entry.ts';
import { pickEntries } from './enrolment.ts';

const KEPT_MS = 5 * 60_000;

export function keepCalendar({
  table,
  now,
}: {
  readonly table: Pick<ReportTable, 'calendar'>;
  readonly now: () => Instant;
}) {
  let kept: { readonly entries: readonly CalendarEntry[]; readonly sinceMs: number } | undefined;
  return async (): Promise<readonly CalendarEntry[]> => {
    const nowMs = countEpochMs(now());
    if (!kept || nowMs - kept.sinceMs >= KEPT_MS)
      kept = { entries: pickEntries(await table.calendar()), sinceMs: nowMs };
    return kept.entries;
  };
}
