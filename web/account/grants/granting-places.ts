/** Where a person may grant something: the regions that they are in charge of, with all below them. */
import { may } from '../../../shared/domain/authority/may.ts';
import { listAreas, type Principal } from '../../../shared/domain/authority/principal.ts';
import { isRegionCode, NATION } from '../../../shared/domain/basics/region.ts';
import { foldName } from '../../../shared/domain/basics/same-name.ts';
import type { AccountDeps } from '../ports.ts';

export interface ChosenRegion {
  readonly code: string;
  readonly name: string;
}

/** To be chosen from; none for whoever has too many of them: they know codes. */
export async function listRegions({ places }: AccountDeps, principal: Principal): Promise<ChosenRegion[]> {
  const areas = listAreas(principal).filter((area) => area !== undefined && area !== NATION);
  return (await Promise.all(areas.map((area) => places.regionsWithin(area)))).flat();
}

/** By code, alone or with its name behind it, or by name. */
export async function findRegion(
  { places }: AccountDeps,
  principal: Principal,
  text: string,
): Promise<ChosenRegion | 'region' | 'ambiguous'> {
  const code = text.slice(0, 6);
  if (isRegionCode(code)) {
    const [found] = may(principal, 'grant', { kind: 'region', region: code })
      ? await places.regionsAt([code])
      : [];
    return found ?? 'region';
  }
  const within = (await Promise.all(listAreas(principal).map((area) => places.regionsWithin(area)))).flat();
  const named = new Map(
    within.filter(({ name }) => foldName(name) === foldName(text)).map((region) => [region.code, region]),
  );
  const [found] = named.values();
  if (!found) return 'region';
  return named.size > 1 ? 'ambiguous' : found;
}
