/**
 * What an office does about an agency's year. An act is written once and never changed; only another act, `withdraw`,
 * undoes it. What the acts amount to is told from all of them together: they may be read in any order, any number of times.
 */
import type { Actor } from '../../authority/actor.ts';
import type { AgencyKind, Instant, IsoDay } from '../../basics/calendar.ts';
import type { Place } from '../../basics/place.ts';
import type { Saying } from '../../document/same-document.ts';

/** The submission that an act is about, by all that tells it from others: its history need not be read for that. */
export interface NamedSubmission extends Saying {
  readonly submissionId: string;
  /** From `submissionOrder`. */
  readonly order: string;
}

export const EXPLANATION_ANSWERS = ['recognised', 'refused'] as const;
type ExplanationAnswer = (typeof EXPLANATION_ANSWERS)[number];

/** `return`: it leaves force. `demand`: it stays in force and counted. Both: to be corrected until the end of a day. */
interface CorrectionAsked<Kind extends 'return' | 'demand'> {
  readonly kind: Kind;
  readonly until: IsoDay;
  /** JSON Pointers of the places to correct, where the office names any. */
  readonly paths?: readonly string[] | undefined;
}
/** `withhold`: its texts are shown nowhere until the act is withdrawn; its figures stay. */
interface Confirmed<Kind extends 'confirm' | 'withhold'> {
  readonly kind: Kind;
}
/** Whether the office takes the explanations that a submission gives. */
interface ExplanationAnswered {
  readonly kind: 'answer-explanation';
  readonly answer: ExplanationAnswer;
}
type OnSubmission =
  | CorrectionAsked<'return'>
  | CorrectionAsked<'demand'>
  | Confirmed<'confirm'>
  | Confirmed<'withhold'>
  | ExplanationAnswered;

/** A contact, a promise with its day: for offices only. */
interface Noted {
  readonly kind: 'note';
  readonly until?: IsoDay | undefined;
}
/** A mail of what it owes: it can't be taken back. */
interface Reminded {
  readonly kind: 'remind';
}
/** A later day, which the calendar holds: for this agency alone, or for all of a scope that it is of. */
interface Extended {
  readonly kind: 'extend';
  /** Left out where what was set is withdrawn. */
  readonly until?: IsoDay | undefined;
  /** The last day for this agency's report from then on. */
  readonly deadline: IsoDay;
  /** What it rests on, such as the number of a document. */
  readonly source?: string | undefined;
  /** The agency's id, or a region's code. */
  readonly scope: string;
  /** Left out where it is for every kind. */
  readonly of?: AgencyKind | undefined;
}
/** What leaves no trace in what the agency-year keeps of acts: it says nothing of a submission. */
type Beside = Noted | Reminded | Extended;
const BESIDE: readonly string[] = ['note', 'remind', 'extend'] satisfies readonly Beside['kind'][];
interface Withdrawn {
  readonly kind: 'withdraw';
  /** The id of the act that it undoes. */
  readonly act: string;
}

/** What is done, as it is asked for: a submission by its id alone. */
export type Deed = (OnSubmission & { readonly submissionId: string }) | Noted | Withdrawn;

interface Signed {
  /** Whoever acts makes it up, another for each act: the same once more changes nothing. */
  readonly id: string;
  readonly at: Instant;
  readonly why: string;
}

/** An act without who did it, as the agency-year keeps it: all but those beside. */
export type KeptAct = Signed & ((OnSubmission & { readonly submission: NamedSubmission }) | Withdrawn);

export type Act = (KeptAct | (Signed & Beside)) & {
  readonly by: Actor;
  readonly on: Place;
};

export type ActKind = Act['kind'];
const KINDS: Readonly<Record<ActKind, true>> = {
  return: true,
  demand: true,
  confirm: true,
  withhold: true,
  'answer-explanation': true,
  note: true,
  remind: true,
  extend: true,
  withdraw: true,
};
export const isActKind = (kind: string): kind is ActKind => Object.hasOwn(KINDS, kind);

/** One of a kind that only a newer release knows: kept as it is, and nothing to this one. */
export interface NewerAct {
  readonly id: string;
  readonly at: Instant;
  readonly kind: string;
}

/** The oldest first; of the same instant by id, so that whoever reads them reads one order. */
export const inTheirOrder = <One extends Pick<Signed, 'id' | 'at'>>(acts: readonly One[]): One[] =>
  acts.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));

/** What the agency-year keeps of all that was done about it; `undefined` where nothing was. */
export function keepActs(acts: readonly (Act | KeptAct)[]): readonly KeptAct[] | undefined {
  const beside = new Set(acts.flatMap((act) => (isBeside(act) ? [act.id] : [])));
  const kept = acts.flatMap((one): KeptAct[] => {
    const { by: _by, on: _on, ...act } = { by: undefined, on: undefined, ...one };
    return isBeside(act) || (act.kind === 'withdraw' && beside.has(act.act)) ? [] : [act];
  });
  return kept.length > 0 ? inTheirOrder(kept) : undefined;
}

/** All acts, as the agency-year keeps them where it does: it has those, too, whose own records can't be read. */
export function joinActs(
  acts: readonly Act[],
  kept: readonly KeptAct[] | undefined = [],
): readonly (Act | KeptAct)[] {
  const known = new Set(kept.map(({ id }) => id));
  return [...kept, ...acts.filter(({ id }) => !known.has(id))];
}

/**
 * Returns with the place that the submission they name has in the history now: what a lost table received once more has
 * another than when it was returned.
 */
export function placeReturns(
  acts: readonly KeptAct[] | undefined,
  submissions: readonly Pick<NamedSubmission, 'submissionId' | 'order'>[],
): readonly KeptAct[] | undefined {
  if (!acts?.some(({ kind }) => kind === 'return')) return acts;
  const orders = new Map(submissions.map(({ submissionId, order }) => [submissionId, order]));
  return acts.map((act) => {
    if (act.kind !== 'return') return act;
    const order = orders.get(act.submission.submissionId) ?? act.submission.order;
    return order === act.submission.order ? act : { ...act, submission: { ...act.submission, order } };
  });
}

export const isBeside = <One extends { readonly kind: string }>(
  act: One,
): act is Extract<One, { readonly kind: Beside['kind'] }> => BESIDE.includes(act.kind);

/** Those that say which texts are kept back. */
export function pickWithholding(acts: readonly KeptAct[]): KeptAct[] {
  const withheld = new Set(acts.flatMap(({ kind, id }) => (kind === 'withhold' ? [id] : [])));
  return acts.filter((act) => withheld.has(act.kind === 'withdraw' ? act.act : act.id));
}

/** The ids of those that another has withdrawn. */
export const listWithdrawn = (acts: readonly (Act | KeptAct)[]): ReadonlySet<string> =>
  new Set(acts.flatMap((act) => (act.kind === 'withdraw' ? [act.act] : [])));

/** Whether the agency is to be told of it; of a withdrawal, where it was told of what is withdrawn. */
export const mayTell = (act: Act): boolean =>
  act.kind === 'return' ||
  act.kind === 'demand' ||
  act.kind === 'remind' ||
  act.kind === 'extend' ||
  act.kind === 'withdraw' ||
  (act.kind === 'answer-explanation' && act.answer === 'refused');
