/** S2. What the document reader says of a fault stands beside it: `document/structure-findings.ts`. */
import type { EngineRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample } from '../rule-examples.ts';
import { FORMAT } from '../sources.ts';
import { hideExpectedText } from './hide-expected-text.ts';

export const STRUCTURE_COMPLETE: EngineRule = {
  id: 'S2',
  severity: 'error',
  looksAt: 'document',
  engine: 'document-reader',
  hindersComparison: true,
  showBeside: hideExpectedText,
  // A key as the format writes it.
  writeCure: ({ found, expected }) =>
    typeof expected === 'string' && typeof found === 'string' ? JSON.stringify(expected) : undefined,
  entry: describeRule(() => ({
    title: { zh: '结构完整', en: 'The structure is complete' },
    formula: {
      zh: '没有多余、缺少或类型不符的项目;件数为 0 至 999 999 999 的整数',
      en: 'No unknown, missing or mistyped item; counts are whole numbers from 0 to 999 999 999',
    },
    source: FORMAT,
    toDo: {
      zh: '按格式补上、删去或改正这一项;没有的数填 0。',
      en: 'Add, remove or correct the item by the format; write 0 where there is none.',
    },
    examples: {
      fires: makeExample(
        '行政许可处理决定填 1.5 件(件数应为整数)',
        '1.5 licensing decisions (a count is a whole number)',
        { '/proactive/licensing/decisions': 1.5 },
      ),
      passes: makeExample(
        '收费金额填 1.5 万元(金额可有小数)',
        'Fees of 1.5 × 10 000 yuan (money may have decimals)',
        { '/proactive/fees/amountWanCny': 1.5 },
      ),
    },
  })),
};
