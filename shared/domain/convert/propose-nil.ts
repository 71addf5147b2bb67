/** All zero and the text says that none were received: proposed as a report of nothing, for a person to confirm. */
import { readStatedCounts } from '../narrative/narrative-counts.ts';
import { ReadingBudget } from '../narrative/reading-budget.ts';
import type { Ask, DraftDocument } from './conversion.ts';

export function proposeNil(
  tables: DraftDocument,
  narrative: Readonly<Record<string, string>>,
  year: number | undefined,
  agencyName: string | undefined,
): Ask[] {
  if (!isAllZero(tables['applications'])) return [];
  for (const text of Object.values(narrative)) {
    const counts = readStatedCounts(text, { year, agencyName }, new ReadingBudget());
    const none = counts.find(
      ({ thing, value }) => value === 0 && (thing === 'received' || thing === 'accepted'),
    );
    if (none) return [{ path: '/nil', why: 'nil', text: text.slice(none.start, none.end) }];
  }
  return [];
}

function isAllZero(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isAllZero);
  return value === 0;
}
