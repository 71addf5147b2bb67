/** The findings of a submission as they stand now: for the report in force, comparisons are made afresh. */
import { checkNeighbours } from '../domain/check-neighbours.ts';
import { latenessFinding } from '../domain/check-report.ts';
import type { Finding } from '../domain/finding.ts';
import type { AgencyYearItem, SubmissionItem } from './items.ts';
import { fromStoredFigures } from './stored-figures.ts';

export function findingsShown(
  submission: SubmissionItem,
  agencyYear: AgencyYearItem,
  previous: AgencyYearItem | undefined,
): Finding[] {
  const { inForce, firstAccepted, agency, year } = agencyYear;
  if (inForce?.submissionId !== submission.submissionId)
    return [...submission.findings, ...submission.contextualFindings];
  const lateness = firstAccepted && latenessFinding(agency.kind, year, firstAccepted.receivedAt);
  const neighbours = previous?.inForce
    ? checkNeighbours(
        fromStoredFigures(previous.year, previous.inForce.figures),
        fromStoredFigures(year, inForce.figures),
      )
    : [];
  return [...submission.findings, ...neighbours, ...(lateness ? [lateness] : [])];
}
