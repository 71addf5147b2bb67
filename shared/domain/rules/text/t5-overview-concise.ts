/** T5. */
import type { Observation } from '../../findings/finding.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { findSection } from '../../narrative/section-texts.ts';
import { NOTHING_FOUND, type OwnRule, type Upload } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { NOTICE_OVERVIEW } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { isOverviewAsked } from './overview-asked.ts';

const MOST_CHARACTERS = 1000;
const PATH = '/narrative/overview';

export const OVERVIEW_CONCISE: OwnRule = {
  id: 'T5',
  severity: 'info',
  since: TEXT_RULES_SINCE,
  looksAt: 'upload',
  check: checkLength,
  entry: describeRule(() => ({
    title: { zh: '总体情况简明', en: 'The overview is concise' },
    formula: {
      zh: `“总体情况”不超过 ${MOST_CHARACTERS} 字(标点计入;汇总报告、2019 版不适用)`,
      en: `The overview has at most ${MOST_CHARACTERS} characters, marks included (not of consolidated reports, nor of edition 2019)`,
    },
    source: NOTICE_OVERVIEW,
    toDo: {
      zh: '压缩“总体情况”,只写本年的做法和数据。',
      en: 'Shorten the overview to what was done this year, and its figures.',
    },
    examples: pairExamples(
      (length) =>
        makeTextExample(`“总体情况”${length} 字`, `An overview of ${length} characters`, {
          [PATH]: writeOverview(length),
        }),
      MOST_CHARACTERS + 1,
      MOST_CHARACTERS,
    ),
  })),
};

function checkLength(read: ReadValues, upload: Upload): readonly Observation[] {
  const length = findSection(read, PATH)?.text.length ?? 0;
  return length > MOST_CHARACTERS && isOverviewAsked(read, upload) ? [observeLength(length)] : NOTHING_FOUND;
}

const observeLength = (length: number): Observation => ({
  path: PATH,
  found: length,
  expected: MOST_CHARACTERS,
  message: {
    zh: `“总体情况”有 ${length} 字,一般不超过 ${MOST_CHARACTERS} 字。请压缩,只写本年的做法和数据。`,
    en: `The overview has ${length} characters; ${MOST_CHARACTERS} are the usual limit. Shorten it to what was done this year, and its figures.`,
  },
});

const SENTENCE = '公开专栏每月检查一次,过期的内容随即更新,读者的意见转给起草文件的科室。';
const writeOverview = (length: number): string =>
  `${SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length - 1)}。`;
