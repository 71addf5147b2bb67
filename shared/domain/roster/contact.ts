/**
 * How an agency's disclosure office is reached. Shown to the signed-in who may see it (`see-contacts`) and to nobody else:
 * nothing that is made for everybody (lists, files, kept summaries) has room for it.
 */
import { addDays, endOfChinaDay, tellChinaDay, toIsoDay, type Instant } from '../basics/calendar.ts';
import type { ReturnedMail } from './returned-mail.ts';
import type { RosterEntry } from './roster-entry.ts';

/** An earlier contact is kept for so long, for the letter about it and for going back; the address finds no agency then, either. */
const EARLIER_KEPT_DAYS = 30;
/** An agency that ended still has its last report to correct: its contact goes with the second year after it. */
const YEARS_AFTER_END = 2;

export const endOfEarlierContact = (changedAt: Instant): Instant =>
  endOfChinaDay(addDays(tellChinaDay(changedAt), EARLIER_KEPT_DAYS));

/** `undefined` while the agency is there. */
export const endOfContact = ({ to }: Pick<RosterEntry, 'to'>): Instant | undefined =>
  to === undefined ? undefined : endOfChinaDay(toIsoDay(`${to + YEARS_AFTER_END}-12-31`));

/** As it is kept: without a contact that has ended, whatever a file says. */
export function withinRetention(entry: RosterEntry, at: Instant): RosterEntry {
  const end = endOfContact(entry);
  return end === undefined || at < end ? entry : withoutContact(entry);
}

/** What everybody may know of whatever has a contact. */
export function withoutContact<Known extends object>(known: Known): Known;
export function withoutContact(known: { readonly mail?: unknown; readonly phone?: unknown }): object {
  const { mail: _mail, phone: _phone, ...rest } = known;
  return rest;
}

export const isSameContact = (a: AgencyContact, b: AgencyContact): boolean =>
  a.mail === b.mail && a.phone === b.phone;

export interface AgencyContact extends Pick<RosterEntry, 'mail' | 'phone'> {
  /** What came back from the address, where something did. */
  readonly returned?: ReturnedMail;
}

/** `undefined` where nothing is known. */
export const pickContact = ({ mail, phone }: AgencyContact): AgencyContact | undefined =>
  mail === undefined && phone === undefined
    ? undefined
    : { ...(mail !== undefined && { mail }), ...(phone !== undefined && { phone }) };
