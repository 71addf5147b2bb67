/** D1: told of an acceptable report, by the first acceptable one. */
import { tellChinaDay, countDaysLate } from '../../basics/calendar.ts';
import type { Observation } from '../../findings/finding.ts';
import {
  NOTHING_FOUND,
  READS_WHAT_IT_STATES,
  type ComparedReport,
  type Context,
  type ContextualRule,
} from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample, pairExamples } from '../rule-examples.ts';
import { DEADLINES_SOURCE } from '../../basics/deadlines.ts';

export const FILED_ON_TIME: ContextualRule<'firstReceipt'> = {
  id: 'D1',
  severity: 'warning',
  looksAt: 'firstReceipt',
  check: checkLateness,
  reads: READS_WHAT_IT_STATES,
  writeCure: () => undefined,
  entry: describeRule(() => ({
    title: { zh: '按时报送', en: 'Filed on time' },
    formula: {
      zh: '首次合格报告的收到日期不晚于截止日:各机关(含政府本级)1 月 31 日,汇总报告县级 2 月 20 日、市级 3 月 10 日、省级 3 月 31 日,经批准延期的为延期后的日期',
      en: 'The first acceptable report was received by 31 January (agencies, a government’s own among them), for consolidated reports 20 February (county), 10 March (prefecture) or 31 March (province), or by the day of an extension',
    },
    source: DEADLINES_SOURCE,
    toDo: {
      zh: '无需说明;下一年度在截止日前报送。',
      en: 'Nothing to explain; file before the deadline next year.',
    },
    examples: pairExamples(
      (minute) =>
        makeExample(
          `部门的首次合格报告于 ${minute} 收到(北京时间)`,
          `A department’s first acceptable report was received at ${minute} (China time)`,
          {},
          { receivedAt: `${minute.replace(' ', 'T')}:00+08:00` },
        ),
      '2025-02-01 00:00',
      '2025-01-31 23:59',
    ),
  })),
};

function checkLateness(
  _: ComparedReport,
  { deadline, firstAcceptedAt }: NonNullable<Context['firstReceipt']>,
): readonly Observation[] {
  const days = countDaysLate(deadline, firstAcceptedAt);
  return days > 0 ? [observeLate(days, tellChinaDay(firstAcceptedAt), deadline)] : NOTHING_FOUND;
}

const observeLate = (days: number, received: string, deadline: string): Observation => ({
  path: '',
  found: received,
  expected: deadline,
  message: {
    zh: `首次合格报告于 ${received} 收到,截止日是 ${deadline},逾期 ${days} 天。此项无需说明,更正报告不影响首次收到日期。`,
    en: `The first acceptable report was received on ${received}; the deadline was ${deadline}: late by ${days} ${days === 1 ? 'day' : 'days'}. Nothing needs to be done; corrections do not change the date.`,
  },
});
