/** T2. */
import type { Observation } from '../../findings/finding.ts';
import { NUMBER, type ReadValues } from '../../form/read-values.ts';
import { DAY_NUMBER, readDayNumber } from '../../narrative/day-in-text.ts';
import { readSections, splitSentenceAt, type SectionText } from '../../narrative/section-texts.ts';
import { describeRule } from '../describe-rule.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type OwnRule } from '../rule.ts';
import { makeTextExample, pairExamples, TEXT_EXAMPLE_YEAR } from '../rule-examples.ts';
import { ARTICLE_50 } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { observeWords } from './observe-words.ts';

export const PERIOD_OF_YEAR: OwnRule = {
  id: 'T2',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkPeriod,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '统计期限为报告年度全年', en: 'The period of the statistics is the report year' },
    formula: {
      zh: '正文写明的统计期限 = 报告年度 1 月 1 日至 12 月 31 日',
      en: 'The period of the statistics, where a text states it, is 1 January to 31 December of the report year',
    },
    source: ARTICLE_50,
    toDo: { zh: '改正统计期限的起止日期。', en: 'Correct the days between which the statistics were made.' },
    examples: pairExamples(
      (year) =>
        makeTextExample(
          `${TEXT_EXAMPLE_YEAR} 年度的报告,统计期限写“${year}年1月1日至12月31日”`,
          `A report for ${TEXT_EXAMPLE_YEAR} that states a period from 1 January to 31 December ${year}`,
          { '/preamble': `本报告的统计期限为${year}年1月1日至12月31日。` },
        ),
      TEXT_EXAMPLE_YEAR - 1,
      TEXT_EXAMPLE_YEAR,
    ),
  })),
};

const YEAR = String.raw`(20\d\d)(?:年|[./-])`;
const DAY = `${DAY_NUMBER}(?:月|[./-])${DAY_NUMBER}(?:日|号)?`;
/** 统计期限自2024年1月1日起至(2024年)12月31日止. What it is the period of stands before it. */
const PERIOD = new RegExp(
  `(?:(?:统计|数据|报告)的?(?:统计)?(?:起止)?(?:期限|时限|时间|期间|时段|周期|区间|范围|年限|期)|数据统计(?=[自从]))[^0-9。;]{0,12}${YEAR}${DAY}(?:起|开始)?(?:,)?(?:至|到|[-\u2013\u2014~\u2500]+|截至|截止到?)(?:当年|同年|本年|(?:${YEAR}))?${DAY}`,
  'g',
);

function checkPeriod(read: ReadValues): readonly Observation[] {
  const year = read.numbers[NUMBER.year];
  if (year === undefined) return NOTHING_FOUND;
  return readSections(read).flatMap((section) => {
    for (const match of section.text.matchAll(PERIOD)) {
      if (!isOfReport(section, match.index)) continue;
      const [words, ...stated] = match;
      const [from, fromMonth, fromDay, to = from, toMonth, toDay] = stated.map(readOptional);
      if (from === year && fromMonth === 1 && fromDay === 1 && to === year && toMonth === 12 && toDay === 31)
        continue;
      return [
        observeWords({
          section,
          start: match.index,
          end: match.index + words.length,
          says: {
            zh: `但报告年度是 ${year} 年1月1日至12月31日,请改正`,
            en: `the report year is 1 January to 31 December ${year}; correct it`,
          },
        }),
      ];
    }
    return [];
  });
}

/** A year that is left out is that of the beginning. */
const readOptional = (words: string | undefined): number | undefined =>
  words === undefined ? undefined : readDayNumber(words);

/** The preamble tells the report's period; a section tells of others', too, and neither's is that of a site's visits. */
function isOfReport({ path, text }: SectionText, at: number): boolean {
  const { before } = splitSentenceAt(text, at);
  if (OF_SITES.test(before.split(',').at(-1) ?? '')) return false;
  return path === '/preamble' || SAYS_REPORT.test(before);
}
const OF_SITES = /网站|新媒体|公众号|访问|浏览|点击/;
const SAYS_REPORT = /本报告|所列|年报/;
