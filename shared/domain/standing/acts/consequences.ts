/** What an act would change in the totals of the regions that the agency belongs to: told before it is done. */
import { CATALOGUES } from '../../form/catalogue.ts';
import { fromStored } from '../../form/figures.ts';
import type { AgencyYear } from '../agency-year-record.ts';
import { agencyContribution, type RegionYear } from '../region-year.ts';
import type { Contribution, ReportCounts } from '../region-total.ts';

/** A figure of a region's total, in the document's unit. */
export interface ChangedFigure {
  readonly path: string;
  readonly before: number;
  readonly after: number;
}

export interface Consequence {
  readonly code: string;
  readonly name: string;
  readonly reports: { readonly before: ReportCounts; readonly after: ReportCounts };
  /** In the order of the form. */
  readonly figures: readonly ChangedFigure[];
}

/** `totals`: of the agency's region and of those above it. Empty where nothing that is added up changes. */
export function listConsequences(
  totals: readonly Pick<RegionYear, 'code' | 'name' | 'reports' | 'figures'>[],
  before: AgencyYear,
  after: AgencyYear,
): readonly Consequence[] {
  const [then, now] = [agencyContribution(before), agencyContribution(after)];
  const changes = listChanges(then, now);
  const isSame = COUNTED.every((count) => then.reports[count] === now.reports[count]);
  if (isSame && changes.length === 0) return [];
  return totals.map(({ code, name, reports, figures }) => ({
    code,
    name,
    reports: { before: reports, after: moveCounts(reports, then, now) },
    figures: changes.map(({ path, index, kind, change }) => {
      const stored = figures.cells[index] ?? 0;
      return { path, before: fromStored(kind, stored), after: fromStored(kind, stored + change) };
    }),
  }));
}

function listChanges({ figures: then }: Contribution, { figures: now }: Contribution) {
  const edition = (now ?? then)?.edition;
  if (edition === undefined) return [];
  return CATALOGUES[edition].cells.flatMap(({ path, index, column: { kind } }) => {
    const change = (now?.cells[index] ?? 0) - (then?.cells[index] ?? 0);
    return change === 0 ? [] : [{ path, index, kind, change }];
  });
}

const COUNTED = [
  'expected',
  'accepted',
  'flagged',
  'returned',
  'late',
  'synthetic',
] as const satisfies readonly (keyof ReportCounts)[];

function moveCounts(reports: ReportCounts, then: Contribution, now: Contribution): ReportCounts {
  const move = (count: keyof ReportCounts): number =>
    reports[count] - then.reports[count] + now.reports[count];
  return {
    expected: move('expected'),
    accepted: move('accepted'),
    flagged: move('flagged'),
    returned: move('returned'),
    late: move('late'),
    synthetic: move('synthetic'),
  };
}
