/** C1: a report about a whole region beside the sum of the region's reports, cell by cell. */
import type { Observation } from '../../findings/finding.ts';
import { CATALOGUES, type Edition } from '../../form/catalogue.ts';
import { placeName } from '../../form/cell-names.ts';
import { fromStored } from '../../form/figures.ts';
import {
  NOTHING_FOUND,
  READS_WHAT_IT_STATES,
  type ComparedReport,
  type Context,
  type ContextualRule,
} from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples } from '../rule-examples.ts';
import { CONSOLIDATION } from '../sources.ts';
import { isOther } from '../wrong-cell.ts';

export const EQUALS_REGION_TOTAL: ContextualRule<'regionTotal'> = {
  id: 'C1',
  severity: 'warning',
  looksAt: 'regionTotal',
  check: checkTotal,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '汇总报告与合计一致', en: 'A consolidated report equals the total' },
    formula: {
      zh: '汇总报告的每一格 = 本地区各机关之和(各机关均已接收时)',
      en: 'Each cell of a consolidated report = the computed total of its region, once all agencies are accepted',
    },
    source: CONSOLIDATION,
    toDo: {
      zh: '核对汇总报告和各机关的报告;确实如此的,附情况说明。',
      en: 'Check the consolidated report against those of the agencies; where it is right, add an explanation.',
    },
    examples: pairExamples(
      (computed) =>
        makeExample(
          `汇总报告新收 12 件,各机关之和 ${computed} 件`,
          `The consolidated report received 12, its agencies together ${computed}`,
          {},
          { kind: 'consolidated', computed: { '/applications/received/total': computed } },
        ),
      11,
      12,
    ),
  })),
};

type RegionTotal = NonNullable<Context['regionTotal']>;

/** Agencies whose reports the total still lacks: while there are any, nothing is compared. */
export const countLacking = ({ reports: { expected, accepted } }: Pick<RegionTotal, 'reports'>): number =>
  expected - accepted;

/** Cells that could not be read are NaN, and equal to whatever they should be. */
function checkTotal({ figures }: ComparedReport, total: RegionTotal): readonly Observation[] {
  const { edition, cells } = figures;
  if (total.reports.expected === 0 || countLacking(total) > 0 || edition !== total.figures.edition)
    return NOTHING_FOUND;
  return CATALOGUES[edition].cells.flatMap(({ index, path, column }) => {
    const found = cells[index]!;
    const expected = total.figures.cells[index]!;
    return isOther(found, expected)
      ? [observeOther(edition, path, fromStored(column.kind, found), fromStored(column.kind, expected))]
      : [];
  });
}

/** `found` and `expected` in the cell's unit. */
function observeOther(edition: Edition, path: string, found: number, expected: number): Observation {
  const name = placeName(edition, path);
  return {
    path,
    found,
    expected,
    message: {
      zh: `汇总报告的${name.zh}填的是 ${found},本地区各机关报告之和是 ${expected}。请核对两边;确实如此的,请附情况说明。`,
      en: `${name.en} of the consolidated report is ${found}; the agencies' reports add up to ${expected}. Check both; where it is right, add an explanation.`,
    },
  };
}
