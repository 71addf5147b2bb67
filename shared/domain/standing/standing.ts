/**
 * What the submissions of one agency-year amount to. The newest acceptable report is in force; filed again as it is, it
 * stays in force as it was first received. Whatever order the submissions come in, and however often, they end in the
 * same standing.
 */
import type { Instant } from '../basics/calendar.ts';
import type { Outcome } from '../findings/finding.ts';
import { saysTheSame, type Saying } from '../document/same-document.ts';
import type { Filed } from './filed.ts';
import { isSameText, tellTextSince, type KeptText, type TextFiling } from './text-row.ts';

/** An acceptable document. */
type Document = Filed & Saying & KeptText;

/** What was wrong with a submission. */
interface Errors {
  readonly errors: number;
  /** Every rule that found something in the document itself. */
  readonly rules: readonly string[];
}

export interface Standing<Report extends Document> {
  /** The one received first among the newest acceptable submissions that say the same. */
  readonly inForce?: Standings<Report> | undefined;
  /** The newest submission, acceptable or not. */
  readonly latest?: (Filed & Errors & { readonly outcome: Outcome }) | undefined;
  /** The acceptable submission that was received first: it fixes lateness for ever. */
  readonly firstAccepted?: { readonly order: string; readonly receivedAt: Instant } | undefined;
}

/**
 * A report in force, with the newest submission that says the same once more, and the one with which its text was first
 * filed, where there are any.
 */
type Standings<Report extends Document> = Report & {
  readonly repeated?: Filed | undefined;
  readonly textSince?: TextFiling<Report['sha256']> | undefined;
};

/**
 * The standing after a submission; `report` is given where it is acceptable. One that comes late is told by the standing
 * alone, unless it `needsHistory`. `isSetAside`: the office put it out of force; it was received and acceptable all the same.
 */
export function applySubmission<Report extends Document>(
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

function enforced<Report extends Document>(
  before: Standings<Report> | undefined,
  report: Report,
): Standings<Report> {
  if (!before || !saysTheSame(before, report)) return goingOn(before, report);
  const content = before.content ?? report.content;
  if (isReceivedBefore(report, before)) return { ...goingOn(before, report), content };
  const { submissionId, order, receivedAt } = report;
  return { ...before, content, repeated: { submissionId, order, receivedAt } };
}

/** A report that comes into force, which goes on with the text of the one before where it has the same. */
function goingOn<Report extends Document>(
  before: Standings<Report> | undefined,
  report: Report,
): Standings<Report> {
  if (!before || !isSameText(before, report)) return report;
  const textSince = tellTextSince<Report['sha256']>(before);
  return isReceivedBefore(textSince, report) ? { ...report, textSince } : report;
}

type Place = Pick<Filed, 'order'> & { readonly repeated?: Pick<Filed, 'order'> | undefined };

/** Whether an acceptable submission is older than what the standing was told from. */
export function isLate(inForce: Place | undefined, { order }: Pick<Filed, 'order'>): boolean {
  return inForce !== undefined && order < (inForce.repeated?.order ?? inForce.order);
}

/**
 * Whether an acceptable submission needs all submissions, applied in their order, to tell the standing: one that comes late
 * and parts what said the same or had the same text, or said it first; and the next with the text of a report in force of
 * which an earlier version did not keep since when it is held.
 */
export function needsHistory(
  { inForce, firstAccepted }: Standing<Document>,
  filed: Pick<Filed, 'order' | 'receivedAt'> & Saying & KeptText,
): boolean {
  if (!inForce) return false;
  const isHeld = isSameText(filed, inForce);
  if (!isLate(inForce, filed))
    return isHeld && !saysTheSame(filed, inForce) && lacksTextSince({ inForce, firstAccepted });
  if (saysTheSame(filed, inForce)) return isReceivedBefore(filed, inForce);
  const since = tellTextSince(inForce);
  return isHeld ? filed.order > inForce.order || isReceivedBefore(filed, since) : filed.order > since.order;
}

/** Whether a report in force may have its text since an earlier one: an earlier version did not keep that. */
export const lacksTextSince = ({
  inForce,
  firstAccepted,
}: Pick<Standing<Document>, 'inForce' | 'firstAccepted'>): boolean =>
  inForce !== undefined && !inForce.textSince && firstAccepted?.order !== inForce.order;

type Received = Pick<Filed, 'order' | 'receivedAt'>;

export const isReceivedBefore = (a: Received, b: Received): boolean =>
  a.receivedAt < b.receivedAt || (a.receivedAt === b.receivedAt && a.order < b.order);

export const inOrder = <Submission extends Pick<Filed, 'order'>>(
  submissions: readonly Submission[],
): Submission[] => submissions.toSorted((a, b) => (a.order < b.order ? -1 : 1));
