/**
 * Who is written to on a slot of the summary, and why. Every day of China counts once: what lies after the last summary
 * and not after this one is this slot's, so that a milestone between two weekly slots, or on a slot that was missed, is
 * not lost.
 */
import { hasChanges, type ComplianceLine, type ComplianceSummary } from './compliance.ts';
import { listDatesInForce } from './dates-in-force.ts';
import { tellChinaDay, countDays, addDays, type IsoDay } from '../basics/calendar.ts';
import { findSlotBefore, slotInstant, type Slot } from './summary-slots.ts';

/** Days until the deadline on which it is told of: 14, 7 and 1 before, and the day after. */
const MILESTONES: readonly number[] = [14, 7, 1, -1];

/** A deadline that a slot tells of. */
export interface DueDeadline {
  readonly deadline: IsoDay;
  /** From the slot's day; negative where the deadline is over. */
  readonly daysLeft: number;
  /** The day is not the deadline, but the earlier one that an office has set; left out otherwise. */
  readonly isInternal?: boolean;
  /** The day is the one by which what the office returned is to be corrected; left out otherwise. */
  readonly isCorrection?: boolean;
}

/** To the region's office: what changed, and which deadlines are near or just over. */
export interface Digest {
  readonly kind: 'digest';
  readonly to: string;
  readonly deadlines: readonly DueDeadline[];
}
/** To an agency that has no acceptable report yet. */
export interface Reminder {
  readonly kind: 'reminder';
  readonly to: string;
  readonly agency: ComplianceLine;
  readonly due: DueDeadline;
}
export type PlannedMail = Digest | Reminder;

/** As the roster has it now. */
export interface Contact {
  readonly mail?: string | undefined;
  /** `false`: wants none. */
  readonly reminders?: false | undefined;
}

interface MailPlanInput {
  readonly summary: ComplianceSummary;
  readonly slot: Slot;
  /** The address of the region's office, where it has one. */
  readonly officeMail: string | undefined;
  /** Contacts of those that must still be reminded of something. Regions below remind their own agencies. */
  readonly contacts: ReadonlyMap<string, Contact>;
}

/** Whether one of the day's milestones lies in the days that the slot speaks for: those after `previous`. */
export function dueAt(
  slot: Slot,
  deadline: IsoDay,
  previous: IsoDay = findSlotBefore(slotInstant(slot)),
  isInternal = false,
): DueDeadline | undefined {
  const isDue = MILESTONES.some((daysLeft) => {
    const milestone = addDays(deadline, -daysLeft);
    return milestone > previous && milestone <= slot;
  });
  return isDue
    ? { deadline, daysLeft: countDays(slot, deadline), ...(isInternal && { isInternal }) }
    : undefined;
}

export function planMails({ summary, slot, officeMail, contacts }: MailPlanInput): PlannedMail[] {
  const previous = tellChinaDay(summary.changes.since);
  const deadlines = dueDays(summary, slot, previous);
  const digest: Digest[] =
    officeMail !== undefined && (deadlines.length > 0 || hasChanges(summary.changes))
      ? [{ kind: 'digest', to: officeMail, deadlines }]
      : [];
  const reminders = listToRemind(summary, slot).flatMap(({ agency, due }): Reminder[] => {
    const contact = contacts.get(agency.id);
    if (contact?.mail === undefined || contact.reminders === false) return [];
    return [{ kind: 'reminder', to: contact.mail, agency, due }];
  });
  return [...digest, ...reminders];
}

/** The region's own agencies that a slot reminds, if they can be: on most slots none, so that nobody's contact is read. */
export function listToRemind(
  summary: ComplianceSummary,
  slot: Slot,
): { readonly agency: ComplianceLine; readonly due: DueDeadline }[] {
  const previous = tellChinaDay(summary.changes.since);
  return summary.agencies.flatMap((agency) => {
    const due = isOpen(agency) ? dueFor(slot, agency, previous) : undefined;
    return due && agency.district === summary.region.code ? [{ agency, due }] : [];
  });
}

/** Internal dates and deadlines, the earliest first. */
function dueDays(summary: ComplianceSummary, slot: Slot, previous: IsoDay): DueDeadline[] {
  const internal = listDatesInForce(summary).filter(({ basis }) => basis === 'internal');
  const days = new Set(internal.map(({ day }) => day));
  return [
    ...[...days].flatMap((day) => dueAt(slot, day, previous, true) ?? []),
    ...summary.deadlines.flatMap(({ day }) => dueAt(slot, day, previous) ?? []),
  ].sort((a, b) => a.daysLeft - b.daysLeft);
}

/**
 * By the office's day, where it returned the report; else by its internal date, where it has one; once that is over, by the
 * deadline, too, which is still to be kept.
 */
function dueFor(
  slot: Slot,
  { deadline, internal, office }: ComplianceLine,
  previous: IsoDay,
): DueDeadline | undefined {
  if (office?.returned) {
    const due = dueAt(slot, office.returned.until, previous);
    return due && { ...due, isCorrection: true };
  }
  if (!internal) return dueAt(slot, deadline, previous);
  const first = dueAt(slot, internal.until, previous, true);
  return (internal.until < slot ? dueAt(slot, deadline, previous) : undefined) ?? first;
}

const isOpen = ({ state }: ComplianceLine): boolean => state === 'missing' || state === 'returned';

/** Who a mail is for, in the ledger and in its Message-ID. */
export const nameRecipient = (mail: PlannedMail): string =>
  mail.kind === 'digest' ? 'office' : nameAgencyRecipient(mail.agency.id);
export const nameAgencyRecipient = (agencyId: string): string => `agency#${agencyId}`;
