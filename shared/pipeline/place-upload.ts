/** Whether the roster has a place for what is uploaded under a key. */
import type { Place } from '../domain/basics/place.ts';
import { isObligedKind } from '../domain/basics/calendar.ts';
import type { RosterRecord } from '../domain/roster/roster-entry.ts';
import type { Misplacement } from '../domain/rules/structure/s3-place-agrees.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';

export type PlacedUpload =
  | {
      readonly kind: 'placed';
      readonly place: Place;
      readonly agencyYear: AgencyYear;
      readonly roster: RosterRecord;
    }
  | { readonly kind: 'misplaced'; readonly why: Misplacement };

export function placeUpload(
  key: string,
  place: Place | undefined,
  roster: RosterRecord | undefined,
  agencyYear: AgencyYear | undefined,
): PlacedUpload {
  if (!place) return { kind: 'misplaced', why: { kind: 'key', key } };
  if (!roster) return { kind: 'misplaced', why: { kind: 'unknown-agency', place } };
  if (roster.district !== place.district)
    return { kind: 'misplaced', why: { kind: 'other-district', place, expected: roster.district } };
  if (!agencyYear || !mayFile(agencyYear))
    return { kind: 'misplaced', why: { kind: 'year-not-obliged', place } };
  return { kind: 'placed', place, agencyYear, roster };
}

/** Also one that is not obliged, where it is of a vertical system. */
const mayFile = ({ agency, obliged, isAway }: AgencyYear): boolean =>
  obliged || (!isObligedKind(agency.kind) && isAway !== true);
