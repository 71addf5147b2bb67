/** What changed the meaning of figures from a year on, as the charts that it concerns say it. */
import type { Annotation } from '../../shared/domain/form/annotations.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { ColumnOf } from './table.ts';

/** Stands beside the year, in drawing and table, and before what is said of it. */
export const ANNOTATION_MARK = '†';

/** Those that begin in one of a chart's years; a change before all of them, or after, parts nothing. */
export const findAnnotations = (
  known: readonly Annotation[],
  concerned: string,
  years: readonly number[],
): readonly Annotation[] =>
  known.filter(({ year, concerns }) => concerns.includes(concerned) && years.includes(year));

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
