/** Whether a portal's move, which gives every page of it the same day, was told of in another agency's report. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { toIsoDay } from '../domain/basics/calendar.ts';
import type { Place } from '../domain/basics/place.ts';
import type { Report } from '../domain/form/report.ts';
import { nameInYear } from '../domain/roster/former-names.ts';
import { findOtherDay } from '../domain/rules/plausible/address-day.ts';
import { ADDRESS_AGREES } from '../domain/rules/plausible/t20-address-agrees.ts';
import type { InForce, KeptReport } from '../domain/standing/agency-year-record.ts';

/** Asks only for a report whose address has another day than it states: few. */
export async function findSharedMove(
  table: Pick<ReportTable, 'children'>,
  { district, agencyId, year }: Place,
  report: Report,
): Promise<KeptReport['sharedMove']> {
  const own = tellMove(report);
  if (own === undefined) return undefined;
  // Verify tells of what is damaged.
  const { agencies, beside } = await table.children(district, year, { onDamaged: () => undefined });
  const told = [...agencies, ...beside].find(
    ({ agency, inForce }) =>
      agency.id !== agencyId && inForce && wasTold(inForce) && tellMove(inForce) === own,
  );
  return told && { agencyId: told.agency.id, name: nameInYear(told.agency, year) };
}

const wasTold = ({ warnings }: Pick<InForce, 'warnings'>): boolean =>
  warnings.some(({ rule }) => rule === ADDRESS_AGREES.id);

/** The site and the day, as one word. */
function tellMove({
  publishedOn,
  sourceUrl,
}: Pick<KeptReport, 'publishedOn' | 'sourceUrl'>): string | undefined {
  const url = URL.parse(sourceUrl ?? '');
  const other = url && publishedOn !== undefined ? findOtherDay(url, toIsoDay(publishedOn)) : undefined;
  return other && `${other.host} ${other.day}`;
}
