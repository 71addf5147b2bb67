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
  /** What has to happen: fires below the threshold, and where nothing at all was measured. */
  readonly expected?: boolean;
}

export function addAlarm(scope: Construct, id: string, settings: AlarmSettings): Alarm {
  const { topic, metric, seen, failureMeans, section, threshold, periods, expected = false } = settings;
  const alarm = new Alarm(scope, id, {
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: expected
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    // Nothing ran, nothing failed; unless something had to run.
    treatMissingData: expected ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    // Percentiles of a handful are none; other statistics know no such setting.
    ...(isPercentile(metric) && { evaluateLowSampleCountPercentile: 'ignore' }),
    alarmDescription: `${seen} ${failureMeans} What to do: ${linkRunbook(section)}`,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}

const isPercentile = (metric: IMetric): boolean =>
  metric.toMetricConfig().metricStat?.statistic.startsWith('p') === true;
