/**
 * What is kept of a submission, and what a submission makes of its agency-year. The agency-year follows from the
 * submissions alone: the same code tells it when one is received, and as it stood at any instant.
 */
import type { AgencyYear, InForce, KeptReport } from '../domain/standing/agency-year-record.ts';
import { placeReturns } from '../domain/standing/acts/act.ts';
import { findSetAside, hasReturns } from '../domain/standing/acts/office-standing.ts';
import type { Submission } from '../domain/standing/submission.ts';
import { yearBefore, type Surroundings } from '../domain/verdict/findings-shown.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { hashShort } from '../domain/basics/short-hash.ts';
import { describeWarning, keepExplanations, type KeptExplanation } from '../domain/standing/explanations.ts';
import { isWarning, type Finding } from '../domain/findings/finding.ts';
import { findLook, isContextual } from '../domain/rules/rule-book.ts';
import { computeFingerprint } from '../domain/narrative/narrative-fingerprint.ts';
import { nameCompared } from '../domain/narrative/repetition.ts';
import type { Report } from '../domain/form/report.ts';
import type { Saying } from '../domain/document/same-document.ts';
import { addSums, sumReceived } from '../domain/standing/history-days.ts';
import { applySubmission, inOrder, isLate, needsHistory } from '../domain/standing/standing.ts';
import { isSameRow, withText } from '../domain/standing/text-row.ts';
import { CorruptItemError } from '../errors.ts';
import { isSameItem, judged } from './judge-agency-year.ts';

/** What a submission comes to, once it is known who filed it. */
export interface FiledSubmission {
  readonly submissionId: string;
  readonly order: string;
  readonly receivedAt: Instant;
}

/** Whether a finding is about the document itself, whatever it is compared with. */
export const isOwn = ({ rule }: Finding): boolean => !isContextual(rule);

/** Told by the name that the document states: the roster's may change without it. */
export const takeFingerprint = ({ narrative, agency }: Report): string | undefined =>
  computeFingerprint(narrative, [agency.name]);

/** What a document states beside its figures. */
export type StatedFacts = Pick<KeptReport, 'publishedOn' | 'sourceUrl' | 'processingFee'>;

export const takeStatedFacts = ({
  edition,
  publishedOn,
  sourceUrl,
  processingFee = {},
}: Report): StatedFacts => ({
  ...(publishedOn !== undefined && { publishedOn }),
  sourceUrl: sourceUrl ?? null,
  ...(edition === '2021' && { processingFee }),
});
export const pickStatedFacts = ({ publishedOn, sourceUrl, processingFee }: KeptReport): StatedFacts => ({
  publishedOn,
  sourceUrl,
  processingFee,
});

/** What is kept of an acceptable report. */
export function keepReport(report: Report, findings: readonly Finding[]): KeptReport {
  const { agency, figures, nil } = report;
  const narrative = takeFingerprint(report);
  return {
    nil,
    name: agency.name,
    figures,
    ...takeStatedFacts(report),
    ...(narrative !== undefined && { narrative }),
    comparedText: nameCompared(report.narrative, agency.name),
    warnings: findings
      .filter((finding) => isWarning(finding) && isOwn(finding))
      .map((finding) => describeWarning(finding, { figures }, {})),
  };
}

/** The explanations that an acceptable document gives, each with what its warning read. */
export function explanationsGiven(
  { order, receivedAt }: FiledSubmission,
  sha256: string,
  { figures, explanations }: Report,
  findings: readonly Finding[],
  surroundings: Surroundings,
): KeptExplanation[] {
  const context = { yearBefore: yearBefore(surroundings) };
  return explanations.flatMap(({ rule, path, text }): KeptExplanation[] => {
    const given = { rule, path, words: hashShort(text), sha256, since: order, receivedAt, order };
    const finding = findings.find((other) => other.rule === rule && other.path === path);
    // What a document is compared with may come later, and what both texts of a copy say is known to `judged`.
    if (findLook(rule) === 'otherTexts' || (!finding && isContextual(rule))) return [given];
    return finding ? [{ ...given, basis: describeWarning(finding, { figures }, context).basis }] : [];
  });
}

/** What receiving a report found out by looking at others. */
export type LookedUp = Pick<KeptReport, 'copiedFrom' | 'repetitions' | 'statedAgency' | 'sharedMove'>;

/** What the submission of an acceptable report keeps of it. */
export function keepSubmission(
  filed: FiledSubmission,
  sha256: string,
  report: Report,
  findings: readonly Finding[],
  surroundings: Surroundings,
  looked: LookedUp,
): Pick<Submission, 'accepted' | 'explanations'> {
  const explanations = explanationsGiven(filed, sha256, report, findings, surroundings);
  return {
    accepted: { ...keepReport(report, findings), ...looked },
    ...(explanations.length > 0 && { explanations }),
  };
}

/** What the agency-year keeps of a report in force; how many warnings are open, `judged` tells. */
export function keepInForce(
  { submissionId, order, receivedAt, content }: FiledSubmission & Pick<Saying, 'content'>,
  sha256: string,
  accepted: KeptReport,
): InForce {
  return { submissionId, order, receivedAt, sha256, content, ...accepted, openWarnings: 0 };
}

/** The agency-year with one more of its submissions, still to be judged. */
function withSubmission(item: AgencyYear, submission: Submission, isSetAside = false): AgencyYear {
  const { accepted, explanations = [], sha256, rules, outcome, key, submissionId } = submission;
  if (outcome === 'accepted' && !accepted)
    throw new CorruptItemError(
      `submission ${submissionId} of ${key} was accepted, and keeps nothing of its report`,
    );
  const { inForce, latest, firstAccepted } = applySubmission(
    { inForce: item.inForce, latest: item.latest, firstAccepted: item.firstAccepted },
    { ...submission, errors: submission.errorCount },
    accepted && sha256 !== null ? keepInForce(submission, sha256, accepted) : undefined,
    isSetAside,
  );
  // An earlier version kept no days: part of them would pass for all.
  const isKnown = item.received !== undefined || item.latest === undefined;
  return {
    ...item,
    inForce,
    latest,
    firstAccepted,
    received: isKnown ? addSums([item.received ?? new Map(), sumReceived([submission])]) : undefined,
    explanations: [...keepExplanations(item.explanations ?? [], explanations)],
    rules: { fired: [...(item.rules?.fired ?? []), ...rules], open: [], explained: [] },
  };
}

/** The agency-year as all of its submissions and acts make it, whatever it was told from before. */
export function withHistory(item: AgencyYear, submissions: readonly Submission[]): AgencyYear {
  const acts = placeReturns(item.acts, submissions);
  const isSetAside = findSetAside(acts);
  const unfiled: AgencyYear = {
    ...item,
    acts,
    inForce: undefined,
    latest: undefined,
    firstAccepted: undefined,
    received: undefined,
  };
  return inOrder(submissions).reduce(
    (before, submission) => withSubmission(before, submission, isSetAside(submission)),
    unfiled,
  );
}

/** As `withHistory`, with what comparisons have found since. */
export const retold = (item: AgencyYear, submissions: readonly Submission[]): AgencyYear =>
  withFound(item.inForce, withHistory(item, submissions));

/** With what comparisons have found in a report that stays in force or, of one with the same text, in that. */
function withFound(before: InForce | undefined, told: AgencyYear): AgencyYear {
  const { inForce } = told;
  if (!before || !inForce) return told;
  const { content, repeated, textSince } = inForce;
  if (inForce.submissionId === before.submissionId)
    return { ...told, inForce: { ...before, content, repeated, textSince } };
  return isSameRow(before, inForce)
    ? { ...told, inForce: { ...inForce, copiedFrom: before.copiedFrom } }
    : told;
}

/**
 * The agency-year after a submission; `undefined` where the submission does not change it. `history`: the submissions
 * before it, read after the item and asked for where one comes late that needs them, or where the office has returned one.
 */
export async function nextAgencyYear(
  item: AgencyYear,
  submission: Submission,
  surroundings: Surroundings,
  history: () => Promise<readonly Submission[]>,
): Promise<AgencyYear | undefined> {
  const isAccepted = submission.outcome === 'accepted';
  const isWhole = isAccepted && (hasReturns(item.acts) || needsHistory(item, withText(submission)));
  const placed = { ...item, acts: placeReturns(item.acts, [submission]) };
  const filed = isWhole
    ? retold(placed, [...(await history()), submission])
    : withFound(item.inForce, withSubmission(placed, submission));
  const after = judged(filed, surroundings);
  // Another late one that reads the history meanwhile must notice this one, though it changes nothing.
  const isQuiet = isSameItem(item, after) && !isWhole && !(isAccepted && isLate(item.inForce, submission));
  return isQuiet ? undefined : { ...after, revision: item.revision + 1 };
}
