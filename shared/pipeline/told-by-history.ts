/** What the submissions of an agency-year amount to, from the history alone. */
import type { Submission } from '../domain/standing/submission.ts';
import { applySubmission, inOrder, type Standing } from '../domain/standing/standing.ts';

export const standingIn = (submissions: readonly Submission[]): Standing<Submission> =>
  inOrder(submissions).reduce<Standing<Submission>>(
    (before, submission) =>
      applySubmission(
        before,
        { ...submission, errors: submission.errorCount },
        submission.outcome === 'accepted' ? submission : undefined,
      ),
    {},
  );

/** By agency. */
export const historiesIn = (submissions: readonly Submission[]): Map<string, Submission[]> =>
  Map.groupBy(submissions, ({ place }) => (place === 'unplaced' ? '' : place.agencyId));
