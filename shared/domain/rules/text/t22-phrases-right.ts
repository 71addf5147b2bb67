/** T22. */
import type { Observation } from '../../findings/finding.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { isInTitle, readSections } from '../../narrative/section-texts.ts';
import { NEVER_TWICE, WRONG_PHRASES } from '../../narrative/wrong-phrases.ts';
import { describeRule } from '../describe-rule.ts';
import { READS_WHAT_IT_STATES, type OwnRule } from '../rule.ts';
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
      zh: '正文没有错词表里的写法,也没有重复的词',
      en: 'No text has a phrase of the list of wrong ones, nor a word that stands there twice',
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

/** The plain text has no spaces, and other quotes than the form's are as wrong. */
const quoted = (phrase: string): string => phrase.replaceAll(/[“”]/g, '["“”「」]?');
const WRONG = new RegExp(
  `${WRONG_PHRASES.map(({ wrong }) => `(${quoted(wrong)})`).join('|')}|(${NEVER_TWICE.join('|')})\\${WRONG_PHRASES.length + 1}`,
  'g',
);

function checkPhrases(read: ReadValues): readonly Observation[] {
  return readSections(read).flatMap((section) => {
    for (const match of section.text.matchAll(WRONG)) {
      const [words, ...phrases] = match;
      if (isInTitle(section.text, match.index)) continue;
      const known = WRONG_PHRASES[phrases.findIndex((phrase) => phrase !== undefined)];
      const right = known?.right ?? phrases.at(-1)!;
      return [
        observeWords({
          section,
          start: match.index,
          end: match.index + words.length,
          expected: right,
          says: known
            ? {
                zh: `应为“${right}”(依据:${known.source}),请改正`,
                en: `it should be “${right}” (${known.source}); correct it`,
              }
            : { zh: `“${right}”重复了,请删去一个`, en: `“${right}” stands there twice; delete one` },
        }),
      ];
    }
    return [];
  });
}
