/**
 * What the submissions of one agency-year amount to. Each field is the greatest or least of what was filed, so
 * submissions may be applied in any order, any number of times, and end in the same standing.
 */
import type { Instant } from './calendar.ts';
import type { Outcome } from './finding.ts';

export interface Filed {
  readonly submissionId: string;
  /** From `submissionOrder`. */
  readonly order: string;
  readonly receivedAt: Instant;
}

/** What was wrong with a submission. */
export interface Errors {
  readonly errors: number;
  /** Every rule that found something in the document itself. */
  readonly rules: readonly string[];
}

export interface Standing<InForce extends Filed> {
  /** The newest acceptable submission. */
  readonly inForce?: InForce | undefined;
  /** The newest submission, acceptable or not. */
  readonly latest?: (Filed & Errors & { readonly outcome: Outcome }) | undefined;
  /** The acceptable submission that was received first: it fixes lateness for ever. */
  readonly firstAccepted?: { readonly order: string; readonly receivedAt: Instant } | undefined;
}

/** The standing after a submission; `inForce` is given where it is acceptable. */
export function applySubmission<InForce extends Filed>(
  standing: Standing<InForce>,
  filed: Filed & Errors,
  inForce: InForce | undefined,
): Standing<InForce> {
  const { submissionId, order, receivedAt, errors, rules } = filed;
  const isLatest = standing.latest === undefined || order > standing.latest.order;
  const takesForce = inForce && (standing.inForce === undefined || order > standing.inForce.order);
  const first = standing.firstAccepted;
  const isFirst =
    inForce &&
    (!first || receivedAt < first.receivedAt || (receivedAt === first.receivedAt && order < first.order));
  return {
    inForce: takesForce ? inForce : standing.inForce,
    latest: isLatest
      ? { submissionId, order, receivedAt, errors, rules, outcome: inForce ? 'accepted' : 'returned' }
      : standing.latest,
    firstAccepted: isFirst ? { order, receivedAt } : standing.firstAccepted,
  };
}
