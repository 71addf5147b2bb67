/** Stored children of a region, as what they add to its total. */
import type { RegionSpan } from '../domain/basics/region-span.ts';
import {
  contributionOfAgency,
  sumContributions,
  type Contribution,
  type RegionTotal,
} from '../domain/standing/region-total.ts';
import { deadlineFor } from '../domain/basics/calendar.ts';
import { editionOf } from '../domain/form/catalogue.ts';
import type { AgencyYearItem, RegionName, RegionYearItem, SubmissionItem } from './items.ts';
import { fromStoredFilings, toStoredFilings } from './stored-filings.ts';
import { fromStoredFigures, toStoredFigures } from './stored-figures.ts';
import { fromStoredSignal, toStoredSignal } from './stored-signal.ts';

export interface RegionChildren {
  readonly agencies: readonly AgencyYearItem[];
  /** Reports about the whole region: compared, never added. */
  readonly consolidated: readonly AgencyYearItem[];
  readonly regions: readonly RegionYearItem[];
}

/** A region's own totals by year, and of the regions asked for their names and the regions right below them. */
export interface RegionYears {
  readonly years: Map<number, RegionYearItem>;
  readonly names: Map<string, string>;
  readonly below: Map<string, readonly RegionName[]>;
  /** When they begin and end, and what they follow. */
  readonly spans: Map<string, RegionSpan>;
}

/** A region's children as they are now, consolidated reports among the agencies, and all that was filed with them. */
export interface RegionHistory {
  readonly agencies: readonly AgencyYearItem[];
  readonly regions: readonly RegionYearItem[];
  readonly submissions: readonly SubmissionItem[];
}

function agencyContribution({
  agency,
  year,
  obliged,
  extension,
  inForce,
  latest,
  firstAccepted,
  rules,
}: AgencyYearItem): Contribution {
  return contributionOfAgency({
    kind: agency.kind,
    deadline: deadlineFor(agency.kind, year, extension),
    obliged,
    synthetic: agency.dataset === 'synthetic',
    submitted: latest !== undefined,
    inForce: inForce && {
      openWarnings: inForce.openWarnings,
      figures: fromStoredFigures(year, inForce.figures),
    },
    firstAcceptedAt: firstAccepted?.receivedAt,
    rules,
  });
}

export function regionContribution({
  year,
  reports,
  figures,
  signal,
  filings,
}: RegionYearItem): Contribution {
  return {
    reports,
    figures: reports.accepted > 0 ? fromStoredFigures(year, figures) : undefined,
    signal: fromStoredSignal(signal),
    filings: fromStoredFilings(filings),
  };
}

/** A stored total, as the domain has it. */
export function storedTotal({ year, reports, figures, signal, filings }: RegionYearItem): RegionTotal {
  return {
    reports,
    figures: fromStoredFigures(year, figures),
    signal: fromStoredSignal(signal),
    filings: fromStoredFilings(filings),
  };
}

/** The one line that computes a region's figures: the sum of its agencies' and its child regions'. */
export function totalOf(year: number, { agencies, consolidated, regions }: RegionChildren): RegionTotal {
  return sumContributions(editionOf(year), [
    ...[...agencies, ...consolidated].map(agencyContribution),
    ...regions.map(regionContribution),
  ]);
}

/** A region's total as its item keeps it. */
export function toStoredTotal({
  reports,
  figures,
  signal,
  filings,
}: RegionTotal): Pick<RegionYearItem, 'reports' | 'figures' | 'signal' | 'filings'> {
  return {
    reports,
    figures: toStoredFigures(figures),
    signal: toStoredSignal(signal),
    filings: toStoredFilings(filings),
  };
}

/** Whether anybody was expected, or filed: a total that is none of its year's any more, or never was, says nothing. */
export const isCounted = ({
  reports,
  consolidated = [],
}: Pick<RegionYearItem, 'reports' | 'consolidated'>): boolean =>
  reports.expected > 0 || reports.accepted > 0 || consolidated.length > 0;
