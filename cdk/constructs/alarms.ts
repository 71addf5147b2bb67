/** No alarm without a topic, a meaning and a page to open. */
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { linkRunbook } from './runbook.ts';

interface AlarmSettings {
  readonly topic: Topic;
  readonly metric: IMetric;
  /** What is seen, before what it means: "Messages are dead letters." */
  readonly seen: string;
  /** Who is hurt. */
  readonly failureMeans: string;
  /** The section of docs/operations.md. */
  readonly section: string;
  /** Fires at this value or above, in each of `periods` successive periods of the metric. */
  readonly threshold: number;
  readonly periods: number;
}

export function addAlarm(scope: Construct, id: string, settings: AlarmSettings): Alarm {
  const { topic, metric, seen, failureMeans, section, threshold, periods } = settings;
  const alarm = new Alarm(scope, id, {
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    // Nothing ran, nothing failed.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${seen} ${failureMeans} What to do: ${linkRunbook(section)}`,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}
