/** Charts of one region over the years. */
import {
  OUTCOMES,
  carriedInOf,
  outcomesOf,
  receivedOf,
  resultsOf,
} from '../../shared/domain/derived-figures.ts';
import type { Figures } from '../../shared/domain/figures.ts';
import { TEXTS, inLang, type Lang } from '../texts/language.ts';
import { formatNumber, formatShare } from './format.ts';
import type { ChartSpec } from './spec.ts';

export interface YearFigures {
  readonly year: number;
  /** `undefined` where no report is in force: a gap. */
  readonly figures: Figures | undefined;
}

type Stated = readonly { readonly year: number; readonly figures: Figures }[];
const statedOf = (years: readonly YearFigures[]): Stated =>
  years.flatMap(({ year, figures }) => (figures ? [{ year, figures }] : []));

/** 本年新收 and 上年结转, stacked: together they are what had to be handled. */
export function receivedChart(years: readonly YearFigures[], lang: Lang): ChartSpec {
  const t = TEXTS[lang].chart;
  const each = (read: (figures: Figures) => number): (number | null)[] =>
    years.map(({ figures }) => (figures ? read(figures) : null));
  return {
    id: 'received',
    kind: 'stacked',
    title: t.receivedTitle,
    unit: t.cases,
    description: describeReceived(statedOf(years), lang),
    labelHead: t.year,
    labels: years.map(({ year }) => String(year)),
    series: [
      { key: 'received', name: t.received, values: each(receivedOf) },
      { key: 'carried-in', name: t.carriedIn, values: each(carriedInOf) },
    ],
    totalHead: t.total,
    folded: 0,
  };
}

function describeReceived(stated: Stated, lang: Lang): string {
  const t = TEXTS[lang].chart;
  const first = stated[0];
  const last = stated.at(-1);
  if (!first || !last) return t.nothing;
  if (first === last) return t.oneYear(String(first.year), formatNumber(receivedOf(first.figures)));
  const most = stated.reduce((a, b) => (receivedOf(b.figures) > receivedOf(a.figures) ? b : a));
  return t.receivedDescription(
    String(first.year),
    String(last.year),
    String(most.year),
    formatNumber(receivedOf(most.figures)),
  );
}

/** The six outcomes by year, stacked in the form's order. */
export function outcomesChart(years: readonly YearFigures[], lang: Lang): ChartSpec {
  const t = TEXTS[lang].chart;
  const outcomes = years.map(({ figures }) => figures && outcomesOf(figures));
  return {
    id: 'outcomes',
    kind: 'stacked',
    title: t.outcomesTitle,
    unit: t.cases,
    description: describeOutcomes(statedOf(years).at(-1), lang),
    labelHead: t.year,
    labels: years.map(({ year }) => String(year)),
    series: OUTCOMES.map(({ key, label }) => ({
      key,
      name: inLang(label, lang),
      values: outcomes.map((year) => year?.[key] ?? null),
    })),
    totalHead: t.total,
    folded: 0,
  };
}

function describeOutcomes(last: Stated[number] | undefined, lang: Lang): string {
  const t = TEXTS[lang].chart;
  if (!last) return t.nothing;
  const outcomes = outcomesOf(last.figures);
  const [first, ...rest] = OUTCOMES;
  if (!first) return t.nothing;
  const most = rest.reduce((a, b) => (outcomes[b.key] > outcomes[a.key] ? b : a), first);
  const part = outcomes[most.key];
  return t.outcomesDescription(
    String(last.year),
    inLang(most.label, lang),
    formatNumber(part),
    formatShare({ part, whole: resultsOf(last.figures) }),
  );
}
