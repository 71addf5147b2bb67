/** D2. */
import { addDays, type IsoDay } from '../../basics/calendar.ts';
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
import { TEXT_RULES_SINCE } from '../text-rules-since.ts';

/** A report is filed first and published then; what lies further ahead is a slip. */
const MOST_DAYS_AHEAD = 30;

export const PUBLISHED_PLAUSIBLY: ContextualRule<'calendar'> = {
  id: 'D2',
  severity: 'warning',
  looksAt: 'calendar',
  check: checkPublication,
  reads: READS_WHAT_IT_STATES,
  entry: describeRule(() => ({
    title: { zh: '公布日期合理', en: 'The date of publication is plausible' },
    formula: {
      zh: `公布日期在报告年度结束之后,不晚于上传日后 ${MOST_DAYS_AHEAD} 天(${TEXT_RULES_SINCE} 前收到的报告:不晚于上传日),也不晚于截止日`,
      en: `The day of publication is after the report year, at most ${MOST_DAYS_AHEAD} days after the upload (not after it for reports received before ${TEXT_RULES_SINCE}), not after the deadline`,
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
  const ahead = tellDaysAhead(uploadedOn);
  const latest = addDays(uploadedOn, ahead);
  if (publishedOn > latest)
    return [observeDay(publishedOn, latest, ahead === 0 ? sayAfter(uploadedOn) : sayTooFar(uploadedOn))];
  if (publishedOn > deadline)
    return [
      observeDay(publishedOn, deadline, {
        zh: `晚于截止日 ${deadline}`,
        en: `after the deadline, ${deadline}`,
      }),
    ];
  return NOTHING_FOUND;
}

/** An upgrade changes nothing that was accepted before it: until then no report was to be filed before it is published. */
const tellDaysAhead = (uploadedOn: IsoDay): number => (uploadedOn < TEXT_RULES_SINCE ? 0 : MOST_DAYS_AHEAD);

const sayAfter = (uploadedOn: IsoDay): Text => ({
  zh: `晚于上传日 ${uploadedOn}`,
  en: `after the day of the upload, ${uploadedOn}`,
});
const sayTooFar = (uploadedOn: IsoDay): Text => ({
  zh: `比上传日 ${uploadedOn} 晚 ${MOST_DAYS_AHEAD} 天以上`,
  en: `more than ${MOST_DAYS_AHEAD} days after the upload of ${uploadedOn}`,
});

const observeDay = (found: string, expected: string, why: Text): Observation => ({
  path: '/publishedOn',
  found,
  expected,
  message: {
    zh: `公布日期填的是 ${found},${why.zh}。请核对日期;确实如此的,请附情况说明。`,
    en: `The date of publication is ${found}, ${why.en}. Check it; where it is right, add an explanation.`,
  },
});
