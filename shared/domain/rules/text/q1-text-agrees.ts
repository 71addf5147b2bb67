/** Q1. What a text states is read in `narrative/narrative-counts.ts` and held against the tables in `check-narrative.ts`. */
import type { Observation } from '../../findings/finding.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { findContradictions } from '../../narrative/check-narrative.ts';
import type { OwnRule, Upload } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { EXAMPLE_YEAR, makeExample, pairExamples } from '../rule-examples.ts';
import { ARTICLE_50 } from '../sources.ts';
import { readDocumentCounts } from './document-counts.ts';
import { observeContradiction } from './observe-contradiction.ts';

export const TEXT_AGREES: OwnRule = {
  id: 'Q1',
  severity: 'warning',
  looksAt: 'document',
  check: checkCounts,
  reads: ({ about = [] }) => ({ now: about }),
  entry: describeRule(() => ({
    title: { zh: '正文与表格一致', en: 'The narrative agrees with the tables' },
    formula: {
      zh: '正文写明的收到、办结、结转、行政复议、行政诉讼(两类之和)件数 = 表中相应的数;“受理”“办理”以及写明含上年结转的“收到”可含上年结转',
      en: 'Applications received, handled and carried, reconsideration and litigation (both groups) as the narrative states them = the tables; 受理 and 办理, and 收到 where it says so, may include those carried in',
    },
    source: ARTICLE_50,
    toDo: {
      zh: '核对正文和表格,改正写错的一处。',
      en: 'Check narrative and table, and correct the wrong one.',
    },
    examples: pairExamples(
      (count) =>
        makeExample(
          `正文“新收政府信息公开申请${count}件”,表三新收总计 12`,
          `The narrative says ${count} applications were received, table III says 12`,
          { '/narrative/overview': `${EXAMPLE_YEAR}年新收政府信息公开申请${count}件。` },
        ),
      13,
      12,
    ),
  })),
};

function checkCounts(read: ReadValues, { budget }: Upload): readonly Observation[] {
  return findContradictions(readDocumentCounts(read, budget), read).map((found) =>
    observeContradiction(read.edition, found),
  );
}
