/**
 * What changed the meaning of figures from a year on: charts and tables that it concerns say so. A built-in list, which operators
 * may replace (`gouji load annotations`).
 */
import type { Instant } from '../basics/calendar.ts';
import type { Text } from '../basics/text.ts';
import { MEASURES } from './measures.ts';

/** Charts by their ids, and measures that are compared over the years. */
export const ANNOTATED = [
  'disputes',
  'litigation',
  'received',
  ...MEASURES.filter((one) => one !== 'received'),
];

export interface Annotation {
  /** The first report year of which it holds. */
  readonly year: number;
  readonly what: Text;
  readonly source: Text;
  /** Ids of charts, and names of measures, from `ANNOTATED`. */
  readonly concerns: readonly string[];
}

/** An operator's list, which stands in the place of the built-in one; an empty one brings that back. */
export interface AnnotationList {
  /** The load that made it so. */
  readonly since: Instant;
  readonly entries: readonly Annotation[];
}

export const BUILT_IN_ANNOTATIONS: readonly Annotation[] = [
  {
    year: 2024,
    what: {
      zh: '复议前置:申请政府信息公开、行政机关不予公开的,应当先申请行政复议,再起诉(自 1 月 1 日起),与此前的复议、诉讼数不宜直接比较',
      en: 'since 1 January 2024 whoever is refused information applies for reconsideration before going to court, so that disputes before and after compare badly',
    },
    source: {
      zh: '《行政复议法》(2023 年修订)第二十三条',
      en: 'Administrative Reconsideration Law as revised in 2023, article 23',
    },
    concerns: [
      'disputes',
      'litigation',
      'reconsiderationCorrectionRate',
      'litigationCorrectionRate',
      'disputeRate',
    ],
  },
];

/** Those that hold. */
export const listAnnotations = (
  loaded: Pick<AnnotationList, 'entries'> | undefined,
): readonly Annotation[] => (loaded && loaded.entries.length > 0 ? loaded.entries : BUILT_IN_ANNOTATIONS);
