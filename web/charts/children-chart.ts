/** Outcomes of a region's children side by side: 100 % bars, the one that handled most first. */
import { OUTCOMES, disclosureOf, outcomesOf, resultsOf } from '../../shared/domain/derived-figures.ts';
import type { Figures } from '../../shared/domain/figures.ts';
import { TEXTS, inLang, type Lang } from '../texts/language.ts';
import { formatNumber, formatShare } from './format.ts';
import type { ChartSpec } from './spec.ts';

export interface ChildFigures {
  readonly name: string;
  readonly figures: Figures | undefined;
}

/** Bars that can be read at a glance; the table keeps the tail. */
export const MAX_BARS = 12;

export function childrenChart(
  kind: 'regions' | 'agencies',
  children: readonly ChildFigures[],
  lang: Lang,
): ChartSpec {
  const t = TEXTS[lang].chart;
  // What handled nothing has no shares to show; its state stands in the table of children.
  const shown = children
    .flatMap(({ name, figures }) => (figures && resultsOf(figures) > 0 ? [{ name, figures }] : []))
    .sort((a, b) => resultsOf(b.figures) - resultsOf(a.figures));
  const outcomes = shown.map(({ figures }) => outcomesOf(figures));
  const folded = Math.max(0, shown.length - MAX_BARS);
  const first = shown[0];
  return {
    id: kind,
    kind: 'shares',
    title: kind === 'regions' ? t.regionsTitle : t.agenciesTitle,
    unit: t.cases,
    description:
      first === undefined
        ? t.nothing
        : t.childrenDescription(
            formatNumber(shown.length),
            first.name,
            formatNumber(resultsOf(first.figures)),
            formatShare(disclosureOf(first.figures)),
          ) + (folded > 0 ? (lang === 'en' ? ' ' : '') + t.folded(formatNumber(folded)) : ''),
    labelHead: kind === 'regions' ? t.region : t.agency,
    labels: shown.map(({ name }) => name),
    series: OUTCOMES.map(({ key, label }) => ({
      key,
      name: inLang(label, lang),
      values: outcomes.map((outcome) => outcome[key]),
    })),
    totalHead: t.total,
    folded,
  };
}
