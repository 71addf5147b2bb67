/** What an alarm measures: one metric, or a sum over several (metric math). */
import { flat, type Resource } from './synthesised.ts';

interface Measured {
  readonly metric: string;
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly periodS: number;
}
interface MetricProperties {
  readonly MetricName: string;
  readonly Namespace: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

const describeMetric = (
  { MetricName, Namespace, Dimensions = [] }: MetricProperties,
  statistic: string,
  periodS: number,
): Measured => ({
  metric: MetricName,
  namespace: Namespace,
  dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, flat(Value)])),
  statistic,
  periodS,
});

export function listMeasured({ Properties }: Resource): Measured[] {
  if (Properties['Metrics'] === undefined)
    return [
      describeMetric(
        Properties as unknown as MetricProperties,
        Properties['Statistic'] ?? Properties['ExtendedStatistic'],
        Properties['Period'],
      ),
    ];
  return (
    Properties['Metrics'] as { MetricStat?: { Metric: MetricProperties; Stat: string; Period: number } }[]
  ).flatMap(({ MetricStat }) =>
    MetricStat ? [describeMetric(MetricStat.Metric, MetricStat.Stat, MetricStat.Period)] : [],
  );
}

/** What is held against the threshold, with the metrics in it by their names: `100 * Errors / Invocations`. */
export function readExpression({ Properties }: Resource): string | undefined {
  const metrics = (Properties['Metrics'] ?? []) as {
    Id: string;
    Expression?: string;
    ReturnData?: boolean;
    MetricStat?: { Metric: MetricProperties };
  }[];
  const names = new Map(metrics.map(({ Id, MetricStat }) => [Id, MetricStat?.Metric.MetricName ?? Id]));
  return metrics
    .find(({ Expression, ReturnData }) => Expression !== undefined && ReturnData !== false)
    ?.Expression?.replaceAll(/\b[a-z]\w*/g, (id) => names.get(id) ?? id);
}
