/** Lets grants be found by their place where an earlier version loaded them. */
import type { AccountRecords } from '../../adapters/table/account-records.ts';
import { placeGrant, type GrantRecord } from '../../domain/authority/grant-record.ts';

export type PlacedGrantsTable = Pick<AccountRecords, 'everyGrant' | 'agencies' | 'pointToGrants'>;

const AT_ONCE = 100;

export async function placeGrants(accounts: PlacedGrantsTable): Promise<void> {
  let waiting: GrantRecord[] = [];
  const place = async (): Promise<void> => {
    const grants = waiting;
    waiting = [];
    const ids = grants.flatMap((grant) => (grant.role === 'agency' ? [grant.agency] : []));
    const agencies = await accounts.agencies([...new Set(ids)]);
    const districts = new Map(agencies.map(({ id, district }) => [id, district]));
    await accounts.pointToGrants(
      grants.map((grant) => ({ grant, on: placeGrant(grant, (agency) => districts.get(agency)) })),
    );
  };
  for await (const grant of accounts.everyGrant()) if (waiting.push(grant) === AT_ONCE) await place();
  await place();
}
