/** What rules on words have in common: one observation a section, of the first words that they find there. */
import type { Text } from '../../basics/text.ts';
import type { Observation, Stated } from '../../findings/finding.ts';
import { shown } from '../../findings/quotation.ts';
import { placeName } from '../../form/cell-names.ts';
import type { SectionText } from '../../narrative/section-texts.ts';

interface FoundWords {
  readonly section: Pick<SectionText, 'path' | 'text' | 'passageOf'>;
  /** Offsets in the section's plain text. */
  readonly start: number;
  readonly end: number;
  readonly expected?: Stated;
  /** What is wrong with the words, and what to do: two clauses without the end of the sentence. */
  readonly says: Text;
}

export function observeWords({ section, start, end, expected = null, says }: FoundWords): Observation {
  const { path, text } = section;
  const words = text.slice(start, end);
  const name = placeName('2021', path);
  return {
    path,
    found: words,
    expected,
    message: {
      zh: `“${name.zh}”写的是“${shown(words)}”,${says.zh}。`,
      en: `"${name.en}" says "${shown(words)}": ${says.en}.`,
    },
    passage: section.passageOf(start, end),
  };
}
