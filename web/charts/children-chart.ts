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
  return {
    id: kind,
    kind: 'shares',
    title: kind === 'regions' ? t.regionsTitle : t.agenciesTitle,
    unit: t.cases,
    description: describe(shown, folded, lang),
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

function describe(
  shown: readonly { readonly name: string; readonly figures: Figures }[],
  folded: number,
  lang: Lang,
): string {
  const t = TEXTS[lang].chart;
  const first = shown[0];
  if (first === undefined) return t.nothing;
  const count = formatNumber(resultsOf(first.figures));
  const rate = formatShare(disclosureOf(first.figures));
  if (shown.length === 1) return t.childDescription(first.name, count, rate);
  const sentence = t.childrenDescription(formatNumber(shown.length), first.name, count, rate);
  if (folded === 0) return sentence;
  return [sentence, t.folded(formatNumber(folded))].join(lang === 'en' ? ' ' : '');
}
