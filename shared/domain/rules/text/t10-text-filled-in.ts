/** T10. */
import type { Observation } from '../../findings/finding.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { isInTitle, readSections } from '../../narrative/section-texts.ts';
import { describeRule } from '../describe-rule.ts';
import { READS_WHAT_IT_STATES, type OwnRule } from '../rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { ARTICLE_50 } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { observeWords } from './observe-words.ts';

export const TEXT_FILLED_IN: OwnRule = {
  id: 'T10',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkFilledIn,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '没有模板残留', en: 'Nothing of a template is left' },
    formula: {
      zh: '正文没有“××局”“XX年”“(文字描述)”“____”一类待填的地方',
      en: 'No text has a place of a template that waits to be filled in: ××局, XX年, (文字描述), ____',
    },
    source: ARTICLE_50,
    toDo: { zh: '补写或删去模板留下的这一处。', en: 'Fill in what the template left open, or delete it.' },
    examples: pairExamples(
      (words) =>
        makeTextExample(`“其他需要报告的事项”写“${words}”`, `Section VI says “${words}”`, {
          '/narrative/other': words,
        }),
      '××局无其他需要报告的事项。',
      '本局无其他需要报告的事项。',
    ),
  })),
};

/** What a sign of omission stands for; ×× behind a family name hides a person and is meant. */
const OMITTED =
  '(?=(?:年|月|局|委员会|委|办|厅|镇|乡|街道|县|区|市|省|单位|部门|机关|政府|中心|件|条|份|场|个百分点)(?!名))';
/** In the plain text: brackets and signs are narrow. */
const LEFT_OVER = new RegExp(
  [
    `(?<![A-Za-z\\u00d7])(?:20|[省市县区])?(?:[xX]{2,}|\\u00d7{2,})${OMITTED}`,
    '20(?:[xX]{2}|\\u00d7{2}|\\*{2}|_+|\\d[xX\\u00d7_])(?=年)',
    '(?<![\\w/.])_{3,}(?![A-Za-z])',
    '[([【](?:文字描述|文字说明|文字叙述|待填写?|待补充|此处填写|请填写|请输入)[^)\\]】]{0,20}[)\\]】]',
    '请?在?此处?(?:填写|输入)(?:文字|内容|正文)?',
    '单击或点击此处输入',
  ].join('|'),
  'g',
);

function checkFilledIn(read: ReadValues): readonly Observation[] {
  return readSections(read).flatMap((section) => {
    for (const { index, 0: words } of section.text.matchAll(LEFT_OVER))
      if (!isInTitle(section.text, index))
        return [
          observeWords({
            section,
            start: index,
            end: index + words.length,
            says: {
              zh: '是模板里待填的内容,请补写或删去',
              en: 'a template left this open; fill it in or delete it',
            },
          }),
        ];
    return [];
  });
}
