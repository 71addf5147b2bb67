/**
 * What waits for an office in a year: told from how the agencies stand and from the notes about them, as of an instant. An
 * agency stands in every list where it belongs. States and words are those of compliance; nothing here says them anew.
 */
import type { Actor } from '../authority/actor.ts';
import { countDays, tellChinaDay, type Instant, type IsoDay } from '../basics/calendar.ts';
import { describeAgencyCompliance } from '../compliance/agency-compliance.ts';
import { LISTS, type AgencyCompliance } from '../compliance/compliance.ts';
import { inTheirOrder, listWithdrawn, type Act } from '../standing/acts/act.ts';
import type { OfficeMark, OfficeMarkKind, OfficeReturn } from '../standing/acts/office-standing.ts';
import type { AgencyYearFacts } from '../standing/child-facts.ts';
import { listGivenInForce } from '../standing/explanations.ts';

/** What an office wrote of an agency, or a mail that reminded it. */
export interface Contacted {
  readonly kind: 'note' | 'remind';
  readonly at: Instant;
  readonly by: Actor;
  readonly why: string;
  /** The day that was promised. */
  readonly until?: IsoDay | undefined;
}

export interface DeskEntry {
  readonly agency: AgencyCompliance;
  /** When the report in force was received first. */
  readonly inForceAt: Instant | undefined;
  /** How many explanations the report in force gives that explain something. */
  readonly explained: number;
  /** The newest note or reminder. */
  readonly contact: Contacted | undefined;
  /** The newest note with a day; nothing came since, and nothing was done about it. */
  readonly promise: (Contacted & { readonly until: IsoDay }) | undefined;
  /** The civil day of China as of which all of it is told. */
  readonly today: IsoDay;
}

/** `acts`: all that was done about the agency's year, in any order. */
export function describeDeskEntry(
  facts: AgencyYearFacts,
  acts: readonly Act[],
  at: Instant,
  districtName: string | undefined,
): DeskEntry {
  const contacts = listContacts(acts);
  return {
    agency: describeAgencyCompliance(facts, at, districtName),
    inForceAt: facts.inForce?.receivedAt,
    explained: listGivenInForce(facts).length,
    contact: contacts.at(-1),
    promise: findPromise(contacts, [
      facts.latest?.receivedAt,
      ...(facts.office?.marks ?? []).map(({ at: marked }) => marked),
    ]),
    today: tellChinaDay(at),
  };
}

/** Those that nobody withdrew, the oldest first. */
function listContacts(acts: readonly Act[]): Contacted[] {
  const withdrawn = listWithdrawn(acts);
  return inTheirOrder(acts).flatMap((act) => {
    if ((act.kind !== 'note' && act.kind !== 'remind') || withdrawn.has(act.id)) return [];
    const { kind, at, by, why } = act;
    return [
      { kind, at, by, why, ...(act.kind === 'note' && act.until !== undefined && { until: act.until }) },
    ];
  });
}

/** A later promise stands in place of an earlier one. `since`: what ends it, where it came after it. */
function findPromise(
  contacts: readonly Contacted[],
  since: readonly (Instant | undefined)[],
): DeskEntry['promise'] {
  const last = contacts.findLast(({ until }) => until !== undefined);
  if (last?.until === undefined) return undefined;
  return since.some((at) => at !== undefined && at > last.at) ? undefined : { ...last, until: last.until };
}

const findMark = ({ agency }: DeskEntry, ...kinds: readonly OfficeMarkKind[]): OfficeMark | undefined =>
  agency.office?.marks?.find(({ kind }) => kinds.includes(kind));

/** What the office returned, and nobody corrected. */
export const findOpenReturn = ({ agency: { office } }: DeskEntry): OfficeReturn | undefined =>
  office?.returned ?? office?.unchanged;

const isObliged = ({ agency }: DeskEntry): boolean => agency.state !== 'not-obliged';

/** In the order in which an office would go through them. */
const DESK_LISTS = {
  // Filed once more as it was, it is in force again, and not corrected.
  'returned-by-office': (entry) => findOpenReturn(entry) !== undefined,
  'returned-by-checks': ({ agency }) =>
    agency.office?.returned === undefined && (LISTS.returned(agency) || LISTS.returnedCorrection(agency)),
  'demanded-not-corrected': (entry) => findMark(entry, 'demanded') !== undefined,
  'explanations-to-confirm': (entry) =>
    entry.explained > 0 && findMark(entry, 'explanation-recognised', 'explanation-refused') === undefined,
  'newly-filed': (entry) =>
    LISTS.accepted(entry.agency) && findMark(entry, 'confirmed', 'demanded') === undefined,
  overdue: ({ agency }) => agency.overdueDays > 0,
  'promised-and-due': ({ promise, today }) => promise !== undefined && promise.until <= today,
} as const satisfies Record<string, (entry: DeskEntry) => boolean>;
export type DeskList = keyof typeof DESK_LISTS;
export const DESK_LIST_NAMES: readonly DeskList[] = [
  'returned-by-office',
  'returned-by-checks',
  'demanded-not-corrected',
  'explanations-to-confirm',
  'newly-filed',
  'overdue',
  'promised-and-due',
];

export const isOnList = (list: DeskList, entry: DeskEntry): boolean =>
  isObliged(entry) && DESK_LISTS[list](entry);

/** `due`: days past a day that was set, negative while it is to come; `waiting`: days since something came. */
export interface DeskDays {
  readonly kind: 'due' | 'waiting';
  readonly days: number;
  /** The day that they are counted from. */
  readonly day: IsoDay;
}

/** What an agency's place in a list is told by; without a list, by the most urgent of those that it stands in. */
export function tellDeskDays(entry: DeskEntry, list: DeskList): DeskDays | undefined {
  const { agency, inForceAt, promise, today } = entry;
  const due = (day: IsoDay): DeskDays => ({ kind: 'due', days: countDays(day, today), day });
  const waiting = (at: Instant | undefined): DeskDays | undefined => {
    if (at === undefined) return undefined;
    const day = tellChinaDay(at);
    return { kind: 'waiting', days: countDays(day, today), day };
  };
  switch (list) {
    case 'returned-by-office': {
      const returned = findOpenReturn(entry);
      return returned && due(returned.until);
    }
    case 'returned-by-checks':
      return agency.state === 'returned' ? due(agency.deadline) : waiting(agency.latestAt);
    case 'demanded-not-corrected': {
      const until = findMark(entry, 'demanded')?.until;
      return until === undefined ? undefined : due(until);
    }
    case 'explanations-to-confirm':
    case 'newly-filed':
      return waiting(inForceAt);
    case 'overdue':
      return due(agency.office?.returned?.until ?? agency.deadline);
    case 'promised-and-due':
      return promise && due(promise.until);
  }
}

/** What is to be done about an agency. `wait`: a day is set and has not come. */
export type NextAct = 'remind' | 'wait' | 'answer-explanation' | 'confirm';

export function tellNextAct(entry: DeskEntry, list: DeskList): NextAct {
  switch (list) {
    case 'explanations-to-confirm':
      return 'answer-explanation';
    case 'newly-filed':
      return isOnList('explanations-to-confirm', entry) ? 'answer-explanation' : 'confirm';
    case 'promised-and-due':
      return 'remind';
    case 'returned-by-office':
    case 'returned-by-checks':
    case 'demanded-not-corrected':
    case 'overdue': {
      const promised = entry.promise !== undefined && entry.promise.until > entry.today;
      const days = tellDeskDays(entry, list);
      // It is here again as it was: somebody has to look at it.
      if (list === 'returned-by-office' && entry.agency.office?.returned === undefined) return 'confirm';
      return promised || (days?.kind === 'due' && days.days <= 0) ? 'wait' : 'remind';
    }
  }
}

/** The most urgent first: the longest past its day, then the longest waiting; equal ones by district and id. */
export function sortEntries(entries: readonly DeskEntry[], list: DeskList): readonly DeskEntry[] {
  const days = new Map(entries.map((entry) => [entry, tellDeskDays(entry, list)?.days ?? -Infinity]));
  return entries.toSorted(
    (a, b) =>
      (days.get(b) ?? 0) - (days.get(a) ?? 0) ||
      compare(a.agency.district, b.agency.district) ||
      compare(a.agency.id, b.agency.id),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
