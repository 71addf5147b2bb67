/** Whose desk it is: the region that is asked for, else that of the person's grant. */
import { may } from '../../../shared/domain/authority/may.ts';
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import { NATION, tellLevel } from '../../../shared/domain/basics/region.ts';
import type { NamedRegion } from '../../site/named-region.ts';
import type { OfficeDeps } from '../ports.ts';

type RegionsTable = Pick<OfficeDeps['table'], 'regionYears'>;

/** The nation has no desk of its own: nobody goes through 180 000 agencies. */
export const hasDesk = (code: string): boolean => tellLevel(code) !== 'nation';

export const listOwnRegions = ({ grants }: Principal): string[] => [
  ...new Set(
    grants.flatMap((grant) =>
      grant.role === 'oversight' ? [grant.region] : grant.role === 'operator' ? [NATION] : [],
    ),
  ),
];

/** `undefined` where the person has to choose. */
export function chooseRegion(principal: Principal, asked: string | undefined): string | undefined {
  const own = listOwnRegions(principal);
  const region = asked ?? (own.length === 1 ? own[0] : undefined);
  return region !== undefined && hasDesk(region) ? region : undefined;
}

/** What can be chosen: the person's own regions, and those right below them. */
export async function readChoice(
  table: RegionsTable,
  principal: Principal,
  asked: string | undefined,
): Promise<{ readonly region: NamedRegion; readonly below: readonly NamedRegion[] }[]> {
  const codes = asked === undefined ? listOwnRegions(principal) : [asked];
  const { names, below } = await table.regionYears(NATION, [], codes);
  return codes
    .filter((code) => may(principal, 'see-desk', { kind: 'region', region: code }))
    .map((code) => ({ region: { code, name: names.get(code) }, below: below.get(code) ?? [] }));
}
