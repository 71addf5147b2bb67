/** A chart is plain JSON: the server writes figure, sentence and table of it, the browser draws the picture. */

import type { Table } from './table.ts';

/** Names the colour and pattern: custom property `--series-<key>` of the style sheet. */
export type SeriesKey =
  | 'received'
  | 'carried-in'
  | 'granted'
  | 'partial'
  | 'refused'
  | 'unavailable'
  | 'declined'
  | 'other'
  | 'upheld'
  | 'corrected'
  | 'other-end'
  | 'pending'
  | 'applicants'
  | 'fees'
  | 'edition-2019'
  | 'edition-2021';

export interface ChartSeries {
  readonly key: SeriesKey;
  readonly name: string;
  /** One per label; null where nothing was reported: a gap, never zero. */
  readonly values: readonly (number | null)[];
}

/** What the browser needs to draw. */
export interface Drawing {
  /** Upright, a column for each label, or lying bars. */
  readonly kind: 'columns' | 'bars';
  /** Each label's series as parts of 100 %. */
  readonly asShares: boolean;
  /** A label's series are the parts of one whole: each has a share of it. */
  readonly addsUp: boolean;
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Written at the end of each label's column or bar. */
  readonly ends: readonly string[];
  /** The label before which the form changed: drawn as a break. */
  readonly breakBefore?: number;
}

export interface ChartSpec {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** One sentence, computed from the data. */
  readonly description: string;
  /** Left out where there is nothing to show. */
  readonly drawing: Drawing | undefined;
  /** The same figures, the first column the labels; taken along under its name. */
  readonly table: Table;
  /** Where the rows' labels lead. */
  readonly paths?: readonly (string | undefined)[];
}

/** `chart-received`: told apart from the tables that no chart stands over. */
export const chartTableName = (id: string): string => `chart-${id}`;

/** Sum over the series at a label; null where no series states anything. */
export function totalAt({ series }: Pick<Drawing, 'series'>, index: number): number | null {
  const stated = series.flatMap(({ values }) => values[index] ?? []);
  return stated.length === 0 ? null : stated.reduce((sum, value) => sum + value, 0);
}

/** How high pictures are, in CSS pixels. */
interface Heights {
  readonly columnsPx: number;
  /** For columns that stand beside several others. */
  readonly smallColumnsPx: number;
  /** A lying bar with its gap. */
  readonly barPx: number;
}
/** Bars have room for two lines of their labels. */
const ON_SCREEN: Heights = { columnsPx: 260, smallColumnsPx: 180, barPx: 32 };
const AXIS_PX = 32;

/** Height of the picture: the page keeps it free, so that nothing moves once it is drawn. */
export function measureHeight({ kind, labels, breakBefore }: Drawing, heights = ON_SCREEN): number {
  if (kind === 'bars') return labels.length * heights.barPx + AXIS_PX;
  return breakBefore === undefined ? heights.columnsPx : heights.smallColumnsPx;
}
