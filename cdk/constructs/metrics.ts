/** What is measured, as the alarms and the dashboard ask for it. */
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { METRICS_NAMESPACE, type FunctionName } from '../../shared/contracts/wiring.ts';

const PERIOD = Duration.minutes(5);
const HOUR = Duration.hours(1);
export const PER_PERIOD = { period: PERIOD, statistic: 'Sum' };

/** In a hundred: the same share is as bad in January as in July. Where nothing was asked, there is no share. */
export const measureShare = (failed: IMetric, all: IMetric): MathExpression =>
  new MathExpression({
    expression: '100 * failed / all',
    usingMetrics: { failed, all },
    period: PERIOD,
    label: '%',
  });

/** What a function counts itself. */
export const countedBy = (service: FunctionName, metricName: string): Metric =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service },
    ...PER_PERIOD,
  });

export const measureSum = (fn: IFunction, metricName: string): Metric => fn.metric(metricName, PER_PERIOD);

export const measureMaximum = (fn: IFunction, metricName: string): Metric =>
  fn.metric(metricName, { period: PERIOD, statistic: 'Maximum' });

/** What nineteen of twenty wait for at most. */
export const P95 = { period: PERIOD, statistic: 'p95' };

/** Runs of an hour that did not fail, where `done` stands in the expression. */
export const runsThatEndedWell = (fn: IFunction, expression: (done: string) => string): MathExpression =>
  new MathExpression({
    expression: expression('runs - failed'),
    usingMetrics: {
      runs: fn.metricInvocations({ period: HOUR, statistic: 'Sum' }),
      failed: fn.metricErrors({ period: HOUR, statistic: 'Sum' }),
    },
    period: HOUR,
    label: 'runs that ended well',
  });
