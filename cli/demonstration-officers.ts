/** The demonstration's persons in a folder that has the demonstration. */
import { DEMONSTRATION_OFFICERS } from '../demonstration/officers.ts';
import type { AccountRecords } from '../shared/adapters/table/account-records.ts';
import type { LoadLedger } from '../shared/adapters/table/load-ledger.ts';
import { nameGrant, type GrantRecord } from '../shared/domain/authority/grant-record.ts';
import type { Instant } from '../shared/domain/basics/calendar.ts';
import { planOfficers, writeOfficers } from '../shared/pipeline/load-officers.ts';

/** Those that are not there; one that somebody changed or withdrew stays as it is. */
export async function addDemonstrationOfficers(accounts: AccountRecords, now: Instant): Promise<void> {
  const plan = await planOfficers(accounts, DEMONSTRATION_OFFICERS, { now, by: { kind: 'operator' } });
  await writeOfficers(accounts, { ...plan, changes: plan.changes.filter(({ before }) => !before) });
}

/** Whether an operator's own agencies came to the folder. */
async function isPast(loads: Pick<LoadLedger, 'head'>): Promise<boolean> {
  const [regions, roster] = await Promise.all([loads.head('regions'), loads.head('roster')]);
  return (regions ?? roster) !== undefined;
}

/** Each once, where the folder has them already; nobody once an operator's own agencies came to it. */
export async function listDemonstrationPersons(
  accounts: Pick<AccountRecords, 'grantsTo'>,
  loads: Pick<LoadLedger, 'head'>,
): Promise<{ readonly mail: string; readonly name: string }[]> {
  if (await isPast(loads)) return [];
  const names = new Map(DEMONSTRATION_OFFICERS.map(({ mail, name }) => [mail, name]));
  const there = await Promise.all(
    [...names].map(async ([mail, name]) =>
      (await accounts.grantsTo(mail)).granted.length > 0 ? [{ mail, name }] : [],
    ),
  );
  return there.flat();
}

/**
 * Everybody was let in with one click: what the demonstration's persons had, and what they granted, counts for nothing once the
 * folder has agencies in earnest. So their sessions end, and credentials that they made lend nothing.
 */
export const withoutPastDemonstration = <Accounts extends Pick<AccountRecords, 'grantsTo'>>(
  accounts: Accounts,
  loads: Pick<LoadLedger, 'head'>,
): Accounts => ({
  ...accounts,
  async grantsTo(mail: string) {
    const found = await accounts.grantsTo(mail);
    if (!found.granted.some(isOfDemonstration) || !(await isPast(loads))) return found;
    return { ...found, granted: found.granted.filter((grant) => !isOfDemonstration(grant)) };
  },
});

const isOfDemonstration = (grant: GrantRecord): boolean => {
  const { by, mail } = grant;
  if ('mail' in by) return DEMONSTRATION_OFFICERS.some((officer) => officer.mail === by.mail);
  return DEMONSTRATION_OFFICERS.some(
    (officer) => officer.mail === mail && nameGrant(officer) === nameGrant(grant),
  );
};
