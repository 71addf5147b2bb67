/** T9. What says nothing at all is told by another rule, and not twice. */
import type { Observation } from '../../findings/finding.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { findSection, type SectionText } from '../../narrative/section-texts.ts';
import { describeRule } from '../describe-rule.ts';
import { READS_WHAT_IT_STATES, type OwnRule } from '../rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { CONTENT } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { observeWords } from './observe-words.ts';
import { saysNothing } from './says-nothing.ts';

export const TEXT_NO_PLACEHOLDER: OwnRule = {
  id: 'T9',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkPlaceholders,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '正文不敷衍', en: 'No section is a placeholder' },
    formula: {
      zh: '“总体情况”“存在的主要问题及改进情况”不只写“略”“同上”“详见附件”“不存在问题”一类的话,不少于 10 个汉字',
      en: 'Overview and problems have at least 10 Chinese characters, and more than 略, 同上, 详见附件 or 不存在问题',
    },
    source: CONTENT,
    toDo: { zh: '补写这一部分。', en: 'Write this section.' },
    examples: pairExamples(
      (problems) =>
        makeTextExample(`“存在的主要问题”写“${problems}”`, `The section on problems says “${problems}”`, {
          '/narrative/problems': problems,
        }),
      '详见附件。',
      '存在的问题是答复偏慢,详见附件;将按月通报。',
    ),
  })),
};

const PATHS = ['/narrative/overview', '/narrative/problems'] as const;
const MIN_CHARACTERS = 10;
/** Longer texts say more than a set phrase does. */
const MAX_PHRASE = 48;
const CHINESE = /[\u4e00-\u9fff]/g;
const MARKS = String.raw`[\s\p{P}]*`;
/** 无明显问题; not 无专人维护的问题, which is one. */
const ANY =
  '发现|存在|有|的|明显|突出|重大|较大|大|主要|其[他它]|需要?(?:说明|报告|整改|改进)|任何|相关|(?:政府)?信息公开|公开|工作|方面';
/** The whole text, between marks. */
const PLACEHOLDER = new RegExp(
  `^${MARKS}(?:${[
    '从?略',
    '同上|同前|同上年|与上年相同|与去年相同',
    '(?:具体)?(?:内容|情况)?(?:详?见|参见|请见)(?:附件|附表|附后|上文|网站)[^,。;]{0,12}',
    `[^,。;]{0,17}(?:暂无|没有|不存在|未发现|无)(?:${ANY}){0,6}(?:问题|情况|不足)(?:(?:和|及)(?:不足|改进)[^,。;]{0,4})?`,
  ].join('|')})${MARKS}$`,
  'u',
);

function checkPlaceholders(read: ReadValues): readonly Observation[] {
  return PATHS.flatMap((path) => {
    const section = findSection(read, path);
    return section && !saysNothing(section.written) && isPlaceholder(section)
      ? [
          observeWords({
            section,
            start: 0,
            end: section.text.length,
            says: {
              zh: '没有实际内容,请补写这一部分',
              en: 'it says nothing of substance; write this section',
            },
          }),
        ]
      : [];
  });
}

function isPlaceholder({ text }: SectionText): boolean {
  if (text.length > MAX_PHRASE) return false;
  return (text.match(CHINESE) ?? []).length < MIN_CHARACTERS || PLACEHOLDER.test(text);
}
