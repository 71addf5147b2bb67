/** Stored children of a region as rows of a page or an answer. */
import type { Dataset } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyYearFacts, RegionYearFacts } from '../../shared/domain/standing/child-facts.ts';
import { describeStanding, type AgencyStanding } from '../site/agency-standing.ts';
import type { AgencyKind, Instant } from '../../shared/domain/basics/calendar.ts';
import { namesOfYear, type NamedInYear } from '../../shared/domain/roster/former-names.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import type { Mark } from '../../shared/domain/standing/marked-total.ts';
import type { ReportCounts } from '../../shared/domain/standing/region-total.ts';

export interface AgencyRow extends NamedInYear {
  readonly id: string;
  readonly kind: AgencyKind;
  readonly dataset: Dataset | undefined;
  readonly standing: AgencyStanding;
  readonly figures: Figures | undefined;
}

export interface RegionRow {
  readonly code: string;
  readonly name: string;
  readonly reports: ReportCounts;
  readonly figures: Figures | undefined;
  readonly marks: readonly Mark[];
}

export function makeAgencyRow(item: AgencyYearFacts, now: Instant): AgencyRow {
  const { agency, year, inForce } = item;
  return {
    id: agency.id,
    ...namesOfYear(agency, year),
    kind: agency.kind,
    dataset: agency.dataset,
    standing: describeStanding(item, now),
    figures: inForce?.figures,
  };
}

export function makeRegionRow({ code, name, reports, figures, marks }: RegionYearFacts): RegionRow {
  return {
    code,
    name,
    reports,
    figures: reports.accepted > 0 ? figures : undefined,
    marks,
  };
}
