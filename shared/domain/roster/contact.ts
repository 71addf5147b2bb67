/**
 * How an agency's disclosure office is reached. Shown to the signed-in who may see it (`see-contacts`) and to nobody else:
 * nothing that is made for everybody (lists, files, kept summaries) has room for it.
 */
import type { ReturnedMail } from './returned-mail.ts';
import type { RosterEntry } from './roster-entry.ts';

export interface AgencyContact extends Pick<RosterEntry, 'mail' | 'phone'> {
  /** What came back from the address, where something did. */
  readonly returned?: ReturnedMail;
}

/** `undefined` where nothing is known. */
export const pickContact = ({ mail, phone }: AgencyContact): AgencyContact | undefined =>
  mail === undefined && phone === undefined
    ? undefined
    : { ...(mail !== undefined && { mail }), ...(phone !== undefined && { phone }) };
