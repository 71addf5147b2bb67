/** What a person asks a credential for, as the form has it; a field that is wrong is named. */
import type { AccountReader } from '../../shared/adapters/table/account-records.ts';
import { nameGrant } from '../../shared/domain/authority/grant-record.ts';
import { liesWithin, tellGranted } from '../../shared/domain/authority/may.ts';
import type { Grant } from '../../shared/domain/authority/principal.ts';
import {
  MAX_NAME_LENGTH,
  tellCredentialDays,
  type CredentialScope,
} from '../../shared/domain/authority/program-credential.ts';
import { isIsoDay, type Instant, type IsoDay } from '../../shared/domain/basics/calendar.ts';
import { AGENCY_ID } from '../../shared/domain/basics/place.ts';
import { showControls } from '../../shared/domain/basics/shown-controls.ts';
import { isRegionCode } from '../../shared/domain/basics/region.ts';

/** As it was typed. */
export interface TypedOrder {
  readonly name: string;
  readonly scope: string;
  readonly narrower: string;
  readonly until: string;
}
export type WrongField = keyof TypedOrder;
interface Order {
  readonly name: string;
  readonly scope: CredentialScope;
  readonly lastDay: IsoDay;
}

/** Those grants that a credential can be made for, each with what it is called in the form. */
export const listGrantedScopes = (
  grants: readonly Grant[],
): { readonly value: string; readonly scope: CredentialScope }[] =>
  grants.flatMap((grant) => {
    const scope = tellGranted(grant);
    return scope.kind === 'system' ? [] : [{ value: nameGrant(grant), scope }];
  });

export async function readOrder(
  accounts: Pick<AccountReader, 'agencies'>,
  grants: readonly Grant[],
  typed: TypedOrder,
  now: Instant,
): Promise<Order | WrongField> {
  const name = typed.name.trim().replaceAll(/\s+/g, ' ');
  if (name === '' || name.length > MAX_NAME_LENGTH || name !== showControls(name)) return 'name';
  const granted = listGrantedScopes(grants).find(({ value }) => value === typed.scope)?.scope;
  if (!granted) return 'scope';
  const narrower = typed.narrower.trim();
  const scope = narrower === '' ? granted : await narrow(accounts, granted, narrower);
  if (!scope) return 'narrower';
  const { first, last } = tellCredentialDays(now);
  const lastDay = typed.until;
  if (!isIsoDay(lastDay) || lastDay < first || lastDay > last) return 'until';
  return { name, scope, lastDay };
}

async function narrow(
  accounts: Pick<AccountReader, 'agencies'>,
  granted: CredentialScope,
  typed: string,
): Promise<CredentialScope | undefined> {
  const scope = isRegionCode(typed)
    ? ({ kind: 'region', region: typed } as const)
    : await findAgency(accounts, typed);
  if (!scope || granted.kind === 'agency') return undefined;
  return liesWithin(scope, granted.region) ? scope : undefined;
}

async function findAgency(
  accounts: Pick<AccountReader, 'agencies'>,
  id: string,
): Promise<CredentialScope | undefined> {
  const [found] = AGENCY_ID.test(id) ? await accounts.agencies([id]) : [];
  return found && { kind: 'agency', agency: found.id, district: found.district };
}
