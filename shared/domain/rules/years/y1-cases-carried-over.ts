/** Y1. */
import type { Observation } from '../../findings/finding.ts';
import { APPLICANT_COLUMNS, locateCell } from '../../form/catalogue.ts';
import type { Figures, YearBefore } from '../../form/figures.ts';
import { NOTHING_FOUND, READS_WHAT_IT_STATES, type ComparedReport, type ContextualRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples, patchRow } from '../rule-examples.ts';
import { INFERENCE_FROM_TABLE_3 } from '../sources.ts';
import { listContinued } from './last-report.ts';
import {
  CHECK_OR_EXPLAIN,
  isOther,
  observeWrongCell,
  TO_DO_ABOUT_YEARS,
  type CellWords,
} from '../wrong-cell.ts';

export const CASES_CARRIED_OVER: ContextualRule<'yearBefore'> = {
  id: 'Y1',
  severity: 'warning',
  looksAt: 'yearBefore',
  check: checkCarriedCases,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '结转与上年衔接', en: 'Carry-over continues last year’s' },
    formula: {
      zh: '每一列:本年“上年结转” = 上年“结转下年度继续办理”',
      en: 'Each column: carried in of Y = carried out of Y−1',
    },
    source: INFERENCE_FROM_TABLE_3,
    toDo: TO_DO_ABOUT_YEARS,
    examples: pairExamples(
      (carriedOut) =>
        makeExample(
          `上年结转下年度 ${carriedOut} 件,本年上年结转 2 件`,
          `Last year carried out ${carriedOut}; this year carries in 2`,
          {},
          { previous: patchRow('carriedOut', [carriedOut, 0, carriedOut]) },
        ),
      3,
      2,
    ),
  })),
};

const WORDS: CellWords = {
  expected: { zh: '上年报告的“结转下年度继续办理”', en: 'what last year’s report carried out' },
  cure: CHECK_OR_EXPLAIN,
};
const WORDS_OF_MERGED: CellWords = {
  ...WORDS,
  expected: {
    zh: '并入各机关上年报告的“结转下年度继续办理”之和',
    en: 'what the agencies merged into it carried out last year, together',
  },
};

/** `carriedIn` of this year beside `carriedOut` of last year; the same places in both editions. */
const CARRIED = APPLICANT_COLUMNS.map(({ key }) => ({
  path: `/applications/carriedIn/${key}`,
  now: locateCell('2021', `/applications/carriedIn/${key}`),
  before: locateCell('2021', `/applications/carriedOut/${key}`),
}));

function checkCarriedCases({ figures }: ComparedReport, before: YearBefore): readonly Observation[] {
  const continued = listContinued(before);
  if (!continued) return NOTHING_FOUND;
  return compareCases((before.openers ?? []).length > 0 ? WORDS_OF_MERGED : WORDS, continued, figures);
}

function compareCases(
  words: CellWords,
  continued: readonly Figures[],
  { edition, cells }: Figures,
): Observation[] {
  const observations: Observation[] = [];
  for (const { path, now, before } of CARRIED) {
    let expected = 0;
    for (const figures of continued) expected += figures.cells[before]!;
    if (isOther(cells[now]!, expected))
      observations.push(observeWrongCell(words, edition, path, cells[now]!, expected));
  }
  return observations;
}
