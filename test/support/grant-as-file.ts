/** Grants as an operator's list of officers makes them. */
import type { AccountRecords } from '../../shared/adapters/table/account-records.ts';
import type { OfficerLine } from '../../shared/contracts/files/officers-file.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { planOfficers, writeOfficers } from '../../shared/pipeline/load-officers.ts';

export async function grantAsFile(
  accounts: AccountRecords,
  now: Instant,
  lines: readonly OfficerLine[],
): Promise<void> {
  await writeOfficers(accounts, await planOfficers(accounts, lines, { now, by: { kind: 'operator' } }));
}
