/** What the submissions of an agency-year amount to, from the history alone. */
import type { SubmissionItem } from '../contracts/items.ts';
import { applySubmission, inOrder, type Standing } from '../domain/standing/standing.ts';

export const standingIn = (submissions: readonly SubmissionItem[]): Standing<SubmissionItem> =>
  inOrder(submissions).reduce<Standing<SubmissionItem>>(
    (before, submission) =>
      applySubmission(
        before,
        { ...submission, errors: submission.errorCount },
        submission.outcome === 'accepted' ? submission : undefined,
      ),
    {},
  );

/** By agency. */
export const historiesIn = (submissions: readonly SubmissionItem[]): Map<string, SubmissionItem[]> =>
  Map.groupBy(submissions, ({ sk }) => sk.split('#')[1] ?? '');
