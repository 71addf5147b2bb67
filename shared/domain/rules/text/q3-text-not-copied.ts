/** Q3: the narrative is another's, or the agency's own of last year. */
import type { Text } from '../../basics/text.ts';
import type { Observation } from '../../findings/finding.ts';
import { shown } from '../../findings/quotation.ts';
import type { CopiedText, TextSource } from '../../narrative/original-text.ts';
import type { ComparedReport, ContextualRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { EXAMPLE_YEAR, makeExample, pairExamples, patchRow } from '../rule-examples.ts';
import { CONTENT } from '../sources.ts';

export const TEXT_NOT_COPIED: ContextualRule<'otherTexts'> = {
  id: 'Q3',
  severity: 'warning',
  looksAt: 'otherTexts',
  check: (_: ComparedReport, copied: CopiedText) => [observeCopy(copied)],
  // Both texts.
  reads: (_, { narrative }, { otherTexts }) =>
    otherTexts ? { texts: [narrative ?? '', JSON.stringify(otherTexts.source)] } : {},
  entry: describeRule(() => ({
    title: { zh: '正文不雷同', en: 'The narrative is not copied' },
    formula: {
      zh: '正文除年份外不与上年或其他机关相同',
      en: 'But for the year, the narrative is not that of Y−1 or of another agency',
    },
    source: CONTENT,
    toDo: {
      zh: '按本年情况重写;确实相同的,附情况说明。',
      en: 'Write it anew for this year; where it is rightly the same, add an explanation.',
    },
    examples: pairExamples(
      (overview) =>
        makeExample(
          `上年“${quoteStart(writeOverview(EXAMPLE_YEAR - 1))}”,本年“${quoteStart(overview)}”`,
          `Last year “${quoteStart(writeOverview(EXAMPLE_YEAR - 1))}”, this year “${quoteStart(overview)}”`,
          { '/narrative/overview': overview },
          {
            previous: {
              ...patchRow('carriedOut', [2, 0, 2]),
              '/narrative/overview': writeOverview(EXAMPLE_YEAR - 1),
            },
          },
        ),
      writeOverview(EXAMPLE_YEAR),
      writeOtherOverview(EXAMPLE_YEAR),
    ),
  })),
};

function observeCopy({ source, similarity, quoted }: CopiedText): Observation {
  const percent = Math.round(similarity * 100);
  const words = quoted && shown(quoted.text.slice(quoted.passage.start, quoted.passage.end));
  const zhQuote = words === undefined ? '' : `,如“${words}”`;
  const enQuote = words === undefined ? '' : `, e.g. "${words}"`;
  const { zh, en } = nameSource(source);
  return {
    path: '/narrative',
    found: percent,
    expected: null,
    message: {
      zh: `除年份、数字和机关名称外,正文与${zh}约 ${percent}% 相同${zhQuote}。请写出本年度的实际情况;确有理由的,请附情况说明。`,
      en: `But for years, counts and names, the narrative is about ${percent} % that of ${en}${enQuote}. Write what this year was like; where there is a reason, add an explanation.`,
    },
    ...(quoted && { passage: quoted.passage }),
  };
}

function nameSource(source: TextSource): Text {
  if (source.kind === 'last-year')
    return {
      zh: `本机关 ${source.year} 年度报告`,
      en: `the agency's own report for ${source.year}`,
    };
  const { agencyId, year } = source;
  const name = source.name === undefined ? undefined : shown(source.name);
  return {
    zh: `${name === undefined ? agencyId : `${name}(${agencyId})`}的 ${year} 年度报告`,
    en: `the report for ${year} of ${name === undefined ? agencyId : `${name} (${agencyId})`}`,
  };
}

/** As much of a narrative as an example shows of it. */
const quoteStart = (text: string): string => `${text.slice(0, 28)}…`;
/** Long enough that two agencies do not write it by chance. */
const writeOverview = (year: number): string =>
  `${year}年,本机关认真贯彻落实条例,坚持以公开为常态、不公开为例外,及时回应群众关切,全年主动公开信息300条,没有因公开工作被举报。年内修订了公开目录和指南,对照清单逐项补充了招生入学、资助和教师招聘的信息;在办事大厅设查询点,由专人帮助老年人查找文件;组织各科室学习答复文书的写法,并请法制机构讲解常见差错。`;
/** The same matters in words of another year. */
const writeOtherOverview = (year: number): string =>
  `${year}年,公开工作围绕“双减”和学位供给展开。招生片区调整前在三个街道张贴示意图并开了六场说明会,收集的意见逐条答复;资助政策改写成问答,随录取通知书寄出。网站栏目由二十二个并为九个,旧文件标注了失效日期。申请多与编班和收费有关,已把办理流程和标准一并公布,此类申请随之减少。`;
