/** Y4. */
import type { Observation } from '../../findings/finding.ts';
import { locateCell } from '../../form/catalogue.ts';
import type { YearBefore } from '../../form/figures.ts';
import { NOTHING_FOUND, type ComparedReport, type ContextualRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples, patchRow } from '../rule-examples.ts';
import { ARTICLE_50 } from '../sources.ts';
import { TO_DO_ABOUT_YEARS } from '../wrong-cell.ts';
import { findLastReport } from './last-report.ts';

const PATH = '/applications/received/total';

export const APPLICATIONS_STEADY: ContextualRule<'yearBefore'> = {
  id: 'Y4',
  severity: 'warning',
  looksAt: 'yearBefore',
  marksTotals: true,
  check: checkApplications,
  reads: ({ path }) => ({ before: [path] }),
  entry: describeRule(() => ({
    title: { zh: '申请量大幅变化', en: 'Applications changed greatly' },
    formula: {
      zh: '新收申请总计与上年相差五倍以上,且相差超过 50 件',
      en: 'The total received changed more than fivefold, and by more than 50, against Y−1',
    },
    source: ARTICLE_50,
    toDo: TO_DO_ABOUT_YEARS,
    examples: pairExamples(
      (received) =>
        makeExample(
          `上年新收 ${received} 件,本年 12 件:相差 ${received - 12} 件`,
          `Received ${received} last year, 12 this year: a difference of ${received - 12}`,
          {},
          { previous: { ...patchRow('carriedOut', [2, 0, 2]), [PATH]: received } },
        ),
      63,
      62,
    ),
  })),
};

/** More than fivefold, and by more than 50 applications. Source: `docs/report-format.md` §2. */
const JUMP_FACTOR = 5;
const JUMP_LEAST = 50;
const RECEIVED = locateCell('2021', PATH);

function checkApplications({ figures }: ComparedReport, before: YearBefore): readonly Observation[] {
  const last = findLastReport(before);
  if (!last) return NOTHING_FOUND;
  const now = figures.cells[RECEIVED]!;
  const then = last.cells[RECEIVED]!;
  const jumped = Math.abs(now - then) > JUMP_LEAST && (now > then * JUMP_FACTOR || now * JUMP_FACTOR < then);
  return jumped ? [observeJump(now, then)] : NOTHING_FOUND;
}

const observeJump = (now: number, then: number): Observation => ({
  path: PATH,
  found: now,
  expected: null,
  message: {
    zh: `新收申请总计从上年的 ${then} 件变为 ${now} 件,相差五倍以上。请核对;确实如此的,请附情况说明。`,
    en: `Applications received changed from ${then} last year to ${now}, more than fivefold. Check it; where it is right, add an explanation.`,
  },
});
