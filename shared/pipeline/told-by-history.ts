/** What the submissions of an agency-year amount to, with the office's acts about it, from the history alone. */
import { placeReturns, type KeptAct } from '../domain/standing/acts/act.ts';
import { findSetAside } from '../domain/standing/acts/office-standing.ts';
import type { Submission } from '../domain/standing/submission.ts';
import { applySubmission, inOrder, type Standing } from '../domain/standing/standing.ts';
import { withText, type KeptText } from '../domain/standing/text-row.ts';

/** Acceptable: it could be read. */
type Accepted = Submission & KeptText & { readonly sha256: string };

export function standingIn(
  submissions: readonly Submission[],
  acts: readonly KeptAct[] | undefined,
): Standing<Accepted> {
  const isSetAside = findSetAside(placeReturns(acts, submissions));
  return inOrder(submissions).reduce<Standing<Accepted>>(
    (before, submission) =>
      applySubmission(
        before,
        { ...submission, errors: submission.errorCount },
        takeAccepted(submission),
        isSetAside(submission),
      ),
    {},
  );
}

function takeAccepted(submission: Submission): Accepted | undefined {
  const { outcome, sha256 } = submission;
  return outcome === 'accepted' && sha256 !== null ? withText({ ...submission, sha256 }) : undefined;
}

/** By agency. */
export const historiesIn = (submissions: readonly Submission[]): Map<string, Submission[]> =>
  Map.groupBy(submissions, ({ place }) => (place === 'unplaced' ? '' : place.agencyId));
