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
      zh: '正文没有“××局”“XX年”“X月X日”“(文字描述)”“____”一类待填的地方',
      en: 'No text has a place of a template that waits to be filled in: ××局, XX年, X月X日, (文字描述), ____',
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

/** What a sign of omission stands for. */
const OMITTED =
  '(?=(?:年|月|局|委员会|委|办|厅|镇|乡|街道|县|区|市|省|单位|部门|机关|政府|中心|件|条|份|场|次|人次|元|万元|篇|期(?!刊)|项(?!目)|个百分点)(?!名))';
const FAMILY_NAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文韦覃莫农蓝';
/** ×× behind a family name hides a person and is meant: 申请人王××. */
const NO_PERSON = `(?<!(?:^|申请人|当事人|[市居村]民|群众|["“”‘’',。;:、(与和向对由的])[${FAMILY_NAMES}])`;
/** In the plain text: brackets and signs are narrow. */
const LEFT_OVER = new RegExp(
  [
    `(?<![A-Za-z\\u00d7])${NO_PERSON}(?:20|[省市县区])?(?:[xX]{2,}|\\u00d7{2,})${OMITTED}`,
    `(?<![A-Za-z0-9*])${NO_PERSON}\\*{2,}${OMITTED}`,
    `(?<![${FAMILY_NAMES}])某某(?=局|委员会|镇|乡|街道|县|区|市|省|单位|部门|机关)`,
    '(?<![A-Za-z0-9+\\u00d7])[xX\\u00d7](?=[月日件])',
    '(?<![\\w/.])_{2,}(?=[年月日件条份元])',
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
