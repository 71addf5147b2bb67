/** T18. */
import type { Observation } from '../../findings/finding.ts';
import { locateCell } from '../../form/catalogue.ts';
import type { YearBefore } from '../../form/figures.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type ComparedReport, type ContextualRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { FORM_TABLE_4 } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { listContinued } from '../years/last-report.ts';

/** Late cases of other years are few. */
const MOST_LATE = 5;
const ROWS = ['/reconsideration', '/litigation/direct', '/litigation/afterReconsideration'] as const;

export const DISPUTES_PLAUSIBLE: ContextualRule<'yearBefore'> = {
  id: 'T18',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'yearBefore',
  check: checkDisputes,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '复议诉讼与办理件数相称', en: 'Disputes are in proportion' },
    formula: {
      zh: `行政复议、行政诉讼总计之和 ≤ 本年办理结果总计 + 上年尚未审结,或不超过 ${MOST_LATE} 件(没有上年报告的,只作提醒)`,
      en: `All disputes together ≤ applications handled + those pending last year, or at most ${MOST_LATE} (without a report of last year a mere remark)`,
    },
    source: FORM_TABLE_4,
    toDo: {
      zh: '核对表四,只填因政府信息公开引起的案件。',
      en: 'Check table IV: only cases about information disclosure belong there.',
    },
    examples: pairExamples(
      (disputes) =>
        makeTextExample(
          `本年办理 13 件,上年尚未审结 2 件,本年行政复议 ${disputes} 件`,
          `13 handled, 2 pending since last year, ${disputes} cases of reconsideration this year`,
          { '/reconsideration/upheld': disputes, '/reconsideration/total': disputes },
          {
            previous: {
              '/applications/carriedOut/naturalPerson': 2,
              '/applications/carriedOut/total': 2,
              '/reconsideration/pending': 2,
              '/reconsideration/total': 2,
            },
          },
        ),
      16,
      15,
    ),
  })),
};

const HANDLED = locateCell('2021', '/applications/results/total/total');
/** Disputes lie alike in both editions. */
const TOTALS = ROWS.map((row) => ({ path: `${row}/total`, index: locateCell('2021', `${row}/total`) }));
const PENDING = ROWS.map((row) => locateCell('2021', `${row}/pending`));

function checkDisputes({ figures: { cells } }: ComparedReport, before: YearBefore): readonly Observation[] {
  let disputes = 0;
  for (const { index } of TOTALS) disputes += cells[index]!;
  const handled = cells[HANDLED]!;
  if (!(disputes > MOST_LATE && disputes > handled)) return NOTHING_FOUND;
  const continued = listContinued(before);
  // What was pending is not known: there may be a reason, which nobody has to give.
  if (!continued) return [{ ...observeTooMany(cells, disputes, handled), severity: 'info' }];
  let most = handled;
  for (const { cells: then } of continued) for (const index of PENDING) most += then[index]!;
  return disputes > most ? [observeTooMany(cells, disputes, most)] : NOTHING_FOUND;
}

function observeTooMany(cells: Float64Array, found: number, expected: number): Observation {
  const { path } = TOTALS.reduce((most, row) => (cells[row.index]! > cells[most.index]! ? row : most));
  return {
    path,
    found,
    expected,
    message: {
      zh: `行政复议和行政诉讼共 ${found} 件,多于本年办理的申请和上年尚未审结的案件(${expected} 件)。请核对是否填入了与政府信息公开无关的案件;确实如此的,请附情况说明。`,
      en: `There are ${found} disputes, more than the applications handled and the cases pending since last year (${expected}). Check whether all are about information disclosure; where they are, add an explanation.`,
    },
  };
}
