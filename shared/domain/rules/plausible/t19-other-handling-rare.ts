/** T19. */
import type { Observation } from '../../findings/finding.ts';
import { CATALOGUES, type Edition } from '../../form/catalogue.ts';
import type { ReadValues } from '../../form/read-values.ts';
import { NOTHING_FOUND, type OwnRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeTextExample, pairExamples, patchRow } from '../rule-examples.ts';
import type { Text } from '../../basics/text.ts';
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';

const PATH = '/applications/results/otherHandling';
const LEAST = 5;
/** One in so many. */
const SHARE = 5;
const NOTICE_60: Text = { zh: '国办公开办函〔2019〕60号', en: '国办公开办函〔2019〕60号' };

export const OTHER_HANDLING_RARE: OwnRule = {
  id: 'T19',
  severity: 'info',
  since: TEXT_RULES_SINCE,
  looksAt: 'document',
  check: checkOtherHandling,
  entry: describeRule(() => ({
    title: { zh: '“其他处理”占比', en: 'The share of other handling' },
    formula: {
      zh: `“其他处理”少于 ${LEAST} 件,或不超过办理结果总计的五分之一`,
      en: `Fewer than ${LEAST} applications with “other handling”, or at most a fifth of all that were handled`,
    },
    source: NOTICE_60,
    toDo: {
      zh: '核对能否归入其他各类办理结果。',
      en: 'Check whether another outcome fits.',
    },
    examples: pairExamples(
      (other) =>
        makeTextExample(`办理 25 件,其他处理 ${other} 件`, `25 handled, ${other} of them otherwise`, {
          ...patchRow('received', [22, 2, 24]),
          ...patchRow('results/granted', [20 - other, 1, 21 - other]),
          ...patchRow('results/otherHandling/other', [other, 0, other]),
          ...patchRow('results/total', [23, 2, 25]),
        }),
      6,
      5,
    ),
  })),
};

const findCells = (edition: Edition): readonly number[] =>
  CATALOGUES[edition].cells.flatMap(({ path, index }) =>
    path.startsWith(PATH) && path.endsWith('/total') ? [index] : [],
  );
const CELLS: Readonly<Record<Edition, readonly number[]>> = {
  '2019': findCells('2019'),
  '2021': findCells('2021'),
};
/** Table three lies alike in both editions. */
const HANDLED = CATALOGUES['2021'].cellByPath.get('/applications/results/total/total')!.index;

function checkOtherHandling({ edition, cells }: ReadValues): readonly Observation[] {
  let other = 0;
  for (const index of CELLS[edition]) other += cells[index]!;
  const handled = cells[HANDLED]!;
  return other >= LEAST && other * SHARE > handled ? [observeShare(other, handled)] : NOTHING_FOUND;
}

const observeShare = (other: number, handled: number): Observation => ({
  path: PATH,
  found: other,
  expected: null,
  message: {
    zh: `办理的 ${handled} 件申请中有 ${other} 件填为“其他处理”,超过五分之一。请核对能否归入其他各类办理结果。`,
    en: `Of ${handled} applications ${other} were handled otherwise, more than a fifth. Check whether another outcome fits.`,
  },
});
