/** What an office says of an agency's report, in the order in which lists tell it. */
import type { Text } from '../basics/text.ts';
import { CORRECTION_RETURNED, MARK_WORDS, RETURNED_BY_OFFICE } from '../standing/acts/office-words.ts';
import type { AgencyCompliance } from './compliance.ts';

export const listOfficeWords = ({ state, office }: Pick<AgencyCompliance, 'state' | 'office'>): Text[] => [
  ...(office?.returned ? [state === 'returned' ? RETURNED_BY_OFFICE : CORRECTION_RETURNED] : []),
  ...(office?.marks ?? []).map(({ kind }) => MARK_WORDS[kind]),
];
