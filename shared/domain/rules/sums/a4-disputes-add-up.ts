/** A4. */
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples } from '../rule-examples.ts';
import { ARITHMETIC_OF_TABLE_4 } from '../sources.ts';
import { CORRECT_CELLS, TO_DO_ABOUT_SUM } from '../wrong-cell.ts';
import type { SumRule } from './sum-rule.ts';

export const DISPUTES_ADD_UP: SumRule = {
  id: 'A4',
  severity: 'error',
  looksAt: 'document',
  engine: 'sum-equations',
  words: {
    expected: { zh: '其余四格之和', en: 'the sum of the other four cells' },
    cure: CORRECT_CELLS,
  },
  entry: describeRule(() => ({
    title: { zh: '表四逐组合计', en: 'Table IV, sum of each group' },
    formula: {
      zh: '总计 = 维持 + 纠正 + 其他 + 未审结',
      en: 'total = upheld + corrected + other + pending',
    },
    source: ARITHMETIC_OF_TABLE_4,
    toDo: TO_DO_ABOUT_SUM,
    examples: pairExamples(
      (total) =>
        makeExample(
          `行政复议:1 + 0 + 0 + 1 = 2,总计 ${total}`,
          `Reconsideration: 1 + 0 + 0 + 1 = 2, total ${total}`,
          { '/reconsideration/upheld': 1, '/reconsideration/pending': 1, '/reconsideration/total': total },
        ),
      3,
      2,
    ),
  })),
};
