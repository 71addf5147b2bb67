/** The findings of a submission as they stand now: what looks beyond the submission is told afresh. */
import { arrangeFindings } from '../domain/arrange-findings.ts';
import { editionOf } from '../domain/catalogue.ts';
import { checkConsolidated } from '../domain/check-consolidated.ts';
import { checkYearBefore, type YearBefore } from '../domain/check-neighbours.ts';
import { latenessFinding, nameFinding } from '../domain/check-report.ts';
import { copiedFromLastYear, copiedNarrative, type Original } from '../domain/copied-narrative.ts';
import type { Finding } from '../domain/finding.ts';
import { storedTotal } from './children.ts';
import type { AgencyYearItem, InForce, RegionYearItem, SubmissionItem } from './items.ts';
import { fromStoredFigures } from './stored-figures.ts';

/** What an agency-year is compared with. */
export interface Surroundings {
  readonly previous: AgencyYearItem | undefined;
  /** In the order of `opensWith`. */
  readonly openers: readonly (AgencyYearItem | undefined)[];
  /** Of a consolidated report: its region's. */
  readonly total: RegionYearItem | undefined;
}

export function findingsShown(
  submission: SubmissionItem,
  agencyYear: AgencyYearItem,
  surroundings: Surroundings,
): readonly Finding[] {
  const { inForce, firstAccepted, agency, year } = agencyYear;
  const isInForce = inForce?.submissionId === submission.submissionId;
  const compared = isInForce
    ? contextualFindings(agencyYear, surroundings)
    : submission.contextualFindings.filter(({ rule }) => rule !== 'D1');
  const lateness =
    submission.outcome === 'accepted' && firstAccepted
      ? latenessFinding(agency.kind, year, firstAccepted.receivedAt)
      : undefined;
  return arrangeFindings(
    editionOf(year),
    [...submission.findings, ...compared, ...(lateness ? [lateness] : [])],
    0,
  );
}

/** How many there are, those included that are too many to be stored beside the submission. */
export function countShown(
  submission: SubmissionItem,
  agencyYear: AgencyYearItem | undefined,
  surroundings: Surroundings,
): number {
  const shown = agencyYear
    ? findingsShown(submission, agencyYear, surroundings)
    : [...submission.findings, ...submission.contextualFindings];
  return shown.length + submission.findingCount - submission.findings.length;
}

/** What the report in force is warned of by other reports and by the roster. */
export function contextualFindings(
  { agency, year, inForce }: AgencyYearItem,
  surroundings: Surroundings,
): Finding[] {
  if (!inForce) return [];
  const figures = fromStoredFigures(year, inForce.figures);
  const name = nameFinding(inForce.name, agency);
  const copied = copiedFrom(inForce, surroundings);
  return [
    ...(name ? [name] : []),
    ...(copied ? [copiedNarrative(copied.original, copied.isOwn)] : []),
    ...checkYearBefore(yearBefore(surroundings), figures),
    ...(agency.kind === 'consolidated'
      ? checkConsolidated(figures, surroundings.total && storedTotal(surroundings.total))
      : []),
  ];
}

/** Whose text a report's narrative is: last year's own or, else, another agency's. */
export function copiedFrom(
  { narrative, copiedFrom: other }: Pick<InForce, 'narrative' | 'copiedFrom'>,
  { previous }: Pick<Surroundings, 'previous'>,
): { readonly original: Original; readonly isOwn: boolean } | undefined {
  const own =
    previous?.inForce &&
    copiedFromLastYear(narrative, {
      agencyId: previous.agency.id,
      name: previous.agency.name,
      year: previous.year,
      sha256: previous.inForce.sha256,
      fingerprint: previous.inForce.narrative,
    });
  if (own) return { original: own, isOwn: true };
  return other && { original: other, isOwn: false };
}

export function yearBefore({ previous, openers }: Pick<Surroundings, 'previous' | 'openers'>): YearBefore {
  return { previous: figuresInForce(previous), openers: openers.map(figuresInForce) };
}

function figuresInForce(item: AgencyYearItem | undefined) {
  return item?.inForce && fromStoredFigures(item.year, item.inForce.figures);
}
