/** Reminding an agency now: what it owes, by which day, and what stands in the way of a mail about it. */
import { countDays, type IsoDay } from '../basics/calendar.ts';
import type { Text } from '../basics/text.ts';
import { MAX_REASON } from '../standing/acts/check-act.ts';
import type { OfficeMark } from '../standing/acts/office-standing.ts';
import type { AgencyCompliance } from './compliance.ts';
import type { Contact, DueDeadline } from './mail-plan.ts';

/** A report; a correction of what was returned or of what stays in force; an explanation of open warnings. */
export const OWED = ['report', 'correction', 'explanation'] as const;
export type Owed = (typeof OWED)[number];

export const OWED_WORDS: Readonly<Record<Owed, Text>> = {
  report: { zh: '报送报告', en: 'a report' },
  correction: { zh: '更正报告', en: 'a correction' },
  explanation: { zh: '说明疑点', en: 'an explanation of the open warnings' },
};

export type ReminderRefusal =
  'unknown-agency-year' | 'nothing-owed' | 'no-address' | 'wants-no-mails' | 'reminded-today' | 'too-long';

/** Each with what to do. */
export const REMINDER_REFUSAL_WORDS: Readonly<Record<ReminderRefusal, Text>> = {
  'unknown-agency-year': {
    zh: '这个机关没有这一年度',
    en: 'the agency has no such year: look whether id and year are right',
  },
  'nothing-owed': {
    zh: '没有待办事项,无需催报',
    en: 'it owes nothing for the year: there is nothing to remind of',
  },
  'no-address': {
    zh: '机关名录中没有登记邮箱:请先补上,或电话联系',
    en: 'the roster has no address of it: add one first, or call',
  },
  'wants-no-mails': {
    zh: '机关名录中注明不要邮件催报(reminders 为 no):请电话联系,或先改名录',
    en: 'the roster says that it wants no reminders: call, or change the roster first',
  },
  'reminded-today': {
    zh: '今天已经催过(每天至多一次),请明天再催',
    en: 'it was reminded today already, and once a day is the most: remind it tomorrow',
  },
  'too-long': {
    zh: `附言请不超过 ${MAX_REASON} 字`,
    en: `what is added must not be longer than ${MAX_REASON} characters`,
  },
};

/** The correction that is demanded of a report in force. */
export const findDemand = ({ office }: Pick<AgencyCompliance, 'office'>): OfficeMark | undefined =>
  office?.marks?.find(({ kind }) => kind === 'demanded');

/** `undefined` where nothing is. */
export function tellOwed(agency: Pick<AgencyCompliance, 'state' | 'office'>): Owed | undefined {
  const { state, office } = agency;
  if (state === 'not-obliged') return undefined;
  if (state === 'returned' || office?.returned || findDemand(agency)) return 'correction';
  if (state === 'missing') return 'report';
  return state === 'flagged' ? 'explanation' : undefined;
}

/** The first thing that stands in the way; `undefined` where nothing does. */
export function checkReminder(
  agency: Pick<AgencyCompliance, 'state' | 'office'> | undefined,
  contact: Contact | undefined,
  { isReminded, words }: { readonly isReminded: boolean; readonly words: string },
): ReminderRefusal | undefined {
  if (!agency) return 'unknown-agency-year';
  if (!tellOwed(agency)) return 'nothing-owed';
  if (contact?.mail === undefined) return 'no-address';
  if (contact.reminders === false) return 'wants-no-mails';
  if (isReminded) return 'reminded-today';
  return words.length > MAX_REASON ? 'too-long' : undefined;
}

/** The day that a reminder tells of: the office's for a correction, else its internal one until that is over, else the law's. */
export function findDue(today: IsoDay, agency: AgencyCompliance): DueDeadline {
  const { deadline, internal, office } = agency;
  const correction = office?.returned?.until ?? findDemand(agency)?.until;
  if (correction !== undefined)
    return { deadline: correction, daysLeft: countDays(today, correction), isCorrection: true };
  return internal && internal.until >= today
    ? { deadline: internal.until, daysLeft: countDays(today, internal.until), isInternal: true }
    : { deadline, daysLeft: countDays(today, deadline) };
}
