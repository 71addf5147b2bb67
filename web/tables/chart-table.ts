/** The data of a chart as a table. */
import { totalAt, type ChartSpec } from '../charts/spec.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { tableOf, type ColumnOf, type Table } from './table.ts';

/** `chart-received`: told apart from the tables that no chart stands over. */
export const chartTableName = (id: string): string => `chart-${id}`;

export function chartTable(spec: ChartSpec, t: Texts): Table {
  const { unit } = spec;
  const columns: ColumnOf<number>[] = [
    { key: 'label', label: spec.labelHead, type: 'text', read: (i) => spec.labels[i] ?? null },
    ...spec.series.map(({ key, name, values }): ColumnOf<number> => ({
      key,
      label: name,
      type: 'number',
      unit,
      read: (i) => values[i] ?? null,
    })),
    { key: 'total', label: spec.totalHead, type: 'number', unit, read: (i) => totalAt(spec, i) },
    ...(isOfOutcomes(spec)
      ? [
          {
            key: 'disclosureRate',
            label: t.chart.share,
            type: 'rate',
            read: (i) => disclosedAt(spec, i),
          } satisfies ColumnOf<number>,
        ]
      : []),
  ];
  return tableOf(
    { name: chartTableName(spec.id), title: spec.title },
    columns,
    spec.labels.map((_, i) => i),
  );
}

/** Whether its bars are the outcomes of something, of which some part was disclosed. */
const isOfOutcomes = ({ kind, series }: ChartSpec): boolean =>
  kind === 'shares' && series.some(({ key }) => key === 'granted');

/** 公开率 of a bar. */
function disclosedAt(spec: ChartSpec, index: number): number | null {
  const total = totalAt(spec, index);
  if (total === null || total === 0) return null;
  const disclosed = spec.series
    .filter(({ key }) => key === 'granted' || key === 'partial')
    .reduce((sum, { values }) => sum + (values[index] ?? 0), 0);
  return disclosed / total;
}
