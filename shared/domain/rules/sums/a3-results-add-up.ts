/** A3. */
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples, patchRow } from '../rule-examples.ts';
import { ARITHMETIC_OF_TABLE_3 } from '../sources.ts';
import { CORRECT_CELLS, TO_DO_ABOUT_SUM } from '../wrong-cell.ts';
import type { SumRule } from './sum-rule.ts';

export const RESULTS_ADD_UP: SumRule = {
  id: 'A3',
  severity: 'error',
  looksAt: 'document',
  engine: 'sum-equations',
  words: {
    expected: { zh: '本列(一)至(六)各行之和', en: 'the sum of the result rows of this column' },
    cure: CORRECT_CELLS,
  },
  entry: describeRule(() => ({
    title: { zh: '表三办理结果合计', en: 'Table III, sum of the results' },
    formula: {
      zh: '每一列:第三项(七)总计 = (一)至(六)各行之和',
      en: 'Each column: total of the results = the sum of the result rows',
    },
    source: ARITHMETIC_OF_TABLE_3,
    toDo: TO_DO_ABOUT_SUM,
    examples: pairExamples(
      (granted) =>
        makeExample(
          `自然人列:${granted} + 3 = ${granted + 3},(七)总计 11`,
          `Natural persons: ${granted} + 3 = ${granted + 3}, results total 11`,
          patchRow('results/granted', [granted, 1, granted + 1]),
        ),
      7,
      8,
    ),
  })),
};
