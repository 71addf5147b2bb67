/** Whether an act can be done as it is asked for, and what stands in its way. */
import { addDays, tellChinaDay, type Instant } from '../../basics/calendar.ts';
import { bearsNumber } from '../../basics/private-data.ts';
import { saysTheSame } from '../../document/same-document.ts';
import { chooseEdition } from '../../form/catalogue.ts';
import { findPlaceName } from '../../form/cell-names.ts';
import type { AgencyYear, InForce } from '../agency-year-record.ts';
import type { Submission } from '../submission.ts';
import { isBeside, listWithdrawn, type Act, type Deed, type KeptAct } from './act.ts';

/** UTF-16 units: an agency-year keeps every reason, beside a report's figures. */
export const MAX_REASON = 500;
export const MAX_PATHS = 20;
/** About one agency's year, notes left aside: an item of the table has to hold them. */
export const MAX_ACTS = 50;
/** A correction that nobody waits for is none. */
const MAX_DAYS = 366;

export type ActRefusal =
  | 'unknown-agency-year'
  | 'unknown-submission'
  | 'returned-by-checks'
  | 'not-in-force'
  | 'no-explanations'
  | 'unknown-act'
  | 'not-withdrawn-here'
  | 'withdrawn-before'
  | 'reason-missing'
  | 'reason-too-long'
  | 'reason-private'
  | 'day-past'
  | 'day-too-far'
  | 'unknown-place'
  | 'too-many-places'
  | 'too-many-acts'
  | 'id-taken'
  /** Since whoever acts looked at it. */
  | 'changed-meanwhile';

interface Around {
  readonly item: AgencyYear;
  /** The one that it names, where there is such a one. */
  readonly submission: Submission | undefined;
  /** All that was done about the agency's year. */
  readonly acts: readonly (Act | KeptAct)[];
  readonly now: Instant;
}

/** The first thing that is wrong with it; `undefined` where nothing is. */
export function checkAct(deed: Deed & { readonly why: string }, around: Around): ActRefusal | undefined {
  const wrong =
    'submissionId' in deed
      ? checkSubmission(deed, around)
      : deed.kind === 'withdraw'
        ? checkWithdrawal(deed.act, around.acts)
        : undefined;
  return wrong ?? checkReason(deed) ?? checkDay(deed, around.now) ?? checkExtent(deed, around);
}

function checkSubmission({ kind }: Deed, { submission, item: { inForce } }: Around): ActRefusal | undefined {
  if (!submission) return 'unknown-submission';
  if (kind === 'withhold') return undefined;
  if (submission.outcome === 'returned') return 'returned-by-checks';
  // One that is out of force already may be returned: that says something of the past, and changes nothing else.
  if (kind !== 'return' && !isInForce(submission, inForce)) return 'not-in-force';
  return kind === 'answer-explanation' && submission.explanationCount === 0 ? 'no-explanations' : undefined;
}

/** It, or what said the same before or after. */
const isInForce = (submission: Submission, inForce: InForce | undefined): boolean =>
  inForce !== undefined &&
  (submission.submissionId === inForce.submissionId || saysTheSame(submission, inForce));

/** What was withdrawn is done anew, by another act. */
function checkWithdrawal(id: string, acts: Around['acts']): ActRefusal | undefined {
  const meant = acts.find((act) => act.id === id);
  if (!meant || meant.kind === 'withdraw') return 'unknown-act';
  // What the calendar says is more than this year's, and what was mailed is read.
  if (meant.kind === 'remind' || meant.kind === 'extend') return 'not-withdrawn-here';
  return listWithdrawn(acts).has(id) ? 'withdrawn-before' : undefined;
}

/** Nobody need say why something is right. */
const needsReason = (deed: Deed): boolean =>
  deed.kind !== 'confirm' && !(deed.kind === 'answer-explanation' && deed.answer === 'recognised');

function checkReason(deed: Deed & { readonly why: string }): ActRefusal | undefined {
  const { why } = deed;
  if (why.trim() === '' && needsReason(deed)) return 'reason-missing';
  if (why.length > MAX_REASON) return 'reason-too-long';
  // Everybody reads it.
  return deed.kind !== 'note' && bearsNumber(why) ? 'reason-private' : undefined;
}

function checkDay(deed: Deed, now: Instant): ActRefusal | undefined {
  const until = 'until' in deed ? deed.until : undefined;
  if (until === undefined) return undefined;
  const today = tellChinaDay(now);
  if (until < today) return 'day-past';
  return until > addDays(today, MAX_DAYS) ? 'day-too-far' : undefined;
}

function checkExtent(deed: Deed, { item, acts }: Around): ActRefusal | undefined {
  const paths = 'paths' in deed ? (deed.paths ?? []) : [];
  const edition = chooseEdition(item.year);
  if (paths.some((path) => findPlaceName(edition, path) === undefined)) return 'unknown-place';
  if (paths.length > MAX_PATHS) return 'too-many-places';
  // What was done can always be undone.
  const isCounted = deed.kind !== 'note' && deed.kind !== 'withdraw';
  const counted = acts.filter((act) => !isBeside(act) && act.kind !== 'withdraw');
  return isCounted && counted.length >= MAX_ACTS ? 'too-many-acts' : undefined;
}
