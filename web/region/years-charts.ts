/** Charts of one region over the years. */
import {
  OUTCOMES,
  sumCarriedIn,
  countDisclosed,
  sumOutcomes,
  computeRatio,
  sumReceived,
  sumResults,
  yearOnYear,
  type OutcomeKey,
  type Share,
} from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { continuedColumns, continuedText, yearText, type MarkedYear } from './continued-years.ts';
import { markedColumns, markedText, RECEIVED, totalMark, type MarkedTotals } from '../site/marked-totals.ts';
import { UNDEFINED, formatNumber, formatRatio, formatShare } from '../../shared/domain/form/number-text.ts';
import { layTable, type ColumnOf } from '../site/table.ts';
import { chartTableName, type ChartSpec } from '../site/spec.ts';

export interface YearFigures {
  readonly year: number;
  /** `undefined` where no report is in force: a gap. */
  readonly figures: Figures | undefined;
  readonly continuedFrom?: MarkedYear['continuedFrom'];
  readonly marks?: MarkedTotals['marks'];
}

const each = (
  years: readonly YearFigures[],
  read: (figures: Figures) => number,
): readonly (number | null)[] => years.map(({ figures }) => (figures ? read(figures) : null));
const anyOf = (years: readonly YearFigures[]): boolean => years.some(({ figures }) => figures);
const figuresIn = (years: readonly YearFigures[], year: number): Figures | undefined =>
  years.find((other) => other.year === year)?.figures;

/** Columns of tables whose rows are years. */
const yearColumn = (lang: Lang): ColumnOf<YearFigures> => ({
  key: 'label',
  label: TEXTS[lang].chart.year,
  type: 'text',
  read: ({ year }) => String(year),
});
const countColumn = (
  key: string,
  label: string,
  unit: string,
  of: (figures: Figures) => number,
): ColumnOf<YearFigures> => ({
  key,
  label,
  type: 'number',
  unit,
  read: ({ figures }) => (figures ? of(figures) : null),
});
const rateColumn = (key: string, label: string, of: (figures: Figures) => Share): ColumnOf<YearFigures> => ({
  key,
  label,
  type: 'rate',
  read: ({ figures }) => (figures ? (computeRatio(of(figures)) ?? null) : null),
});

/** `，比上年多 12.0 %`, of few cases `，上年 1 件`; empty where there is nothing to compare with. */
export function comparedText(now: number, before: number | undefined, lang: Lang): string {
  const t = TEXTS[lang].sentence;
  if (before === undefined) return '';
  if (now === before) return t.same;
  const change = yearOnYear(now, before);
  if (change === undefined) return t.before(formatNumber(before));
  return change > 0 ? t.more(formatRatio(change)) : t.fewer(formatRatio(-change));
}

/** 本年新收 and 上年结转, stacked: together they are what had to be handled. */
export function drawReceivedChart(years: readonly YearFigures[], year: number, lang: Lang): ChartSpec {
  const t = TEXTS[lang].chart;
  const read = [
    { key: 'received', name: t.received, of: sumReceived },
    { key: 'carried-in', name: t.carriedIn, of: sumCarriedIn },
  ] as const;
  const toHandle = (figures: Figures): number => sumReceived(figures) + sumCarriedIn(figures);
  return {
    id: 'received',
    title: t.receivedTitle,
    unit: t.cases,
    description:
      describeReceived(years, year, lang) +
      continuedText(years, lang) +
      years.map((one) => markedText(one, lang, RECEIVED)).join(''),
    drawing: anyOf(years)
      ? {
          kind: 'columns',
          asShares: false,
          addsUp: true,
          labels: years.map(yearText),
          series: read.map(({ key, name, of }) => ({ key, name, values: each(years, of) })),
          ends: years.map(
            (one) => formatNumber(one.figures && toHandle(one.figures)) + totalMark(one, RECEIVED),
          ),
        }
      : undefined,
    table: layTable<YearFigures>(
      { name: chartTableName('received'), title: t.receivedTitle },
      [
        yearColumn(lang),
        ...read.map(({ key, name, of }) => countColumn(key, name, t.cases, of)),
        countColumn('total', t.total, t.cases, toHandle),
        ...continuedColumns(years, lang),
        ...markedColumns(years, lang, (totals) => ({ totals, path: RECEIVED })),
      ],
      years,
    ),
  };
}

function describeReceived(years: readonly YearFigures[], year: number, lang: Lang): string {
  const t = TEXTS[lang].chart;
  const figures = figuresIn(years, year);
  if (!figures) return anyOf(years) ? t.nothingIn(year) : t.nothing;
  const received = sumReceived(figures);
  const before = figuresIn(years, year - 1);
  return [
    t.volume(year, formatNumber(received)),
    comparedText(received, before && sumReceived(before), lang),
    disclosedText(figures, lang),
    TEXTS[lang].sentence.end,
  ].join('');
}

/** Nothing where nothing was handled: there is no share of it. */
function disclosedText(figures: Figures, lang: Lang): string {
  const share = countDisclosed(figures);
  return share.whole === 0 ? '' : TEXTS[lang].chart.volumeDisclosed(formatShare(share));
}

/** The six outcomes by year, stacked in the form's order: how many, or which part of the year's. */
export function drawOutcomesChart(
  years: readonly YearFigures[],
  year: number,
  asShares: boolean,
  lang: Lang,
): ChartSpec {
  const t = TEXTS[lang].chart;
  const outcomes = years.map(({ figures }) => figures && sumOutcomes(figures));
  const handled = years.map(({ figures }) => (figures ? sumResults(figures) : undefined));
  return {
    id: 'outcomes',
    title: t.outcomesTitle,
    unit: asShares ? t.shareOfHandled : t.cases,
    description:
      describeOutcomes(figuresIn(years, year), year, anyOf(years), lang) + continuedText(years, lang),
    drawing: anyOf(years)
      ? {
          kind: 'columns',
          asShares,
          addsUp: true,
          labels: years.map(yearText),
          series: OUTCOMES.map(({ key, label }) => ({
            key,
            name: inLang(label, lang),
            values: outcomes.map((of) => of?.[key] ?? null),
          })),
          ends: handled.map((count) => formatNumber(count)),
        }
      : undefined,
    table: layTable<YearFigures>(
      { name: chartTableName('outcomes'), title: t.outcomesTitle },
      [
        yearColumn(lang),
        ...OUTCOMES.map(({ key, label }) => {
          const name = inLang(label, lang);
          return asShares
            ? rateColumn(key, name, (figures) => ({
                part: sumOutcomes(figures)[key],
                whole: sumResults(figures),
              }))
            : countColumn(key, name, t.cases, (figures) => sumOutcomes(figures)[key]);
        }),
        countColumn('total', t.total, t.cases, sumResults),
        rateColumn('disclosureRate', t.share, countDisclosed),
        ...continuedColumns(years, lang),
      ],
      years,
    ),
  };
}

function describeOutcomes(figures: Figures | undefined, year: number, any: boolean, lang: Lang): string {
  const t = TEXTS[lang].chart;
  if (!figures) return any ? t.nothingIn(year) : t.nothing;
  const whole = sumResults(figures);
  if (whole === 0) return t.noneHandled(year);
  const outcomes = sumOutcomes(figures);
  const share = (...keys: readonly OutcomeKey[]): string =>
    formatShare({ part: keys.reduce((sum, key) => sum + outcomes[key], 0), whole });
  const highest = Math.max(...OUTCOMES.map(({ key }) => outcomes[key]));
  const most = OUTCOMES.filter(({ key }) => outcomes[key] === highest).map(({ label }) =>
    inLang(label, lang),
  );
  return t.outcomes(
    year,
    formatNumber(whole),
    share('granted', 'partial'),
    share('refused'),
    most.length > 1 ? t.tied(most) : (most[0] ?? UNDEFINED),
  );
}
