/** D2. */
import type { Observation } from '../../findings/finding.ts';
import type { Text } from '../../basics/text.ts';
import {
  NOTHING_FOUND,
  READS_WHAT_IT_STATES,
  type ComparedReport,
  type Context,
  type ContextualRule,
} from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { EXAMPLE_YEAR, makeExample, pairExamples } from '../rule-examples.ts';
import { DEADLINES_SOURCE } from '../../basics/deadlines.ts';

export const PUBLISHED_PLAUSIBLY: ContextualRule<'calendar'> = {
  id: 'D2',
  severity: 'warning',
  looksAt: 'calendar',
  check: checkPublication,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '公布日期合理', en: 'The date of publication is plausible' },
    formula: {
      zh: '公布日期在报告年度结束之后,不晚于上传日和截止日',
      en: 'The day of publication is after the report year, not after the upload, not after the deadline',
    },
    source: DEADLINES_SOURCE,
    toDo: {
      zh: '核对公布日期;确实如此的,附情况说明。',
      en: 'Check the date; where it is right, add an explanation.',
    },
    examples: pairExamples(
      (day) =>
        makeExample(
          `${EXAMPLE_YEAR} 年度的报告,公布日期 ${day}`,
          `A report for ${EXAMPLE_YEAR}, published on ${day}`,
          { '/publishedOn': day },
        ),
      '2024-12-31',
      '2025-01-01',
    ),
  })),
};

function checkPublication(
  { publishedOn, year }: ComparedReport,
  { uploadedOn, deadline }: NonNullable<Context['calendar']>,
): readonly Observation[] {
  if (publishedOn === undefined || year === undefined) return NOTHING_FOUND;
  const earliest = `${year + 1}-01-01`;
  if (publishedOn < earliest)
    return [
      observeDay(publishedOn, earliest, {
        zh: `报告年度尚未结束,最早为 ${earliest}`,
        en: `before the report year ended: ${earliest} is the earliest`,
      }),
    ];
  if (publishedOn > uploadedOn)
    return [
      observeDay(publishedOn, uploadedOn, {
        zh: `晚于上传日 ${uploadedOn}`,
        en: `after the day of the upload, ${uploadedOn}`,
      }),
    ];
  if (publishedOn > deadline)
    return [
      observeDay(publishedOn, deadline, {
        zh: `晚于截止日 ${deadline}`,
        en: `after the deadline, ${deadline}`,
      }),
    ];
  return NOTHING_FOUND;
}

const observeDay = (found: string, expected: string, why: Text): Observation => ({
  path: '/publishedOn',
  found,
  expected,
  message: {
    zh: `公布日期填的是 ${found},${why.zh}。请核对日期;确实如此的,请附情况说明。`,
    en: `The date of publication is ${found}, ${why.en}. Check it; where it is right, add an explanation.`,
  },
});
