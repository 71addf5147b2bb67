/** What changed the meaning of figures from a year on, and the charts that say so: add an entry, and they do. */
import type { Text } from '../../shared/domain/basics/text.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { ColumnOf } from './table.ts';

export interface Annotation {
  /** The first report year of which it holds. */
  readonly year: number;
  readonly what: Text;
  readonly source: Text;
  /** Ids of charts, and measures that are compared over the years. */
  readonly concerns: readonly string[];
}

const ANNOTATIONS: readonly Annotation[] = [
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
    concerns: ['disputes', 'reconsiderationCorrectionRate', 'litigationCorrectionRate', 'disputeRate'],
  },
];

/** Stands beside the year, in drawing and table, and before what is said of it. */
export const ANNOTATION_MARK = '†';

/** Those that begin in one of a chart's years; a change before all of them, or after, parts nothing. */
export const findAnnotations = (concerned: string, years: readonly number[]): readonly Annotation[] =>
  ANNOTATIONS.filter(({ year, concerns }) => concerns.includes(concerned) && years.includes(year));

/** `† 2024 年:…（依据：…）。` Empty where there are none. */
export const annotationText = (annotations: readonly Annotation[], lang: Lang): string =>
  annotations
    .map(({ year, what, source }) =>
      TEXTS[lang].chart.annotation(ANNOTATION_MARK, year, inLang(what, lang), inLang(source, lang)),
    )
    .join('');

/** A column of a table, for the rows that an annotation concerns; none where there is none. */
export function annotationColumns<Row>(
  annotations: readonly Annotation[],
  lang: Lang,
  concerns: (row: Row, annotation: Annotation) => boolean,
): ColumnOf<Row>[] {
  if (annotations.length === 0) return [];
  return [
    {
      key: 'annotation',
      label: TEXTS[lang].chart.annotationColumn,
      type: 'text',
      read: (row) =>
        annotationText(
          annotations.filter((one) => concerns(row, one)),
          lang,
        ) || null,
    },
  ];
}
