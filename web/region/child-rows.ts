/** Stored children of a region as rows of a page or an answer. */
import { standingOf, type AgencyStanding } from '../site/agency-standing.ts';
import type { AgencyYearItem, Dataset, RegionYearItem } from '../../shared/contracts/items.ts';
import { fromStoredFigures } from '../../shared/contracts/stored-figures.ts';
import type { AgencyKind, Instant } from '../../shared/domain/basics/calendar.ts';
import { namesOfYear, type NamedInYear } from '../../shared/domain/roster/former-names.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
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
}

export function agencyRow(item: AgencyYearItem, now: Instant): AgencyRow {
  const { agency, year, inForce } = item;
  return {
    id: agency.id,
    ...namesOfYear(agency, year),
    kind: agency.kind,
    dataset: agency.dataset,
    standing: standingOf(item, now),
    figures: inForce && fromStoredFigures(year, inForce.figures),
  };
}

export function regionRow({ code, name, year, reports, figures }: RegionYearItem): RegionRow {
  return {
    code,
    name,
    reports,
    figures: reports.accepted > 0 ? fromStoredFigures(year, figures) : undefined,
  };
}
