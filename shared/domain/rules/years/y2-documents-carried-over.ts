/** Y2. */
import type { Observation } from '../../findings/finding.ts';
import { locateCell } from '../../form/catalogue.ts';
import type { YearBefore } from '../../form/figures.ts';
import { NOTHING_FOUND, type ComparedReport, type ContextualRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples, patchRow } from '../rule-examples.ts';
import { INFERENCE_FROM_TABLE_2 } from '../sources.ts';
import {
  CHECK_OR_EXPLAIN,
  isOther,
  observeWrongCell,
  TO_DO_ABOUT_YEARS,
  type CellWords,
} from '../wrong-cell.ts';
import { findLastReport } from './last-report.ts';

const NORMATIVE = '/proactive/normativeDocuments';
const ROWS = ['/proactive/rules', NORMATIVE] as const;

export const DOCUMENTS_CARRIED_OVER: ContextualRule<'yearBefore'> = {
  id: 'Y2',
  severity: 'warning',
  looksAt: 'yearBefore',
  check: checkDocumentsInForce,
  reads: ({ path }) => {
    const row = path.slice(0, path.lastIndexOf('/'));
    return { now: [`${row}/made`, `${row}/repealed`], before: [path] };
  },
  entry: describeRule(() => ({
    title: { zh: '现行有效件数与上年衔接', en: 'Documents in force continue last year’s' },
    formula: {
      zh: '本年现行有效 = 上年现行有效 + 本年制发 − 本年废止(2021 版)',
      en: 'In force of Y = in force of Y−1 + made − repealed (edition 2021)',
    },
    source: INFERENCE_FROM_TABLE_2,
    toDo: TO_DO_ABOUT_YEARS,
    examples: pairExamples(
      (inForce) =>
        makeExample(
          `行政规范性文件:上年 8 + 制发 2 − 废止 1 = 9,现行有效 ${inForce}`,
          `Normative documents: last year 8 + made 2 − repealed 1 = 9, in force ${inForce}`,
          {
            [`${NORMATIVE}/made`]: 2,
            [`${NORMATIVE}/repealed`]: 1,
            [`${NORMATIVE}/inForce`]: inForce,
          },
          { previous: { ...patchRow('carriedOut', [2, 0, 2]), [`${NORMATIVE}/inForce`]: 8 } },
        ),
      10,
      9,
    ),
  })),
};

const WORDS: CellWords = {
  expected: { zh: '上年现行有效 + 本年制发 − 本年废止', en: 'last year’s in force + made − repealed' },
  cure: CHECK_OR_EXPLAIN,
  cureBelowZero: {
    zh: '应填数为负,说明本年废止的多于上年现行有效和本年制发的,请核对本年制发、本年废止和上年报告的现行有效件数',
    en: 'A negative number is due because more was repealed than was in force and made: check made and repealed, and what last year’s report has in force',
  },
};

/** Two years running what was made is stated as what is in force. A hint, not a reason: explanations don't hang on it. */
const WORDS_OF_STOCK: CellWords = {
  ...WORDS,
  cure: {
    zh: `两年的现行有效都与本年制发相同,而现行有效是 12 月 31 日仍然有效的全部件数。${CHECK_OR_EXPLAIN.zh}`,
    en: `In both years it equals what was made, but in force are all documents that are valid on 31 December. ${CHECK_OR_EXPLAIN.en}`,
  },
};

const CELLS = ROWS.map((row) => ({
  path: `${row}/inForce`,
  inForce: locateCell('2021', `${row}/inForce`),
  made: locateCell('2021', `${row}/made`),
  repealed: locateCell('2021', `${row}/repealed`),
}));

function checkDocumentsInForce({ figures }: ComparedReport, before: YearBefore): readonly Observation[] {
  const last = findLastReport(before);
  const { edition, cells } = figures;
  if (last?.edition !== '2021' || edition !== '2021') return NOTHING_FOUND;
  const observations: Observation[] = [];
  for (const { path, inForce, made, repealed } of CELLS) {
    const expected = last.cells[inForce]! + cells[made]! - cells[repealed]!;
    if (!isOther(cells[inForce]!, expected)) continue;
    const isMade = [cells, last.cells].every((of) => of[inForce]! > 0 && of[inForce] === of[made]);
    const words = isMade ? WORDS_OF_STOCK : WORDS;
    observations.push(observeWrongCell(words, edition, path, cells[inForce]!, expected));
  }
  return observations;
}
