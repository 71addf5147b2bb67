/** A grant in words: to whom, what, where, from when until when. */
import { isInForce, type Granted, type GrantRecord } from '../../../shared/domain/authority/grant-record.ts';
import { hasEnded } from '../../../shared/domain/authority/check-grant.ts';
import type { IsoDay } from '../../../shared/domain/basics/calendar.ts';
import { NATION } from '../../../shared/domain/basics/region.ts';
import type { Text } from '../../../shared/domain/basics/text.ts';
import { GRANTS_TEXTS } from '../../texts/grants.ts';
import type { GrantsTexts } from '../../texts/grants-zh-cn.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Lang } from '../../texts/language.ts';
import type { AccountDeps } from '../ports.ts';

/** Names of what grants are about, as they are now. */
export interface GrantNames {
  readonly regions: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, { readonly name: string; readonly district: string }>;
}

export async function nameGrants(
  { accounts, places }: Pick<AccountDeps, 'accounts' | 'places'>,
  grants: readonly Granted[],
): Promise<GrantNames> {
  const ids = grants.flatMap((grant) => (grant.role === 'agency' ? [grant.agency] : []));
  const agencies = await accounts.agencies([...new Set(ids)]);
  const codes = [
    ...agencies.map(({ district }) => district),
    ...grants.flatMap((grant) => (grant.role === 'oversight' ? [grant.region] : [])),
  ];
  const regions = await places.regionsAt([...new Set(codes)]);
  return {
    regions: new Map(regions.map(({ code, name }) => [code, name])),
    agencies: new Map(agencies.map(({ id, name, district }) => [id, { name, district }])),
  };
}

export function tellGranted(granted: Granted, names: GrantNames, lang: Lang): string {
  const t = GRANTS_TEXTS[lang];
  const place = (code: string): string =>
    code === NATION ? TEXTS[lang].nation : `${names.regions.get(code) ?? ''} ${code}`.trim();
  switch (granted.role) {
    case 'agency': {
      const agency = names.agencies.get(granted.agency);
      return agency ? t.agencyGrant(agency.name, place(agency.district)) : t.unknownAgency(granted.agency);
    }
    case 'oversight':
      return t.oversightGrant(place(granted.region));
    case 'operator':
      return t.operatorGrant;
  }
}

export const tellGrantedInBoth = (granted: Granted, names: GrantNames): Text => ({
  zh: tellGranted(granted, names, 'zh-CN'),
  en: tellGranted(granted, names, 'en'),
});

export function tellSpan({ from, to }: Pick<GrantRecord, 'from' | 'to'>, t: GrantsTexts): string {
  const told = [...(from === undefined ? [] : [t.since(from)]), ...(to === undefined ? [] : [t.until(to)])];
  return told.length === 0 ? t.always : told.join(' ');
}

/** `undefined` where it is in force. */
export function tellRest(grant: GrantRecord, today: IsoDay, t: GrantsTexts): string | undefined {
  if (grant.withdrawn) return t.withdrawn(grant.withdrawn.why);
  if (isInForce(grant, today)) return undefined;
  return hasEnded(grant, today) ? t.over : t.notYet;
}
