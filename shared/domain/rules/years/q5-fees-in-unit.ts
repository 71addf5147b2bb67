/** Q5. */
import type { Observation } from '../../findings/finding.ts';
import { locateCell } from '../../form/catalogue.ts';
import { fromStored, type YearBefore } from '../../form/figures.ts';
import { NOTHING_FOUND, type ComparedReport, type ContextualRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples, patchRow } from '../rule-examples.ts';
import { FORM_TABLE_2 } from '../sources.ts';
import { findLastReport } from './last-report.ts';

const PATH = '/proactive/fees/amountWanCny';

export const FEES_IN_UNIT: ContextualRule<'yearBefore'> = {
  id: 'Q5',
  severity: 'warning',
  looksAt: 'yearBefore',
  marksTotals: true,
  check: checkFees,
  reads: ({ path }) => ({ before: [path] }),
  entry: describeRule(() => ({
    title: { zh: '收费金额的单位', en: 'Unit of the fees' },
    formula: {
      zh: '收费金额不超过上年的 1 000 倍,不低于上年的千分之一(2021 版)',
      en: 'The amount of fees is at most 1 000 times, and at least a thousandth of, last year’s (edition 2021)',
    },
    source: FORM_TABLE_2,
    toDo: {
      zh: '核对单位是万元还是元;确实如此的,附情况说明。',
      en: 'Check the unit, 10 000 yuan or yuan; where it is right, add an explanation.',
    },
    examples: pairExamples(
      (amount) =>
        makeExample(
          `上年收费 1.2 万元,本年 ${amount} 万元`,
          `Fees of 1.2 last year and ${amount} this year (10 000 yuan)`,
          { [PATH]: amount },
          { previous: { ...patchRow('carriedOut', [2, 0, 2]), [PATH]: 1.2 } },
        ),
      1201,
      1200,
    ),
  })),
};

/** A slip between yuan and 10 000 yuan is a factor of 10 000; year-to-year changes stay below 1 000. */
const UNIT_FACTOR = 1000;
const FEES = locateCell('2021', PATH);

function checkFees({ figures }: ComparedReport, before: YearBefore): readonly Observation[] {
  const last = findLastReport(before);
  if (last?.edition !== '2021' || figures.edition !== '2021') return NOTHING_FOUND;
  const now = figures.cells[FEES]!;
  const then = last.cells[FEES]!;
  const jumped = now > 0 && then > 0 && (now > then * UNIT_FACTOR || now * UNIT_FACTOR < then);
  return jumped ? [observeJump(now, then)] : NOTHING_FOUND;
}

function observeJump(nowFen: number, thenFen: number): Observation {
  const now = fromStored('wanYuan', nowFen);
  const then = fromStored('wanYuan', thenFen);
  return {
    path: PATH,
    found: now,
    expected: null,
    message: {
      zh: `行政事业性收费填的是 ${now} 万元,上年是 ${then} 万元,相差一千倍以上,可能把元当作了万元。请核对单位;确实如此的,请附情况说明。`,
      en: `Fees are ${now} (10 000 yuan), last year's ${then}: a factor above 1 000, perhaps yuan for 10 000 yuan. Check the unit; where it is right, add an explanation.`,
    },
  };
}
