/** A1. */
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples } from '../rule-examples.ts';
import { ARITHMETIC_OF_TABLE_3 } from '../sources.ts';
import { CORRECT_CELLS, TO_DO_ABOUT_SUM } from '../wrong-cell.ts';
import type { SumRule } from './sum-rule.ts';

export const ROWS_ADD_UP: SumRule = {
  id: 'A1',
  severity: 'error',
  looksAt: 'document',
  engine: 'sum-equations',
  words: {
    expected: { zh: '其余六格之和', en: 'the sum of the other six cells' },
    cure: CORRECT_CELLS,
  },
  entry: describeRule(() => ({
    title: { zh: '表三逐行合计', en: 'Table III, sum of each row' },
    formula: { zh: '总计 = 其余六格之和', en: 'total = the sum of the other six cells' },
    source: ARITHMETIC_OF_TABLE_3,
    toDo: TO_DO_ABOUT_SUM,
    examples: pairExamples(
      (total) =>
        makeExample(
          `本年新收:其余六格 10 + 2 + 0 + 0 + 0 + 0 = 12,总计 ${total}`,
          `Received: the other six cells 10 + 2 + 0 + 0 + 0 + 0 = 12, total ${total}`,
          // The column stays balanced.
          { '/applications/received/total': total, '/applications/carriedOut/total': total - 11 },
        ),
      13,
      12,
    ),
  })),
};
