/**
 * The contacts of agencies, as the roster has them now, for one who asks: of those alone that this person, or the office
 * that a mail goes to, may see. Whatever shows contacts reads them here, beside what everybody may read.
 */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { foldMail } from '../domain/basics/mail-address.ts';
import { may, type Granted } from '../domain/authority/may.ts';
import type { AgencyContact } from '../domain/roster/contact.ts';

/** By agency; left out where the asker may not see them, or nothing is known. */
export async function readContacts(
  table: Pick<ReportTable, 'contactsOf' | 'returnedMails'>,
  asker: Granted | undefined,
  agencies: readonly { readonly id: string; readonly district: string }[],
): Promise<ReadonlyMap<string, AgencyContact>> {
  const seen = agencies.filter(
    ({ id, district }) => asker && may(asker, 'see-contacts', { kind: 'agency', agency: id, district }),
  );
  if (seen.length === 0) return new Map();
  return markReturned(table, await table.contactsOf([...new Set(seen.map(({ id }) => id))]));
}

/** With what came back from their addresses. */
export async function markReturned<Contact extends AgencyContact>(
  table: Pick<ReportTable, 'returnedMails'>,
  contacts: ReadonlyMap<string, Contact>,
): Promise<ReadonlyMap<string, Contact & AgencyContact>> {
  const returned = await table.returnedMails([...contacts.values()].flatMap(({ mail }) => mail ?? []));
  return new Map(
    [...contacts].map(([id, contact]) => {
      const found = contact.mail === undefined ? undefined : returned.get(foldMail(contact.mail));
      return [id, found ? { ...contact, returned: found } : contact];
    }),
  );
}
