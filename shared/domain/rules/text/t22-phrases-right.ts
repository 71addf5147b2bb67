/** T22. */
import type { Text } from '../../basics/text.ts';
import type { Observation } from '../../findings/finding.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { isInTitle, readSections, type SectionText } from '../../narrative/section-texts.ts';
import { NEVER_TWICE, WRONG_PHRASES } from '../../narrative/wrong-phrases.ts';
import { describeRule } from '../describe-rule.ts';
import { READS_WHAT_IT_STATES, type OwnRule, type Upload } from '../rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { FORM } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { observeWords } from './observe-words.ts';

export const PHRASES_RIGHT: OwnRule = {
  id: 'T22',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkPhrases,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '固定用语没有写错', en: 'Set phrases are written right' },
    formula: {
      zh: '正文没有错词表(内置的,以及收到时运行单位已导入的)里的写法,也没有重复的词',
      en: 'No text has a phrase of the lists of wrong ones (the built-in one, and what the operator had loaded when the report came), nor a word that stands there twice',
    },
    source: FORM,
    toDo: { zh: '按提示改正用语。', en: 'Write the phrase as it is told.' },
    examples: pairExamples(
      (words) =>
        makeTextExample(`“其他需要报告的事项”写“没有因公开引起的${words}”`, `Section VI speaks of ${words}`, {
          '/narrative/other': `没有因公开引起的${words}。`,
        }),
      '行政法复议',
      '行政复议',
    ),
  })),
};

function checkPhrases(read: ReadValues, { wrongPhrases = [] }: Upload): readonly Observation[] {
  return readSections(read).flatMap((section) => {
    const builtIn: readonly Phrase[] = TWICE.test(section.text) ? PHRASES : WRONG_PHRASES;
    const phrases: readonly Phrase[] = [...wrongPhrases, ...builtIn];
    const [first] = phrases
      .flatMap((phrase) => {
        const at = findOutsideTitles(section.text, phrase.wrong);
        return at === undefined ? [] : [{ ...phrase, at }];
      })
      .sort((a, b) => a.at - b.at);
    return first ? [observePhrase(section, first)] : [];
  });
}

interface Phrase {
  readonly wrong: string;
  readonly right: string;
  /** What is on the list; a word that stands there twice needs none. */
  readonly source?: Text;
}
/** A text without anything that stands there twice has none of the words that do: nearly every text. */
const TWICE = /(.{2,3})\1/s;
const PHRASES: readonly Phrase[] = [
  ...WRONG_PHRASES,
  ...NEVER_TWICE.map((word) => ({ wrong: word + word, right: word })),
];

function findOutsideTitles(text: string, phrase: string): number | undefined {
  let at = text.indexOf(phrase);
  while (at >= 0 && isInTitle(text, at)) at = text.indexOf(phrase, at + phrase.length);
  return at < 0 ? undefined : at;
}

const observePhrase = (
  section: SectionText,
  { wrong, right, source, at }: Phrase & { readonly at: number },
): Observation =>
  observeWords({
    section,
    start: at,
    end: at + wrong.length,
    expected: right,
    says:
      source === undefined
        ? { zh: `“${right}”重复了,请删去一个`, en: `“${right}” stands there twice; delete one` }
        : {
            zh: `应为“${right}”(依据:${source.zh}),请改正`,
            en: `it should be “${right}” (${source.en}); correct it`,
          },
  });
