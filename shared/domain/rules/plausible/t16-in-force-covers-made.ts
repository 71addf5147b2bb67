/** T16. */
import type { Observation } from '../../findings/finding.ts';
import { locateCell } from '../../form/catalogue.ts';
import { placeName } from '../../form/cell-names.ts';
import type { YearBefore } from '../../form/figures.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type ComparedReport, type ContextualRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeTextExample, pairExamples } from '../rule-examples.ts';
import { FORM_TABLE_2 } from '../sources.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';
import { findLastReport } from '../years/last-report.ts';

const NORMATIVE = '/proactive/normativeDocuments';

/** Where last year's report is known, Y2 says more. */
export const IN_FORCE_COVERS_MADE: ContextualRule<'yearBefore'> = {
  id: 'T16',
  severity: 'warning',
  since: TEXT_RULES_SINCE,
  looksAt: 'yearBefore',
  check: checkInForce,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '现行有效不少于本年净增', en: 'Documents in force cover those of this year' },
    formula: {
      zh: '没有上年报告可比时:现行有效 ≥ 本年制发 − 本年废止(2021 版)',
      en: 'Where there is no report of last year to compare with: in force ≥ made − repealed (edition 2021)',
    },
    source: FORM_TABLE_2,
    toDo: {
      zh: '核对现行有效件数,它是 12 月 31 日仍然有效的全部件数。',
      en: 'Check what is in force: all documents that are valid on 31 December.',
    },
    examples: pairExamples(
      (inForce) =>
        makeTextExample(
          `行政规范性文件:制发 5,废止 2,现行有效 ${inForce},上年没有报告`,
          `Normative documents: made 5, repealed 2, in force ${inForce}, no report of last year`,
          {
            [`${NORMATIVE}/made`]: 5,
            [`${NORMATIVE}/repealed`]: 2,
            [`${NORMATIVE}/inForce`]: inForce,
          },
        ),
      2,
      3,
    ),
  })),
};

const CELLS = ['/proactive/rules', NORMATIVE].map((row) => ({
  path: `${row}/inForce`,
  inForce: locateCell('2021', `${row}/inForce`),
  made: locateCell('2021', `${row}/made`),
  repealed: locateCell('2021', `${row}/repealed`),
}));

function checkInForce(
  { figures: { edition, cells } }: ComparedReport,
  before: YearBefore,
): readonly Observation[] {
  if (edition !== '2021' || findLastReport(before)?.edition === '2021') return NOTHING_FOUND;
  return CELLS.flatMap(({ path, inForce, made, repealed }) => {
    const least = cells[made]! - cells[repealed]!;
    return cells[inForce]! < least ? [observeTooFew(path, cells[inForce]!, least)] : [];
  });
}

function observeTooFew(path: string, found: number, least: number): Observation {
  const name = placeName('2021', path);
  return {
    path,
    found,
    expected: least,
    message: {
      zh: `${name.zh}填的是 ${found},少于本年制发 − 本年废止(${least});现行有效是 12 月 31 日仍然有效的全部件数。请核对;确实如此的,请附情况说明。`,
      en: `${name.en} is ${found}, less than made − repealed (${least}); in force are all documents that are valid on 31 December. Check it; where it is right, add an explanation.`,
    },
  };
}
