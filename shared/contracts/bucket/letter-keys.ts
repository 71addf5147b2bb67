/** Orders of letters about acts of the office: their keys say which. */
import { AGENCY_ID, type Place } from '../../domain/basics/place.ts';
import { isRegionCode } from '../../domain/basics/region.ts';

export interface NamedAct {
  readonly on: Place;
  readonly id: string;
}

export const LETTERS_PREFIX = 'orders/acts/';

export const makeLetterKey = ({ on: { district, agencyId, year }, id }: NamedAct): string =>
  `${LETTERS_PREFIX}${district}/${agencyId}/${year}/${encodeURIComponent(id)}.json`;

const LETTER_KEY = /^orders\/acts\/([0-9]{6})\/([^/]+)\/([0-9]{4})\/([^/]+)\.json$/;

/** The act that a key names, or `undefined` where the key does not fit the pattern. */
export function parseLetterKey(key: string): NamedAct | undefined {
  const [, district = '', agencyId = '', year, id] = LETTER_KEY.exec(key) ?? [];
  if (id === undefined || !isRegionCode(district) || !AGENCY_ID.test(agencyId)) return undefined;
  return { on: { district, agencyId, year: Number(year) }, id: decodeURIComponent(id) };
}
