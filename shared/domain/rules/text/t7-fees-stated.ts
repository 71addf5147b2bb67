/** T7. */
import type { Observation } from '../../findings/finding.ts';
import { NUMBER, type ReadValues } from '../../form/read-values.ts';
import { readSections } from '../../narrative/section-texts.ts';
import { NOTHING_FOUND, type OwnRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { NOTICE_FEES } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';

const PATH = '/processingFee';

export const FEES_STATED: OwnRule = {
  id: 'T7',
  severity: 'info',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkStated,
  entry: describeRule(() => ({
    title: { zh: '写明信息处理费', en: 'The processing fee is stated' },
    formula: {
      zh: '填有信息处理费,或正文写明收取情况,包括没有收取(2021 版)',
      en: 'The processing fee is filled in, or a section states it, be it that there was none (edition 2021)',
    },
    source: NOTICE_FEES,
    toDo: {
      zh: '在“其他需要报告的事项”写明信息处理费收取情况,没有收取也要写。',
      en: 'State the processing fee in section VI, also where there was none.',
    },
    examples: pairExamples(
      (other) =>
        makeTextExample(`“其他需要报告的事项”写“${other}”`, `Section VI says “${other}”`, {
          '/narrative/overview':
            '本局主动公开信息300条,依申请公开工作平稳有序,信息管理、公开平台和监督保障工作按计划完成。',
          '/narrative/other': other,
        }),
      '没有其他需要报告的事项。',
      '本年度未收取信息处理费。',
    ),
  })),
};

/** 行政事业性收费 is a matter of table two, and what others charge none of this report's. */
const STATED =
  /处理费(?![时力])|(?:信息公开|依申请公开)[^,。;]{0,6}费|(?<!事业性|教育|停车|涉企|学校|医疗|物业)收费(?!站|员|项目|标准|目录|清单|公示)|收取[^,。]{0,8}费|缴费|免费/;

function checkStated(read: ReadValues): readonly Observation[] {
  const { edition, numbers } = read;
  if (edition !== '2021') return NOTHING_FOUND;
  const isFilledIn = [NUMBER.notices, NUMBER.noticedFen, NUMBER.collectedFen].some(
    (index) => numbers[index] !== undefined,
  );
  return isFilledIn || readSections(read).some(({ text }) => STATED.test(text))
    ? NOTHING_FOUND
    : [NOT_STATED];
}

const NOT_STATED: Observation = {
  path: PATH,
  found: null,
  expected: null,
  message: {
    zh: '报告没有写明信息处理费的收取情况。请在“其他需要报告的事项”写明,没有收取也要写。',
    en: 'The report does not state the processing fee. State it in section VI, also where there was none.',
  },
};
