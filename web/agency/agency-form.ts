/** The form of an agency's year as it counts: the report in force, read from the table alone. */
import type { RosterRecord } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import type { WebTable } from '../ports.ts';
import { describeStanding } from '../site/agency-standing.ts';
import type { AgencyStanding } from '../site/agency-standing.ts';
import type { NamedRegion } from '../site/named-region.ts';

export interface AgencyForm {
  readonly roster: RosterRecord;
  readonly region: NamedRegion;
  readonly year: number;
  readonly standing: AgencyStanding;
  readonly inForce: AgencyYear['inForce'];
  readonly acts: AgencyYear['acts'];
  /** `undefined` where no report is in force. */
  readonly figures: Figures | undefined;
}

export async function readAgencyForm(
  table: Pick<WebTable, 'roster' | 'agencyYears' | 'regionYears'>,
  agencyId: string,
  year: number,
  now: Instant,
): Promise<AgencyForm | undefined> {
  const roster = await table.roster(agencyId);
  if (!roster) return undefined;
  const { district } = roster;
  const [items, { names }] = await Promise.all([
    table.agencyYears({ district, agencyId }, [year]),
    table.regionYears(district, [], [district]),
  ]);
  const item = items.get(year);
  const inForce = item?.inForce;
  return {
    roster,
    region: { code: district, name: names.get(district) },
    year,
    // The roster leaves out what the table does not hold.
    standing: describeStanding(item ?? { agency: roster, district, year, obliged: false }, now),
    inForce,
    acts: item?.acts,
    figures: inForce?.figures,
  };
}
