/** What the submissions of an agency-year amount to, with the office's acts about it, from the history alone. */
import { placeReturns, type KeptAct } from '../domain/standing/acts/act.ts';
import { findSetAside } from '../domain/standing/acts/office-standing.ts';
import type { Submission } from '../domain/standing/submission.ts';
import { applySubmission, inOrder, type Standing } from '../domain/standing/standing.ts';

export function standingIn(
  submissions: readonly Submission[],
  acts: readonly KeptAct[] | undefined,
): Standing<Submission> {
  const isSetAside = findSetAside(placeReturns(acts, submissions));
  return inOrder(submissions).reduce<Standing<Submission>>(
    (before, submission) =>
      applySubmission(
        before,
        { ...submission, errors: submission.errorCount },
        submission.outcome === 'accepted' ? submission : undefined,
        isSetAside(submission),
      ),
    {},
  );
}

/** By agency. */
export const historiesIn = (submissions: readonly Submission[]): Map<string, Submission[]> =>
  Map.groupBy(submissions, ({ place }) => (place === 'unplaced' ? '' : place.agencyId));
