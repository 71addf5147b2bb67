/** The findings of a submission as they stand now: what looks beyond the submission is told afresh. */
import type { AgencyYear, InForce, KeptReport } from '../standing/agency-year-record.ts';
import type { RegionYear } from '../standing/region-year.ts';
import type { Submission } from '../standing/submission.ts';
import { arrangeFindings } from '../document/arrange-findings.ts';
import { chinaDayOf, deadlineFor } from '../basics/calendar.ts';
import { editionOf } from '../form/catalogue.ts';
import { checkConsolidated } from './check-consolidated.ts';
import type { YearBefore } from '../form/figures.ts';
import { checkYearBefore } from './check-neighbours.ts';
import { latenessFinding, nameFinding, publicationFinding } from './check-report.ts';
import { copiedText, type TextSource } from '../narrative/copied-finding.ts';
import type { Finding } from '../findings/finding.ts';
import { COPIED_AT, similarityOf } from '../narrative/narrative-fingerprint.ts';

/** What an agency-year is compared with. */
export interface Surroundings {
  readonly previous: AgencyYear | undefined;
  /** In the order of `opensWith`. */
  readonly openers: readonly (AgencyYear | undefined)[];
  /** Of a consolidated report: its region's. */
  readonly total: RegionYear | undefined;
}

export function findingsShown(
  submission: Submission,
  agencyYear: AgencyYear,
  surroundings: Surroundings,
): readonly Finding[] {
  const { firstAccepted, agency, year, extension } = agencyYear;
  const report = comparedAfresh(submission, agencyYear);
  const compared = report
    ? comparisonFindings(agencyYear, report, surroundings)
    : submission.contextualFindings.filter(({ rule }) => rule !== 'D1');
  const lateness =
    submission.outcome === 'accepted' && firstAccepted
      ? latenessFinding(deadlineFor(agency.kind, year, extension), firstAccepted.receivedAt)
      : undefined;
  return arrangeFindings(
    editionOf(year),
    [...submission.findings, ...compared, ...(lateness ? [lateness] : [])],
    0,
  );
}

/** How many there are, those included that are too many to be stored beside the submission. */
export function countShown(
  submission: Submission,
  agencyYear: AgencyYear | undefined,
  surroundings: Surroundings,
): number {
  const shown = agencyYear
    ? findingsShown(submission, agencyYear, surroundings)
    : [...submission.findings, ...submission.contextualFindings];
  return shown.length + submission.findingCount - submission.findings.length;
}

/** A report with the instant at which it was received. */
type Received = KeptReport & Pick<InForce, 'receivedAt'>;

/** What is compared with how things stand now: the report in force, and the newest submission where that was returned. */
function comparedAfresh(
  { submissionId, receivedAt, stated }: Submission,
  { inForce, latest }: AgencyYear,
): Received | undefined {
  if (inForce?.submissionId === submissionId) return inForce;
  return stated && latest?.submissionId === submissionId ? { ...stated, receivedAt } : undefined;
}

/** What the report in force is warned of by other reports, by the roster and by the calendar. */
export const contextualFindings = (item: AgencyYear, surroundings: Surroundings): Finding[] =>
  item.inForce ? comparisonFindings(item, item.inForce, surroundings) : [];

function comparisonFindings(
  { agency, year, extension }: AgencyYear,
  report: Received,
  surroundings: Surroundings,
): Finding[] {
  const figures = report.figures;
  const name = nameFinding(report.name, agency);
  const copied = copiedFrom(report, surroundings);
  const published =
    report.publishedOn &&
    publicationFinding({
      publishedOn: report.publishedOn,
      year,
      uploadedOn: chinaDayOf(report.receivedAt),
      deadline: deadlineFor(agency.kind, year, extension),
    });
  return [
    ...(name ? [name] : []),
    ...(published ? [published] : []),
    ...(copied ? [copiedText(copied.source, copied.similarity)] : []),
    ...checkYearBefore(yearBefore(surroundings), figures),
    ...(agency.kind === 'consolidated'
      ? checkConsolidated(figures, surroundings.total && surroundings.total)
      : []),
  ];
}

/** Where a report's narrative was first. */
export interface Copied {
  readonly source: TextSource;
  readonly similarity: number;
  /** Of the document that says the same. */
  readonly sha256: string;
}

/** Last year's own text or, else, another agency's. */
export function copiedFrom(
  { narrative, copiedFrom: other }: Pick<InForce, 'narrative' | 'copiedFrom'>,
  { previous }: Pick<Surroundings, 'previous'>,
): Copied | undefined {
  const last = previous?.inForce;
  const similarity =
    narrative !== undefined && last?.narrative !== undefined ? similarityOf(narrative, last.narrative) : 0;
  if (last && similarity >= COPIED_AT)
    return { source: { kind: 'last-year', year: previous.year }, similarity, sha256: last.sha256 };
  if (!other) return undefined;
  const { agencyId, name, year, sha256 } = other;
  return { source: { kind: 'agency', agencyId, name, year }, similarity: other.similarity, sha256 };
}

export function yearBefore({ previous, openers }: Pick<Surroundings, 'previous' | 'openers'>): YearBefore {
  return { previous: figuresInForce(previous), openers: openers.map(figuresInForce) };
}

function figuresInForce(item: AgencyYear | undefined) {
  return item?.inForce && item.inForce.figures;
}
