/** A chart is this plain JSON; the server draws figure and table from it, the browser the picture. */

/** Names the colour and pattern: custom property `--series-<key>` of the style sheet. */
export type SeriesKey =
  'received' | 'carried-in' | 'granted' | 'partial' | 'refused' | 'unavailable' | 'declined' | 'other';

export interface ChartSeries {
  readonly key: SeriesKey;
  readonly name: string;
  /** One per label; null where nothing was reported: a gap, never zero. */
  readonly values: readonly (number | null)[];
}

export interface ChartSpec {
  readonly id: string;
  /** `stacked`: upright, counts. `shares`: lying, each bar 100 % of its label's total. */
  readonly kind: 'stacked' | 'shares';
  readonly title: string;
  readonly unit: string;
  /** One sentence, computed from the data. */
  readonly description: string;
  /** Head of the table's first column. */
  readonly labelHead: string;
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Head of the table's sums. */
  readonly totalHead: string;
  /** Labels that the drawing folds away and the table keeps; counted from the end. */
  readonly folded: number;
}

/** Sum over the series at a label; null where no series states anything. */
export function totalAt({ series }: Pick<ChartSpec, 'series'>, index: number): number | null {
  const stated = series.flatMap(({ values }) => values[index] ?? []);
  return stated.length === 0 ? null : stated.reduce((sum, value) => sum + value, 0);
}
