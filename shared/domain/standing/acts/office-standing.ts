/** What an office's acts amount to: which submissions are out of force, what waits for a correction, which marks stand. */
import { countDays, tellChinaDay, type Instant, type IsoDay } from '../../basics/calendar.ts';
import { saysTheSame, type Saying } from '../../document/same-document.ts';
import type { Outcome } from '../../findings/finding.ts';
import type { Filed } from '../filed.ts';
import { listWithdrawn, placeReturns, type KeptAct, type NewerAct } from './act.ts';

/** What the office returned, and nothing acceptable has followed yet. */
export interface OfficeReturn {
  readonly submissionId: string;
  readonly at: Instant;
  /** The last day for the correction, until 24:00 China time. */
  readonly until: IsoDay;
  readonly reason: string;
  readonly paths?: readonly string[] | undefined;
}

/** `demanded`: a correction, of a report that stays in force. */
export const MARK_KINDS = ['demanded', 'confirmed', 'explanation-recognised', 'explanation-refused'] as const;
export type OfficeMarkKind = (typeof MARK_KINDS)[number];

/** What the office says of a report beside its state. */
export interface OfficeMark {
  readonly kind: OfficeMarkKind;
  readonly at: Instant;
  readonly reason?: string | undefined;
  readonly until?: IsoDay | undefined;
  readonly paths?: readonly string[] | undefined;
}

/** What the acts amount to for an agency's year; left out where there were none. */
export interface OfficeStanding {
  /** When the last of them was done. */
  readonly actedAt: Instant;
  readonly returned?: OfficeReturn | undefined;
  /** The return of what the report in force still says. */
  readonly unchanged?: OfficeReturn | undefined;
  /** They are about the report in force. */
  readonly marks?: readonly OfficeMark[] | undefined;
  /** Those of kinds that only a newer release knows. */
  readonly newerMarks?: readonly { readonly kind: string }[] | undefined;
}

/** Whether what the office returned was filed again as it was, and is in force: someone has to look at it once more. */
export const isUnchangedSinceReturn = (office: Pick<OfficeStanding, 'unchanged'> | undefined): boolean =>
  office?.unchanged !== undefined;

type Returned = Extract<KeptAct, { kind: 'return' }>;
type Named = Extract<KeptAct, { submission: unknown }>;
type Submitted = Pick<Filed, 'submissionId' | 'order'> & Saying;

function listHolding(acts: readonly KeptAct[] = []): Named[] {
  const withdrawn = listWithdrawn(acts);
  return acts.filter((act): act is Named => act.kind !== 'withdraw' && !withdrawn.has(act.id));
}

const isReturn = (act: Named): act is Named & Returned => act.kind === 'return';
const listReturns = (acts: readonly KeptAct[] | undefined): Returned[] => listHolding(acts).filter(isReturn);

/** Whether a submission can be out of force: then all submissions tell the standing, and no part of them. */
export const hasReturns = (acts: readonly KeptAct[] | undefined): boolean => listReturns(acts).length > 0;

/**
 * Tells which submissions the office has put out of force: the one that a return names, and what said the same before it,
 * which would else take its place. No later one: it is another answer to the office.
 */
export function findSetAside(acts: readonly KeptAct[] | undefined): (submission: Submitted) => boolean {
  const returns = listReturns(acts);
  return (submission) => returns.some((act) => isSetAsideBy(act, submission));
}

const isSetAsideBy = ({ submission: named }: Returned, submission: Submitted): boolean =>
  named.submissionId === submission.submissionId ||
  (submission.order < named.order && saysTheSame(named, submission));

/** Whether the texts of a document are not to be shown: also in another submission that says the same. */
export const isTextWithheld = (acts: readonly KeptAct[] | undefined, document: Saying): boolean =>
  listHolding(acts).some(({ kind, submission }) => kind === 'withhold' && saysTheSame(submission, document));

interface InForce extends Submitted {
  /** The newest submission that says the same once more. */
  readonly repeated?: { readonly order: string } | undefined;
}

export function tellOffice(
  acts: readonly KeptAct[] | undefined,
  inForce: InForce | undefined,
): OfficeStanding | undefined {
  const actedAt = acts
    ?.map(({ at }) => at)
    .sort()
    .at(-1);
  if (actedAt === undefined) return undefined;
  const returned = findOpenReturn(acts, inForce);
  const unchanged = inForce && findUnchangedReturn(acts, inForce);
  const marks = inForce ? listMarks(acts, inForce) : [];
  return {
    actedAt,
    ...(returned && { returned }),
    ...(unchanged && { unchanged }),
    ...(marks.length > 0 && { marks }),
  };
}

/** With what only a newer release says: it can't be told anew here, and stays. */
export function keepNewer(
  told: OfficeStanding | undefined,
  office: OfficeStanding | undefined,
  newerActs: readonly NewerAct[] = [],
): OfficeStanding | undefined {
  const [actedAt] = [...newerActs.map(({ at }) => at), ...(told ? [told.actedAt] : [])].sort().reverse();
  if (actedAt === undefined) return undefined;
  const { actedAt: _at, returned: _returned, unchanged: _unchanged, marks: _marks, ...newer } = office ?? {};
  return { ...newer, ...told, actedAt };
}

/**
 * The last return of what says the same as a document. Nothing where the office has confirmed since what the document
 * says.
 */
export function findUnchangedReturn(
  acts: readonly KeptAct[] | undefined,
  document: Saying,
): OfficeReturn | undefined {
  const same = listHolding(acts).filter(({ submission }) => saysTheSame(submission, document));
  const [last] = same
    .filter(({ kind }) => kind === 'return' || kind === 'confirm')
    .sort((a, b) => (isAfter(a, b) ? -1 : 1));
  return last && isReturn(last) ? describeReturn(last) : undefined;
}

const describeReturn = ({ submission, at, until, why, paths }: Returned): OfficeReturn => ({
  submissionId: submission.submissionId,
  at,
  until,
  reason: why,
  ...(paths && { paths }),
});

/** The one of the newest submission; of several about it, the last. Nothing where a report in force came after it. */
function findOpenReturn(
  acts: readonly KeptAct[] | undefined,
  inForce: InForce | undefined,
): OfficeReturn | undefined {
  const since = inForce?.repeated?.order ?? inForce?.order ?? '';
  const [last] = listReturns(acts)
    .filter(({ submission }) => submission.order > since)
    .sort((a, b) => (isLater(a, b) ? -1 : 1));
  return last && describeReturn(last);
}

const isLater = (a: Returned, b: Returned): boolean =>
  a.submission.order === b.submission.order ? isAfter(a, b) : a.submission.order > b.submission.order;

type Dated = Pick<KeptAct, 'at' | 'id'>;
const isAfter = (a: Dated, b: Dated): boolean => (a.at === b.at ? a.id > b.id : a.at > b.at);

/**
 * The newest of each kind, of whichever submission said this; of two answers to explanations the newer, and so of a demand
 * and a confirmation.
 */
export function listMarks(
  acts: readonly KeptAct[] | undefined,
  submission: Pick<Submitted, 'submissionId'> & Saying,
): OfficeMark[] {
  const newest = new Map<KeptAct['kind'], Named>();
  for (const act of listHolding(acts)) {
    if (act.submission.submissionId !== submission.submissionId && !saysTheSame(act.submission, submission))
      continue;
    const known = newest.get(act.kind);
    if (!known || isAfter(act, known)) newest.set(act.kind, act);
  }
  const [demand, confirmed] = [newest.get('demand'), newest.get('confirm')];
  if (demand && confirmed) newest.delete(isAfter(demand, confirmed) ? 'confirm' : 'demand');
  const marks = [...newest.values()].flatMap((act) => writeMark(act) ?? []);
  return marks.sort((a, b) => MARK_KINDS.indexOf(a.kind) - MARK_KINDS.indexOf(b.kind));
}

function writeMark(act: Named): OfficeMark | undefined {
  const { at, why } = act;
  const said = { at, ...(why !== '' && { reason: why }) };
  switch (act.kind) {
    case 'demand':
      return { kind: 'demanded', ...said, until: act.until, ...(act.paths && { paths: act.paths }) };
    case 'confirm':
      return { kind: 'confirmed', ...said };
    case 'answer-explanation':
      return { kind: `explanation-${act.answer}`, ...said };
    // What they did is not beside the state: it is the state, or the text that is not there.
    case 'return':
    case 'withhold':
      return undefined;
  }
}

/** A return, and what followed it. */
export interface Rectification extends OfficeReturn {
  /** The first acceptable submission that was received after it, says something else, and stands. */
  readonly correctedAt?: Instant | undefined;
  /** From the day of the return to that of the correction. */
  readonly days?: number | undefined;
}

type Head = Submitted & Pick<Filed, 'receivedAt'> & { readonly outcome: Outcome };

/** The return that a submission is out of force by, the last where there are several; with what corrected it. */
export function findRectification(
  done: readonly KeptAct[] | undefined,
  submission: Submitted,
  heads: readonly Head[],
): Rectification | undefined {
  const acts = placeReturns(done, [submission, ...heads]);
  const [last] = listReturns(acts)
    .filter((act) => isSetAsideBy(act, submission))
    .sort((a, b) => (isAfter(a, b) ? -1 : 1));
  if (!last) return undefined;
  const { at } = last;
  const correction = findCorrection(acts, last, heads);
  return {
    ...describeReturn(last),
    ...(correction && {
      correctedAt: correction.receivedAt,
      days: countDays(tellChinaDay(at), tellChinaDay(correction.receivedAt)),
    }),
  };
}

/** What answers a return, or a demand: the first that no return has put out of force since. */
export function findCorrection<One extends Head>(
  acts: readonly KeptAct[] | undefined,
  asked: Pick<Named, 'at' | 'submission'>,
  heads: readonly One[],
): One | undefined {
  const isSetAside = findSetAside(acts);
  const [correction] = heads
    .filter((head) => isAnswer(head, asked) && !isSetAside(head))
    .sort((a, b) => (a.order < b.order ? -1 : 1));
  return correction;
}

/** What came before the return can't answer it, and the same once more corrects nothing. */
const isAnswer = (head: Head, { at, submission }: Pick<Named, 'at' | 'submission'>): boolean =>
  head.outcome === 'accepted' &&
  head.order > submission.order &&
  head.receivedAt >= at &&
  !saysTheSame(head, submission);
