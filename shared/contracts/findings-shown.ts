/** The findings of a submission as they stand now: what looks beyond the submission is told afresh. */
import { arrangeFindings } from '../domain/arrange-findings.ts';
import { editionOf } from '../domain/catalogue.ts';
import { checkNeighbours } from '../domain/check-neighbours.ts';
import { latenessFinding, nameFinding } from '../domain/check-report.ts';
import type { Finding } from '../domain/finding.ts';
import type { AgencyYearItem, SubmissionItem } from './items.ts';
import { fromStoredFigures } from './stored-figures.ts';

export function findingsShown(
  submission: SubmissionItem,
  agencyYear: AgencyYearItem,
  previous: AgencyYearItem | undefined,
): readonly Finding[] {
  const { inForce, firstAccepted, agency, year } = agencyYear;
  const isInForce = inForce?.submissionId === submission.submissionId;
  const compared = isInForce
    ? contextualFindings(agencyYear, previous)
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
  previous: AgencyYearItem | undefined,
): number {
  const shown = agencyYear
    ? findingsShown(submission, agencyYear, previous)
    : [...submission.findings, ...submission.contextualFindings];
  return shown.length + submission.findingCount - submission.findings.length;
}

/** What the report in force is warned of by last year's report in force and by the roster. */
export function contextualFindings(
  { agency, year, inForce }: AgencyYearItem,
  previous: AgencyYearItem | undefined,
): Finding[] {
  if (!inForce) return [];
  const name = nameFinding(inForce.name, agency);
  const neighbours = previous?.inForce
    ? checkNeighbours(
        fromStoredFigures(previous.year, previous.inForce.figures),
        fromStoredFigures(year, inForce.figures),
      )
    : [];
  return [...(name ? [name] : []), ...neighbours];
}
