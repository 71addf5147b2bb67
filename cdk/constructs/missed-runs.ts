/** An alarm for what did not happen: a schedule that starts nothing any more fails nowhere, and has no dead letter. */
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { WIRING, type FunctionName } from '../../shared/contracts/wiring.ts';
import { addAlarm } from './alarms.ts';
import { runsThatEndedWell } from './metrics.ts';
import type { WorkerFunction } from './worker-function.ts';

/** A day, and the time that a run and its repetitions take. */
const EXPECTED_WITHIN_H = 26;

/**
 * The days of summaries (`summary-slots.ts` of the domain) as CloudWatch can tell them, which knows UTC alone: 08:00 in
 * China is its midnight, weeks begin on Monday with 1. Other hours count as if there had been a run. The two before a first
 * slot are waited for as well, or 26 would never be together before the next run.
 */
const NOW = 'TIME_SERIES(1)';
const IN_SEASON = `MONTH(${NOW}) <= 4 && (MONTH(${NOW}) > 1 || DATE(${NOW}) > 1 || HOUR(${NOW}) >= 22)`;
const ON_MONDAY = `DAY(${NOW}) == 1 || (DAY(${NOW}) == 7 && HOUR(${NOW}) >= 22)`;

const EXPECTED: Partial<Record<FunctionName, (done: string) => string>> = {
  'reconcile-inbox': (done) => done,
  'check-publication': (done) => done,
  'summarise-compliance': (done) => `IF((${IN_SEASON}) || ${ON_MONDAY}, FILL(${done}, 0), 1)`,
};

/** For what runs every day, or every day of a season. */
export function watchRuns(worker: WorkerFunction<FunctionName>, name: FunctionName, topic: Topic): void {
  const expected = EXPECTED[name];
  if (expected === undefined) return;
  addAlarm(worker, 'Missed', {
    topic,
    metric: runsThatEndedWell(worker.fn, expected),
    seen: `No run ended well within ${EXPECTED_WITHIN_H} hours.`,
    failureMeans: WIRING[name].failureMeans,
    section: name,
    expected: true,
    threshold: 1,
    periods: EXPECTED_WITHIN_H,
  });
}
