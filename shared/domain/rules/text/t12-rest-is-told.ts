/** T12. */
import type { Observation } from '../../findings/finding.ts';
import { readFigure } from '../../form/figures.ts';
import { NUMBER, type ReadValues } from '../../form/read-values.ts';
import { listCounts } from '../../narrative/count-in-text.ts';
import { MAX_SENTENCE, readSections, splitSentenceAt } from '../../narrative/section-texts.ts';
import { describeRule } from '../describe-rule.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type OwnRule, type Upload } from '../rule.ts';
import { makeTextExample, pairExamples, TEXT_EXAMPLE_YEAR } from '../rule-examples.ts';
import { ARTICLE_50 } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { observeWords } from './observe-words.ts';

export const REST_IS_TOLD: OwnRule = {
  id: 'T12',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkRest,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '“均已办结”与结转一致', en: '“All handled” agrees with what is carried over' },
    formula: {
      zh: '正文写申请均已办结、全部答复的,“结转下年度继续办理”总计 = 0',
      en: 'Where the narrative says that all applications were handled or answered, none is carried over to next year',
    },
    source: ARTICLE_50,
    toDo: {
      zh: '写明结转下年度的件数,或改正表三的结转数。',
      en: 'State how many are carried over, or correct table III.',
    },
    examples: pairExamples(
      (words) =>
        makeTextExample(
          `表三结转下年度 1 件,正文写“${words}”`,
          `Table III carries 1 over to next year, the narrative says “${words}”`,
          { '/narrative/other': `${TEXT_EXAMPLE_YEAR}年收到的申请${words}。` },
        ),
      '均已办结',
      '除结转下年度的外均已办结',
    ),
  })),
};

const CARRIED_OUT = '/applications/carriedOut/total';
const RECEIVED = '/applications/received/total';
const CARRIED_IN = '/applications/carriedIn/total';
const ALL_DONE =
  /(?:均|全部|都|悉数)(?:已经?)?(?:全部)?(?:依法|依规|按要求|按照?规定|妥善)*(?:予以|进行了?|得到)?(?:办结|办理(?:完成|完毕|完结)|处理(?:完成|完毕)|答复(?:完成|完毕)?)(?!件|的|率|[0-9])|(?:办结|答复)率(?:为|达到?|均为|均达)?(?:100%|百分之百)/g;
/** In the same sentence: within the time limit, but for some; other years, parts, and other things that are handled. */
const SAYS_OTHERWISE =
  /期限|时限|时间内|按时|按期|如期|及时|除|以外|之外|其余|剩余|另有|尚|未到期|[转延][^,。]{0,4}(?:下|次|明)一?年|其中|上半年|季度|截至(?!\d{4}年?12月31日|年底|年末)/;
const OTHER_THINGS =
  /信访|来信|信件|留言|热线|提案|议案|建议|咨询|复议|诉讼|投诉|举报|工单|审批|许可|证明|问题|整改|补正|事务/;
const CARRIED = /结转|顺延|转(?:入|至|到)?(?:下|次|明)一?年/;
/** The text itself tells what is left. */
const TELLS_REST = /(?:下|次|明)一?年[^。]{0,12}\d件|结转(?:至|到)?(?:下|次|明)/;

function checkRest(read: ReadValues, { budget }: Upload): readonly Observation[] {
  const left = readFigure(read, CARRIED_OUT);
  const year = read.numbers[NUMBER.year];
  if (left === undefined || !(left > 0) || year === undefined) return NOTHING_FOUND;
  const received = readFigure(read, RECEIVED) ?? Number.NaN;
  const wholes = [received, received + (readFigure(read, CARRIED_IN) ?? Number.NaN)];
  return readSections(read).flatMap((section) => {
    if (section.path === '/preamble') return [];
    const { text } = section;
    const done = [...text.matchAll(ALL_DONE)];
    if (done.length === 0 || TELLS_REST.test(text)) return [];
    for (const { index, 0: words } of done) {
      budget.spend(2 * MAX_SENTENCE);
      const { before, after } = splitSentenceAt(text, index);
      if (!isOfAllApplications(before, after, year) || isOfPart(before, wholes)) continue;
      if (CARRIED.test(after)) continue;
      return [
        observeWords({
          section,
          start: index,
          end: index + words.length,
          expected: left,
          says: {
            zh: `但表三结转下年度继续办理 ${left} 件;请写明结转的件数,或改正表三`,
            en: `table III carries ${left} over to next year; state how many are carried over, or correct the table`,
          },
        }),
      ];
    }
    return [];
  });
}

/** 上年结转2件均已办结 tells of those alone; 收到9件,上年结转2件,均已办结 of all. */
function isOfAllApplications(before: string, after: string, year: number): boolean {
  if (SAYS_OTHERWISE.test(before) || SAYS_OTHERWISE.test(after)) return false;
  const topicAt = before.lastIndexOf('申请');
  if (topicAt < 0 || OTHER_THINGS.test(before.slice(topicAt))) return false;
  if (/(?:上|去)一?年/.test(before) && !/收到|新收|受理/.test(before)) return false;
  const years = [...before.matchAll(/(20\d\d)年/g)].map(([, named]) => Number(named));
  return years.every((named) => named === year);
}

/** 自然人申请10件均已办结 tells of those: no count, nor all together, is of the whole. The nearest words count first. */
function isOfPart(before: string, wholes: readonly number[]): boolean {
  for (const words of [before.split(',').at(-1) ?? '', before]) {
    const values = listCounts(words).map(({ value }) => value);
    if (values.length > 0)
      return ![...values, values.reduce((sum, value) => sum + value)].some((value) => wholes.includes(value));
  }
  return false;
}
