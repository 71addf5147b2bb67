/** Orders that follow what an office changed in the roster: their keys say whose, and which version began. */
import { AGENCY_ID } from '../../domain/basics/place.ts';
import { parseInstant, type Instant } from '../../domain/basics/calendar.ts';
import { isRegionCode } from '../../domain/basics/region.ts';

export interface NamedRosterChange {
  readonly district: string;
  readonly agencyId: string;
  readonly since: Instant;
}

export const makeRosterLetterKey = ({ district, agencyId, since }: NamedRosterChange): string =>
  `orders/roster/${district}/${agencyId}/${since}.json`;

const ROSTER_LETTER_KEY = /^orders\/roster\/([0-9]{6})\/([^/]+)\/([^/]+)\.json$/;

/** `undefined` where the key does not fit the pattern. */
export function parseRosterLetterKey(key: string): NamedRosterChange | undefined {
  const [, district = '', agencyId = '', instant = ''] = ROSTER_LETTER_KEY.exec(key) ?? [];
  const since = parseInstant(instant);
  if (since === undefined || !isRegionCode(district) || !AGENCY_ID.test(agencyId)) return undefined;
  return { district, agencyId, since };
}
