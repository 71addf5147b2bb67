/** T14. */
import type { Observation } from '../../findings/finding.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { readSections } from '../../narrative/section-texts.ts';
import { NOTHING_FOUND, type OwnRule, type Upload } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { NOTICE_OVERVIEW } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';

const PATH = '/narrative/overview';

export const OVERSIGHT_TOLD: OwnRule = {
  id: 'T14',
  severity: 'info',
  since: TEXT_RULES_SINCE,
  looksAt: 'upload',
  check: checkOversight,
  entry: describeRule(() => ({
    title: { zh: '政府写明考核评议', en: 'A government tells of its oversight' },
    formula: {
      zh: '政府本机关的报告写到工作考核、社会评议或责任追究(2021 版)',
      en: 'A government’s own report tells of appraisal, public review or accountability (edition 2021)',
    },
    source: NOTICE_OVERVIEW,
    toDo: {
      zh: '补写考核、社会评议和责任追究情况,没有的写明没有。',
      en: 'Add appraisal, public review and accountability; where there was none, say so.',
    },
    examples: pairExamples(
      (last) =>
        makeTextExample(
          `区政府的报告“…${last}”`,
          `A district government’s report says “${last}”`,
          { [PATH]: `${OTHER_ASPECTS}${last}`, '/narrative/problems': PROBLEMS, '/narrative/other': FEES },
          { kind: 'government' },
        ),
      '全年举办培训两期。',
      '全年没有责任追究情形。',
    ),
  })),
};
const OTHER_ASPECTS =
  '主动公开信息三百条,依申请公开工作平稳有序,规范性文件逐件标注有效状态,门户网站按月更新。';
const PROBLEMS = '政策解读的形式较为单一,明年将增加图解和问答。';
const FEES = '未收取信息处理费。';

const OVERSIGHT = /考核|考评|评议|测评|责任追究|追责|问责/;

/** A consolidated report tells of many agencies; its own is the one that is asked. */
function checkOversight(read: ReadValues, { kind }: Upload): readonly Observation[] {
  if (kind !== 'government' || read.edition !== '2021') return NOTHING_FOUND;
  const sections = readSections(read).filter(({ path }) => path.startsWith('/narrative'));
  return sections.length === 0 || sections.some(({ text }) => OVERSIGHT.test(text))
    ? NOTHING_FOUND
    : [NOT_TOLD];
}

const NOT_TOLD: Observation = {
  path: PATH,
  found: null,
  expected: null,
  message: {
    zh: '正文没有写到工作考核、社会评议和责任追究。请在“总体情况”的监督保障部分补写;没有的,请写明没有。',
    en: 'The narrative does not tell of appraisal, public review or accountability. Add them to the overview; where there was none, say so.',
  },
};
