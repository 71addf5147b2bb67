/** Y3. */
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

export const ITEMS_CARRIED_OVER: ContextualRule<'yearBefore'> = {
  id: 'Y3',
  severity: 'warning',
  looksAt: 'yearBefore',
  check: checkItems,
  reads: ({ path }) => ({ before: [path, `${path.slice(0, path.lastIndexOf('/'))}/change`] }),
  entry: describeRule(() => ({
    title: { zh: '上一年项目数量与上年衔接', en: 'Items of last year continue last year’s' },
    formula: {
      zh: '本年“上一年项目数量” = 上年的上一年项目数量 + 增减(2019 版)',
      en: 'Items of the previous year of Y = the same + change of Y−1 (edition 2019)',
    },
    source: INFERENCE_FROM_TABLE_2,
    toDo: TO_DO_ABOUT_YEARS,
    examples: pairExamples(
      (items) =>
        makeExample(
          `行政许可:上年 20 − 3 = 17,上一年项目数量 ${items}`,
          `Licensing: last year 20 − 3 = 17, previous items ${items}`,
          { '/proactive/licensing/previousItems': items },
          {
            year: 2020,
            previous: {
              ...patchRow('carriedOut', [2, 0, 2]),
              '/proactive/licensing/previousItems': 20,
              '/proactive/licensing/change': -3,
            },
          },
        ),
      18,
      17,
    ),
  })),
};

const WORDS: CellWords = {
  expected: { zh: '上年报告的“上一年项目数量” + “本年增/减”', en: 'last year’s previous items + change' },
  cure: CHECK_OR_EXPLAIN,
  cureBelowZero: {
    zh: '应填数为负,说明上年报告减少的多于原有的项目数量,请核对上年报告的“上一年项目数量”和“本年增/减”',
    en: 'A negative number is due because last year’s report takes away more items than there were: check its previous items and its change',
  },
};

const CELLS = ['licensing', 'otherServices', 'penalties', 'coercion', 'fees'].map((row) => ({
  path: `/proactive/${row}/previousItems`,
  items: locateCell('2019', `/proactive/${row}/previousItems`),
  change: locateCell('2019', `/proactive/${row}/change`),
}));

function checkItems({ figures }: ComparedReport, before: YearBefore): readonly Observation[] {
  const last = findLastReport(before);
  const { edition, cells } = figures;
  if (last?.edition !== '2019' || edition !== '2019') return NOTHING_FOUND;
  const observations: Observation[] = [];
  for (const { path, items, change } of CELLS) {
    const expected = last.cells[items]! + last.cells[change]!;
    if (isOther(cells[items]!, expected))
      observations.push(observeWrongCell(WORDS, edition, path, cells[items]!, expected));
  }
  return observations;
}
