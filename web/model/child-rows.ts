/** Stored children of a region as rows of a page or an answer. */
import type { AgencyYearItem, Dataset, RegionYearItem } from '../../shared/contracts/items.ts';
import { fromStoredFigures } from '../../shared/contracts/stored-figures.ts';
import { lateDaysOf, stateOf, type AgencyYearState } from '../../shared/domain/standing/agency-year.ts';
import {
  daysLate,
  deadlineFor,
  type AgencyKind,
  type Instant,
  type IsoDay,
} from '../../shared/domain/basics/calendar.ts';
import { namesOfYear, type NamedInYear } from '../../shared/domain/roster/former-names.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import type { ReportCounts } from '../../shared/domain/standing/region-total.ts';

/** What a state mark says of an agency's year. */
export interface AgencyStanding {
  readonly state: AgencyYearState;
  readonly deadline: IsoDay;
  /** Why the deadline is later than the regulation's. */
  readonly extension: string | undefined;
  /** Days since the deadline while nothing acceptable has come; 0 before it. */
  readonly overdueDays: number;
  /** Of the newest submission, where the state is `returned`. */
  readonly errors: number;
  readonly openWarnings: number;
  readonly nil: boolean;
  /** Fixed by the first acceptable submission. */
  readonly lateDays: number;
}

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

export function standingOf(
  {
    agency,
    year,
    obliged,
    extension,
    inForce,
    latest,
    firstAccepted,
  }: Pick<
    AgencyYearItem,
    'agency' | 'year' | 'obliged' | 'extension' | 'inForce' | 'latest' | 'firstAccepted'
  >,
  now: Instant,
): AgencyStanding {
  const openWarnings = inForce?.openWarnings ?? 0;
  const state = stateOf({ obliged, inForce: inForce && { openWarnings }, submitted: latest !== undefined });
  const deadline = deadlineFor(agency.kind, year, extension);
  return {
    state,
    deadline,
    extension: extension?.reason,
    overdueDays: state === 'missing' || state === 'returned' ? daysLate(deadline, now) : 0,
    errors: state === 'returned' ? (latest?.errors ?? 0) : 0,
    openWarnings,
    nil: inForce?.nil ?? false,
    lateDays: lateDaysOf(deadline, firstAccepted?.receivedAt),
  };
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
