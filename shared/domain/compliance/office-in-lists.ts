/** What an office says of an agency's report, in the order in which lists tell it. */
import type { Text } from '../basics/text.ts';
import { isUnchangedSinceReturn } from '../standing/acts/office-standing.ts';
import {
  CORRECTION_RETURNED,
  MARK_WORDS,
  RETURNED_BY_OFFICE,
  UNCHANGED_SINCE_RETURN,
} from '../standing/acts/office-words.ts';
import type { AgencyCompliance } from './compliance.ts';

export const listOfficeWords = ({ state, office }: Pick<AgencyCompliance, 'state' | 'office'>): Text[] => [
  ...(office?.returned ? [state === 'returned' ? RETURNED_BY_OFFICE : CORRECTION_RETURNED] : []),
  ...(isUnchangedSinceReturn(office) ? [UNCHANGED_SINCE_RETURN] : []),
  ...(office?.marks ?? []).map(({ kind }) => MARK_WORDS[kind]),
];
