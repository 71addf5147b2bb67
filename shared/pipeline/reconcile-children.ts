/** What follows for a region's agency-years from calendar, documents and comparisons, whatever events were lost. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { readPlace } from '../domain/basics/place.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import type { CalendarEntry } from '../domain/standing/calendar-entry.ts';
import { keepStatedFacts, type StatedFactsDeps } from './keep-stated-facts.ts';
import { keepTextSince } from './keep-text-since.ts';
import { applyCalendar } from './load-calendar.ts';
import { recheckReports, type RecheckDeps } from './recheck-neighbour.ts';
import type { ReceiveDeps } from './receive-upload.ts';

interface ChildrenDeps extends RecheckDeps, Pick<ReceiveDeps, 'now'> {
  readonly table: RecheckDeps['table'] & StatedFactsDeps['table'] & Pick<ReportTable, 'calendar'>;
  readonly bucket: RecheckDeps['bucket'] & StatedFactsDeps['bucket'];
}

/** Without a calendar, days stay as they are. Answers how many comparisons were stale. */
export async function reconcileChildren(
  deps: ChildrenDeps,
  agencies: readonly AgencyYear[],
  calendar: readonly CalendarEntry[] | undefined,
  options: { readonly areKnown?: boolean } = {},
): Promise<number> {
  if (calendar) await applyCalendar(deps.table, calendar, agencies, deps.now());
  const filed = agencies.filter(({ inForce }) => inForce);
  await keepStatedFacts(deps, filed);
  await keepTextSince(deps.table, filed);
  return recheckReports(
    deps,
    filed.map((item) => ({ place: readPlace(item) })),
    options,
  );
}
