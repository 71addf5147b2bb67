/** Who an address belongs to, and what was granted to it as of now: by the list of officers, and by the roster. */
import type { AccountReader } from '../../adapters/table/account-records.ts';
import { isInForce, type GrantRecord } from '../../domain/authority/grant-record.ts';
import type { Grant, Principal } from '../../domain/authority/principal.ts';
import { tellChinaDay, type Instant } from '../../domain/basics/calendar.ts';
import { foldMail } from '../../domain/basics/mail-address.ts';
import { traceLineage } from '../../domain/basics/region.ts';

export type PersonTable = Pick<AccountReader, 'grantsTo' | 'wholeAgencies'>;
export type Person = Omit<Principal, 'secondStep'>;

/** `undefined` where nothing is granted to the address today. `mail`: folded. */
export async function findPerson(
  table: PersonTable,
  mail: string,
  now: Instant,
): Promise<Person | undefined> {
  const { granted, byRoster } = await table.grantsTo(mail);
  const today = tellChinaDay(now);
  const inForce = granted.filter((grant) => isInForce(grant, today));
  const named = inForce.flatMap((grant) => (grant.role === 'agency' ? [grant.agency] : []));
  const agencies = await table.wholeAgencies([...new Set([...named, ...byRoster])]);
  // An agency that left the roster has no clerks, and one with another address now has another mailbox.
  const own = agencies.filter(
    (agency) => named.includes(agency.id) || (agency.mail !== undefined && foldMail(agency.mail) === mail),
  );
  const grants: Grant[] = [
    ...own.map(({ id, district }) => ({ role: 'agency', agency: id, district }) as const),
    ...inForce.flatMap((grant): Grant[] => {
      if (grant.role === 'oversight') return [{ role: 'oversight', region: grant.region }];
      return grant.role === 'operator' ? [{ role: 'operator' }] : [];
    }),
  ];
  return grants.length === 0
    ? undefined
    : { mail, name: chooseName(inForce)?.name ?? own[0]?.name ?? mail, grants };
}

/** As those say who grant the most: whoever grants less names nobody anew who has more. */
const chooseName = (grants: readonly GrantRecord[]): GrantRecord | undefined =>
  grants.toSorted((a, b) => countReach(a) - countReach(b))[0];

function countReach(grant: GrantRecord): number {
  if (grant.role === 'operator') return 0;
  return grant.role === 'oversight' ? traceLineage(grant.region).length : Number.MAX_SAFE_INTEGER;
}
