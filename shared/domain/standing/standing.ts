/**
 * What the submissions of one agency-year amount to. The newest acceptable report is in force; filed again as it is, it
 * stays in force as it was first received. Whatever order the submissions come in, and however often, they end in the
 * same standing.
 */
import type { Instant } from '../basics/calendar.ts';
import type { Outcome } from '../findings/finding.ts';
import { saysTheSame, type Saying } from '../document/same-document.ts';

export interface Filed {
  readonly submissionId: string;
  /** From `submissionOrder`. */
  readonly order: string;
  readonly receivedAt: Instant;
}

/** What was wrong with a submission. */
interface Errors {
  readonly errors: number;
  /** Every rule that found something in the document itself. */
  readonly rules: readonly string[];
}

export interface Standing<Report extends Filed & Saying> {
  /** The one received first among the newest acceptable submissions that say the same. */
  readonly inForce?: Standings<Report> | undefined;
  /** The newest submission, acceptable or not. */
  readonly latest?: (Filed & Errors & { readonly outcome: Outcome }) | undefined;
  /** The acceptable submission that was received first: it fixes lateness for ever. */
  readonly firstAccepted?: { readonly order: string; readonly receivedAt: Instant } | undefined;
}

/** A report in force, with the newest submission that says the same once more, where there is one. */
type Standings<Report> = Report & { readonly repeated?: Filed | undefined };

/**
 * The standing after a submission; `report` is given where it is acceptable. One that comes late is told by the standing
 * alone, unless it `needsHistory`. `isSetAside`: the office put it out of force; it was received and acceptable all the same.
 */
export function applySubmission<Report extends Filed & Saying>(
  standing: Standing<Report>,
  filed: Filed & Errors,
  report: Report | undefined,
  isSetAside = false,
): Standing<Report> {
  const { submissionId, order, receivedAt, errors, rules } = filed;
  const { inForce, latest, firstAccepted } = standing;
  const isLatest = latest === undefined || order > latest.order;
  const isFirst = report && (!firstAccepted || isReceivedBefore(filed, firstAccepted));
  return {
    inForce: report && !isSetAside && !isLate(inForce, filed) ? enforced(inForce, report) : inForce,
    latest: isLatest
      ? { submissionId, order, receivedAt, errors, rules, outcome: report ? 'accepted' : 'returned' }
      : latest,
    firstAccepted: isFirst ? { order, receivedAt } : firstAccepted,
  };
}

function enforced<Report extends Filed & Saying>(
  before: Standings<Report> | undefined,
  report: Report,
): Standings<Report> {
  if (!before || !saysTheSame(before, report)) return report;
  const content = before.content ?? report.content;
  if (isReceivedBefore(report, before)) return { ...report, content };
  const { submissionId, order, receivedAt } = report;
  return { ...before, content, repeated: { submissionId, order, receivedAt } };
}

/** Whether an acceptable submission is older than what the standing was told from. */
export function isLate(inForce: Standings<Filed> | undefined, { order }: Pick<Filed, 'order'>): boolean {
  return inForce !== undefined && order < (inForce.repeated?.order ?? inForce.order);
}

/**
 * Whether an acceptable submission that comes late parts what said the same, or said it first: then all submissions
 * tell the standing, applied in their order.
 */
export function needsHistory(
  { inForce }: Standing<Filed & Saying>,
  late: Pick<Filed, 'order' | 'receivedAt'> & Saying,
): boolean {
  if (!inForce || !isLate(inForce, late)) return false;
  return saysTheSame(late, inForce) ? isReceivedBefore(late, inForce) : late.order > inForce.order;
}

type Received = Pick<Filed, 'order' | 'receivedAt'>;

export const isReceivedBefore = (a: Received, b: Received): boolean =>
  a.receivedAt < b.receivedAt || (a.receivedAt === b.receivedAt && a.order < b.order);

export const inOrder = <Submission extends Pick<Filed, 'order'>>(
  submissions: readonly Submission[],
): Submission[] => submissions.toSorted((a, b) => (a.order < b.order ? -1 : 1));
