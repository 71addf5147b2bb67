/** The demonstration's persons in a folder that has the demonstration. */
import { DEMONSTRATION_OFFICERS } from '../demonstration/officers.ts';
import type { AccountRecords } from '../shared/adapters/table/account-records.ts';
import type { LoadLedger } from '../shared/adapters/table/load-ledger.ts';
import type { Instant } from '../shared/domain/basics/calendar.ts';
import { planOfficers, writeOfficers } from '../shared/pipeline/load-officers.ts';

/** Those that are not there; one that somebody changed or withdrew stays as it is. */
export async function addDemonstrationOfficers(accounts: AccountRecords, now: Instant): Promise<void> {
  const plan = await planOfficers(accounts, DEMONSTRATION_OFFICERS, { now, by: { kind: 'operator' } });
  await writeOfficers(accounts, { ...plan, changes: plan.changes.filter(({ before }) => !before) });
}

/** Each once, where the folder has them already; nobody once an operator's own agencies came to it. */
export async function listDemonstrationPersons(
  accounts: Pick<AccountRecords, 'grantsTo'>,
  loads: Pick<LoadLedger, 'head'>,
): Promise<{ readonly mail: string; readonly name: string }[]> {
  const [regions, roster] = await Promise.all([loads.head('regions'), loads.head('roster')]);
  if (regions ?? roster) return [];
  const names = new Map(DEMONSTRATION_OFFICERS.map(({ mail, name }) => [mail, name]));
  const there = await Promise.all(
    [...names].map(async ([mail, name]) =>
      (await accounts.grantsTo(mail)).granted.length > 0 ? [{ mail, name }] : [],
    ),
  );
  return there.flat();
}
