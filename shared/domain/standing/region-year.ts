/** A region's report year: its total, and the children whose sum that is. */
import { deadlineFor } from '../basics/deadlines.ts';
import type { RegionSpan } from '../basics/region-span.ts';
import type { AnnotationList } from '../form/annotations.ts';
import { chooseEdition, locateCell } from '../form/catalogue.ts';
import { nameInYear } from '../roster/former-names.ts';
import type { RegionName } from '../roster/loaded-region.ts';
import type { AgencyFacts } from '../roster/roster-entry.ts';
import type { AgencyYear, InForce } from './agency-year-record.ts';
import { addHistories, tellFirstRoster, tellHistory } from './history-days.ts';
import type { Mark } from './marked-total.ts';
import {
  contributionOfAgency,
  sumContributions,
  type Contribution,
  type RegionTotal,
} from './region-total.ts';
import type { PublicationRecord } from './publication.ts';
import type { SourceCheck } from './source-check.ts';
import type { Submission } from './submission.ts';

export interface RegionYear extends RegionTotal {
  readonly revision: number;
  readonly code: string;
  readonly name: string;
  readonly year: number;
  /** Agencies whose reports are about the whole region: they are compared with it when it changes. */
  readonly consolidated?: readonly string[] | undefined;
}

export interface RegionChildren {
  readonly agencies: readonly AgencyYear[];
  /** Kinds that are added to nothing: reports about the whole region, and those of vertical systems. */
  readonly beside: readonly AgencyYear[];
  readonly regions: readonly RegionYear[];
}

/** A region's own totals by year; and, for the regions asked for, their names and the regions right below them. */
export interface RegionYears {
  readonly years: Map<number, RegionYear>;
  readonly names: Map<string, string>;
  readonly below: Map<string, readonly RegionName[]>;
  /** When they begin and end, and what they follow. */
  readonly spans: Map<string, RegionSpan>;
  /** What changed the meaning of figures, as an operator loaded it, where that is asked for, too. */
  readonly annotations?: AnnotationList | undefined;
}

/** A region's children as they are now, those that are added to nothing among the agencies, and all that was filed with them. */
export interface RegionHistory {
  readonly agencies: readonly AgencyYear[];
  readonly regions: readonly RegionYear[];
  readonly submissions: readonly Submission[];
  /** By agency, in no order. */
  readonly publications: ReadonlyMap<string, readonly PublicationRecord[]>;
  readonly sourceChecks: ReadonlyMap<string, readonly SourceCheck[]>;
}

/** What an agency's year adds to its region's. */
export function agencyContribution(item: AgencyYear): Contribution {
  const { agency, district, year, obliged, extension, inForce, latest, firstAccepted, rules } = item;
  const adds = contributionOfAgency({
    kind: agency.kind,
    deadline: deadlineFor({ kind: agency.kind, district }, year, extension),
    obliged,
    synthetic: agency.dataset === 'synthetic',
    submitted: latest !== undefined,
    inForce,
    firstAcceptedAt: firstAccepted?.receivedAt,
    rules,
    marks: inForce ? listMarks(agency, year, inForce) : [],
  });
  return { ...adds, history: tellHistory(item) };
}

function listMarks(agency: AgencyFacts, year: number, { figures, doubts = [] }: InForce): Mark[] {
  const { edition, cells } = figures;
  return doubts.map(({ path, previous }) => ({
    path,
    previous,
    agency: { id: agency.id, name: nameInYear(agency, year) },
    figure: cells[locateCell(edition, path)]!,
  }));
}

export function regionContribution({
  reports,
  figures,
  fees,
  signal,
  filings,
  marks,
  history,
}: RegionTotal): Contribution {
  return {
    reports,
    figures: reports.accepted > 0 ? figures : undefined,
    fees,
    signal,
    filings,
    marks,
    history,
  };
}

/** The one line that computes a region's figures: the sum of its agencies' and its child regions'. */
export function sumRegion(year: number, { agencies, beside, regions }: RegionChildren): RegionTotal {
  const own = [...agencies, ...beside];
  const sum = sumContributions(chooseEdition(year), [
    ...own.map(agencyContribution),
    ...regions.map(regionContribution),
  ]);
  return { ...sum, history: addHistories([sum.history, tellFirstRoster(own)]) };
}

/** Whether anybody was expected, or filed: the total of a region that is not, or never was, the year's says nothing. */
export const isCounted = ({
  reports,
  consolidated = [],
}: Pick<RegionYear, 'reports' | 'consolidated'>): boolean =>
  reports.expected > 0 || reports.accepted > 0 || consolidated.length > 0;
