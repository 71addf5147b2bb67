/** One look at a stack: its alarms, and for each function what was asked, what failed and how long it took. */
import { Aws, type Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from '../../shared/contracts/wiring.ts';
import { P95, measureMaximum, measureSum } from './metrics.ts';

const WIDTH = 24;
const HALF = 12;

/** Made last in its stack: it shows the alarms that are there. Two stacks share nothing that would bind their deployments. */
export function addDashboard(
  stack: Stack,
  functions: readonly { readonly name: FunctionName; readonly fn: IFunction }[],
  more: readonly { readonly title: string; readonly metrics: readonly IMetric[] }[] = [],
): void {
  const alarms = stack.node.findAll().filter((one): one is Alarm => one instanceof Alarm);
  new Dashboard(stack, 'Dashboard', {
    dashboardName: `${stack.stackName}-${Aws.REGION}`,
    widgets: [
      [new AlarmStatusWidget({ title: 'docs/operations.md', width: WIDTH, height: 6, alarms })],
      ...more.map(({ title, metrics }): IWidget[] => [
        new GraphWidget({ title, width: WIDTH, left: [...metrics] }),
      ]),
      ...functions.map(({ name, fn }): IWidget[] => [
        new GraphWidget({
          title: `${name}: runs, failures`,
          width: HALF,
          left: [measureSum(fn, 'Invocations')],
          right: [measureSum(fn, 'Errors'), measureSum(fn, 'Throttles')],
        }),
        new GraphWidget({
          title: `${name}: time, at once`,
          width: HALF,
          left: [fn.metricDuration(P95), measureMaximum(fn, 'Duration')],
          right: [measureMaximum(fn, 'ConcurrentExecutions')],
        }),
      ]),
    ],
  });
}
