/** A2. */
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples, patchRow } from '../rule-examples.ts';
import { PRINTED_EQUATION } from '../sources.ts';
import { CORRECT_CELLS, TO_DO_ABOUT_SUM } from '../wrong-cell.ts';
import type { SumRule } from './sum-rule.ts';

export const CASES_BALANCE: SumRule = {
  id: 'A2',
  severity: 'error',
  looksAt: 'document',
  engine: 'sum-equations',
  words: {
    expected: {
      zh: '新收 + 上年结转 − 办理结果总计,见同一列',
      en: 'received + carried in − results total, of the same column',
    },
    cure: CORRECT_CELLS,
    cureBelowZero: {
      zh: '应填数为负,说明办理结果多于收到的申请,请核对新收、上年结转和办理结果',
      en: 'A negative number is due because more was handled than received: check received, carried in and the results',
    },
  },
  entry: describeRule(() => ({
    title: { zh: '表三收办平衡', en: 'Table III, received and handled balance' },
    formula: {
      zh: '每一列:第一项 + 第二项 = 第三项总计 + 第四项',
      en: 'Each column: 1. received + 2. carried in = total of 3. results + 4. carried out',
    },
    source: PRINTED_EQUATION,
    toDo: TO_DO_ABOUT_SUM,
    examples: pairExamples(
      (carriedOut) =>
        makeExample(
          `自然人列:新收加上年结转 10 + 2 = 12,办结加结转下年 11 + ${carriedOut} = ${11 + carriedOut}`,
          `Natural persons: received and carried in 10 + 2 = 12, results and carried out 11 + ${carriedOut} = ${11 + carriedOut}`,
          patchRow('carriedOut', [carriedOut, 0, carriedOut]),
        ),
      2,
      1,
    ),
  })),
};
