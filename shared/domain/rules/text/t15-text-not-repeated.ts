/** T15. How much a section repeats is measured in `narrative/repetition.ts`; a copy as a whole is Q3's. */
import type { Text } from '../../basics/text.ts';
import type { Observation } from '../../findings/finding.ts';
import { placeName } from '../../form/cell-names.ts';
import { COMMON_PHRASES_EDITION } from '../../narrative/common-phrases.ts';
import { describeRule } from '../describe-rule.ts';
import { READS_WHAT_IT_STATES, type ComparedReport, type ContextualRule, type LastTexts } from '../rule.ts';
import { makeTextExample, pairExamples, patchRow, TEXT_EXAMPLE_YEAR } from '../rule-examples.ts';
import { CONTENT } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';

/** Percents. */
const WARNS_AT = 80;
const TELLS_AT = 50;

export const TEXT_NOT_REPEATED: ContextualRule<'lastTexts'> = {
  id: 'T15',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'lastTexts',
  check: (_: ComparedReport, last: LastTexts) =>
    (['overview', 'problems'] as const).flatMap((section) => {
      const percent = last[section];
      return percent === undefined || percent < TELLS_AT ? [] : [observe(section, percent, last)];
    }),
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '各部分不照搬上年', en: 'No section repeats last year’s' },
    formula: {
      zh: '“总体情况”“存在的主要问题及改进情况”各自的五字片段在上年同一部分中出现的比例:不低于 80% 为警告,不低于 50% 为提示;年份、数字、机关名称和通用语句不计,不足 120 字的不比',
      en: 'The share of a section’s five-character shingles that stand in last year’s same section, for overview and problems: a warning from 80 %, for information from 50 %; years, counts, names and common phrases left out, sections under 120 characters not compared',
    },
    source: CONTENT,
    toDo: { zh: '按本年情况重写重复的部分。', en: 'Write what repeats anew, as this year was.' },
    examples: pairExamples(
      (overview) =>
        makeTextExample(
          `上年“${quoteStart(REPEATED(TEXT_EXAMPLE_YEAR - 1))}”,本年“${quoteStart(overview)}”`,
          `Last year “${quoteStart(REPEATED(TEXT_EXAMPLE_YEAR - 1))}”, this year “${quoteStart(overview)}”`,
          { '/narrative/overview': overview },
          {
            previous: {
              ...patchRow('carriedOut', [2, 0, 2]),
              '/narrative/overview': REPEATED(TEXT_EXAMPLE_YEAR - 1),
              '/narrative/problems': LAST_PROBLEMS,
            },
          },
        ),
      REPEATED(TEXT_EXAMPLE_YEAR),
      OTHER,
    ),
  })),
};

function observe(
  section: 'overview' | 'problems',
  percent: number,
  { year, phrases }: LastTexts,
): Observation {
  const path = `/narrative/${section}`;
  const name = placeName('2021', path);
  const list = tellList(phrases);
  return {
    path,
    found: percent,
    expected: null,
    message: {
      zh: `“${name.zh}”与 ${year} 年度报告的同一部分约 ${percent}% 重复(${list.zh})。请写出本年度的实际情况。`,
      en: `About ${percent} % of "${name.en}" stood in the report for ${year} (${list.en}). Write what this year was like.`,
    },
    ...(percent < WARNS_AT && { severity: 'info' as const }),
  };
}

const tellList = (edition: string | undefined): Text =>
  edition === undefined
    ? {
        zh: `没有本省上年报告的通用语句表,按内置的 ${COMMON_PHRASES_EDITION} 版不计`,
        en: `without a list of the province’s common phrases last year; those of the built-in one, ${COMMON_PHRASES_EDITION}, left out`,
      }
    : {
        zh: `通用语句表 ${edition} 版不计`,
        en: `common phrases of the list ${edition} left out`,
      };

const quoteStart = (text: string): string => `${text.slice(0, 28)}…`;
/** More than 120 characters of essence, and something of each aspect. */
const REPEATED = (year: number): string =>
  `${year}年,本局主动公开招生入学、学生资助和教师招聘信息,依申请公开件件有答复;信息管理实行起草、审核、发布三级把关,公开平台专栏按月巡检;监督保障方面开展考核评议,聘请家长代表担任监督员。年内在办事大厅设查询点,由专人帮助老年人查找文件,组织各科室学习答复文书的写法并讲解常见差错,未收取信息处理费。`;
const LAST_PROBLEMS =
  '公开形式比较单一,年轻人爱看的短视频没有用起来,对历史文件的清理进展迟缓,一些旧文件仍挂在网上。';
const OTHER =
  '2026年,围绕学位供给调整主动公开重点,招生片区方案公布前在三个街道张贴示意图并开了六场说明会;依申请公开多与编班和收费有关,已把流程一并公布。信息管理上把二十二个栏目并为九个,平台增加检索;监督保障靠每季度一次的第三方评议和年度考核,督促整改七处错链。旧文件标注了失效日期,资助政策改写成问答随通知书寄出。未收取信息处理费。';
