/** Which acts a person may do about an agency's year, and are possible as it stands. */
import { may } from '../../../shared/domain/authority/may.ts';
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import type { Act, Deed } from '../../../shared/domain/standing/acts/act.ts';
import { tellRight } from '../../../shared/domain/standing/acts/act-right.ts';
import { checkAct } from '../../../shared/domain/standing/acts/check-act.ts';
import { onAgency } from './perform-act.ts';
import { tellToday, type OfficeYear } from './read-year.ts';

/** Anything that could be said. */
const SOME_REASON = '\u2026';

/** In the order in which an office would think of them. */
export function listPossible(view: OfficeYear, principal: Principal): readonly Deed[] {
  const { subject, submissions, standing } = view;
  const isConfirmed = standing.office?.marks?.some(({ kind }) => kind === 'confirmed') ?? false;
  const until = tellToday(view);
  const submissionId = subject?.submissionId;
  const about: readonly Deed[] =
    submissionId === undefined
      ? []
      : [
          // What is confirmed already is confirmed no more by another act.
          ...(isConfirmed ? [] : [{ kind: 'confirm', submissionId } as const]),
          { kind: 'return', submissionId, until },
          { kind: 'demand', submissionId, until },
          { kind: 'answer-explanation', submissionId, answer: 'recognised' },
        ];
  const newest = submissionId ?? submissions[0]?.submissionId;
  return [
    ...about,
    { kind: 'note' } as const,
    ...(newest === undefined ? [] : [{ kind: 'withhold', submissionId: newest } as const]),
  ].filter((deed) => isPossible(view, principal, deed));
}

export const mayWithdraw = (view: OfficeYear, principal: Principal, { id }: Act): boolean =>
  isPossible(view, principal, { kind: 'withdraw', act: id });

function isPossible(view: OfficeYear, principal: Principal, deed: Deed): boolean {
  const { roster, item, acts, submissions, subject, now } = view;
  const right = tellRight(deed, acts);
  if (right === undefined || !may(principal, right, onAgency(roster))) return false;
  const named = 'submissionId' in deed ? deed.submissionId : undefined;
  const submission = [...(subject ? [subject] : []), ...submissions].find(
    ({ submissionId }) => submissionId === named,
  );
  return checkAct({ ...deed, why: SOME_REASON }, { item, submission, acts, now }) === undefined;
}
