/** Regions or agencies side by side for a year, and over the years, each with the median of its kind. */
import { readComparable, isRate, type PeerMedian } from '../../shared/domain/form/comparison.ts';
import type { Measure } from '../../shared/domain/form/measures.ts';
import { tenthsOfPercent } from '../../shared/domain/basics/rounding.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { continuedMark } from '../region/continued-years.ts';
import type { Annotation } from '../../shared/domain/form/annotations.ts';
import { annotationText, findAnnotations } from '../site/annotations.ts';
import { noteText, numberText, valueText } from '../site/measure-text.ts';
import type { ChartSpec } from '../site/spec.ts';
import { layRows } from '../site/table.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { listStandings } from './compare-tables.tsx';
import { findYear, type Compared, type CompareView, type Kind } from './compare-view.ts';
import { compared, continuedIn, markedIn, kindText, nameCompared, pooledMark } from './compared-text.ts';

interface Median {
  readonly kind: Kind;
  readonly peers: PeerMedian;
}

/** One for each kind among those compared. */
function mediansOf(view: CompareView, lang: Lang): Median[] {
  const medians = new Map<string, Median>();
  for (const one of view.compared) {
    const { peers } = findYear(one, view.year);
    if (one.kind && peers?.median !== undefined)
      medians.set(kindText(one.kind, lang), { kind: one.kind, peers });
  }
  return [...medians.values()];
}

/** A bar's length: a rate in percent, to one decimal. */
const lengthOf = (measure: Measure, number: number | undefined): number | null =>
  number === undefined ? null : isRate(measure) ? tenthsOfPercent(number) / 10 : number;

const unitOf = (measure: Measure, lang: Lang): string =>
  isRate(measure) ? COMPARE_TEXTS[lang].percent : TEXTS[lang].chart.cases;

const inYear = (view: CompareView, year: number): CompareView => ({
  ...view,
  compared: view.compared.map((one) => ({ ...one, years: one.years.filter((other) => other.year === year) })),
});

export function drawSideChart(view: CompareView, lang: Lang): ChartSpec {
  const t = COMPARE_TEXTS[lang];
  const { measure, year } = view;
  const subjects = compared(view);
  const medians = mediansOf(view, lang);
  const numbers = subjects.map((one) => readComparable(measure, findYear(one, year).value));
  const title = t.sideTitle(t.measures[measure], year) + pooledMark(view, lang);
  const blank = (items: readonly unknown[]): null[] => items.map(() => null);
  const continued = continuedIn(inYear(view, year), lang);
  return {
    id: 'side',
    title,
    unit: unitOf(measure, lang),
    description: [
      describe(view, lang),
      annotationText(findAnnotations(view.annotations, measure, [year]), lang),
      continued,
      markedIn(inYear(view, year), lang).trim(),
    ]
      .filter((text) => text !== '')
      .join(' '),
    drawing: numbers.some((number) => number !== undefined)
      ? {
          kind: 'bars',
          asShares: false,
          addsUp: false,
          labels: [
            ...subjects.map((one) => nameCompared(one, lang)),
            ...medians.map(({ kind }) => t.medianBar(kindText(kind, lang))),
          ],
          series: [
            {
              key: 'received',
              name: t.measures[measure],
              values: [...numbers.map((number) => lengthOf(measure, number)), ...blank(medians)],
            },
            ...(medians.length > 0
              ? [
                  {
                    key: 'pending' as const,
                    name: t.median,
                    values: [
                      ...blank(subjects),
                      ...medians.map(({ peers }) => lengthOf(measure, peers.median)),
                    ],
                  },
                ]
              : []),
          ],
          ends: [
            ...subjects.map(
              (one) =>
                valueText(measure, findYear(one, year).value, lang) + continuedMark(findYear(one, year)),
            ),
            ...medians.map(({ peers }) => `${numberText(measure, peers.median)} · n = ${peers.compared}`),
          ],
        }
      : undefined,
    table: layRows(listStandings(view, lang)),
  };
}

function describe(view: CompareView, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  const { measure, year } = view;
  const subjects = compared(view);
  const enough = subjects.filter((one) => readComparable(measure, findYear(one, year).value) !== undefined);
  const named = (one: Compared): string =>
    t.says.value(nameCompared(one, lang), valueText(measure, findYear(one, year).value, lang));
  const numbers = enough.map((one) => readComparable(measure, findYear(one, year).value) ?? 0);
  const [highest] = numbers;
  const lowest = numbers.at(-1);
  if (highest === undefined || lowest === undefined) return t.says.nothing(year);
  /** Where several have the same number, none is put before the others. */
  const withNumber = (number: number): string => {
    const those = enough.filter((_, i) => numbers[i] === number).map(named);
    return those.length > 1 ? TEXTS[lang].chart.tied(those) : those.join('');
  };
  const few = subjects.filter((one) => noteText(measure, findYear(one, year).value, lang) !== '').length;
  const [median, ...others] = mediansOf(view, lang);
  return [
    highest === lowest
      ? t.says.only(year, t.measures[measure], withNumber(highest))
      : t.says.highest(year, t.measures[measure], withNumber(highest)) + t.says.lowest(withNumber(lowest)),
    median && others.length === 0
      ? t.says.median(numberText(measure, median.peers.median), formatNumber(median.peers.compared))
      : '',
    few > 0 ? t.says.left(formatNumber(few)) : '',
    t.says.end,
  ].join('');
}

/** One of those compared and its medians, in a chart over the years; all have one axis. */
export interface YearsPanel {
  readonly one: Compared;
  /** One per year; null where there is nothing, or too little, to compare. */
  readonly values: readonly (number | null)[];
  readonly medians: readonly (number | null)[];
}

export interface YearsPanels {
  readonly years: readonly number[];
  /** Drawn as a break before the year of each. */
  readonly annotations: readonly Annotation[];
  readonly panels: readonly YearsPanel[];
  /** The axis begins at 0 and ends here. */
  readonly top: number;
}

export function yearsPanels(view: CompareView): YearsPanels {
  const { measure, years } = view;
  const panels = compared(view).map((one) => ({
    one,
    values: years.map((year) => readComparable(measure, findYear(one, year).value) ?? null),
    medians: years.map((year) => findYear(one, year).peers?.median ?? null),
  }));
  const highest = Math.max(
    0,
    ...panels.flatMap(({ values, medians }) => [...values, ...medians].map(Number)),
  );
  const annotations = findAnnotations(view.annotations, measure, years);
  return {
    years,
    annotations,
    panels,
    top: isRate(measure) ? Math.min(1, roundUp(highest)) : roundUp(highest),
  };
}

/** The halves of the axis are round numbers, too. */
function roundUp(number: number): number {
  if (number <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(number));
  const step = [1, 2, 4, 6, 8, 10].find((times) => number <= times * power) ?? 10;
  return step * power;
}
