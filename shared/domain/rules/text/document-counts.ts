/** The counts that a document's narrative states, read once for all rules on them. */
import { NUMBER, TEXT, type ReadValues } from '../../form/read-values.ts';
import { readNarrativeCounts, type SectionCounts } from '../../narrative/check-narrative.ts';
import type { NarrativeOf } from '../../narrative/narrative-counts.ts';
import type { ReadingBudget } from '../../narrative/reading-budget.ts';

const known = new WeakMap<ReadValues, readonly SectionCounts[]>();

export function readDocumentCounts(read: ReadValues, budget: ReadingBudget): readonly SectionCounts[] {
  const made = known.get(read);
  if (made) return made;
  const { texts } = read;
  const narrative = [texts[TEXT.overview], texts[TEXT.problems], texts[TEXT.other]];
  const counts = readNarrativeCounts(narrative, describeOwner(read), budget);
  known.set(read, counts);
  return counts;
}

export const describeOwner = ({ texts, numbers }: ReadValues): NarrativeOf => ({
  year: numbers[NUMBER.year],
  agencyName: texts[TEXT.agencyName],
});
