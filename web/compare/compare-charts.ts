/** Regions or agencies side by side for a year, and over the years, each with the median of its kind. */
import {
  readComparable,
  inOrder,
  isOfAgencies,
  isRate,
  isTooFew,
  readNumber,
  type Measure,
  type PeerMedian,
  type Value,
} from '../../shared/domain/form/comparison.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { tenthsOfPercent } from '../../shared/domain/basics/rounding.ts';
import { findYear, type Compared, type CompareView, type Kind } from './compare-view.ts';
import type { NamedRegion } from '../site/named-region.ts';
import { layTable, type ColumnOf, type Table } from '../site/table.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { continuedMark, continuedText } from '../region/continued-years.ts';
import {
  formatDifference,
  formatNumber,
  formatPoints,
  formatRatio,
  formatShare,
  UNDEFINED,
} from '../../shared/domain/form/number-text.ts';
import { chartTableName, type ChartSpec } from '../site/spec.ts';

export const compared = (view: CompareView): Compared[] =>
  inOrder(view.measure, view.compared, (one) => findYear(one, view.year).value);

export function nameCompared({ id, name, what }: Pick<Compared, 'id' | 'name' | 'what'>, lang: Lang): string {
  return what === 'region' ? placeName({ code: id, name }, lang) : (name ?? id);
}
const placeName = ({ code, name }: NamedRegion, lang: Lang): string =>
  code === NATION ? TEXTS[lang].nation : (name ?? code);

/** Whose figures are the generator's, in one sentence; empty where nobody's are. */
export function syntheticText({ compared: all }: CompareView, lang: Lang): string {
  const names = all
    .filter(({ years }) => years.some(({ synthetic }) => synthetic))
    .map((one) => nameCompared(one, lang));
  const ofMedian = all.some(({ years }) => years.some(({ syntheticPeers }) => syntheticPeers));
  const t = COMPARE_TEXTS[lang];
  const whose = [...names, ...(ofMedian ? [t.median] : [])];
  return whose.length === 0 ? '' : t.syntheticIn(whose);
}

/** Years told with another region's figures, for each of those compared; empty where there are none. */
export function continuedIn({ compared: all }: CompareView, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  return all
    .flatMap((one) => {
      const text = continuedText(one.years, lang).trim();
      return text === '' ? [] : [t.continuedIn(nameCompared(one, lang), text)];
    })
    .join(' ');
}

/** `柳州市的县级地区`, `柳北区、城中区的部门`. */
export function kindText(kind: Kind, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  return kind.of === 'regions'
    ? t.kindOfRegions(placeName(kind.parent, lang), kind.level)
    : t.kindOfAgencies(
        TEXTS[lang].kinds[kind.kind],
        kind.districts.map((district) => placeName(district, lang)).join(t.listSeparator),
      );
}

/** A median, or a rate without its counts. */
export const numberText = (measure: Measure, number: number | undefined): string =>
  number === undefined
    ? UNDEFINED
    : isRate(measure)
      ? formatRatio(number)
      : formatNumber(number, Number.isInteger(number) ? 0 : 1);

const countsText = (part: number, whole: number): string => `${formatNumber(part)} / ${formatNumber(whole)}`;

/** `61.2 % · 735 / 1 201`; of too few cases the counts alone. */
export function valueText(measure: Measure, value: Value | undefined, lang: Lang): string {
  if (value === undefined) return UNDEFINED;
  if (value.kind === 'count') return formatNumber(value.count);
  const { part, whole } = value.share;
  return isTooFew(measure, value)
    ? `${COMPARE_TEXTS[lang].fewShort} · ${countsText(part, whole)}`
    : `${formatShare(value.share)} · ${countsText(part, whole)}`;
}

/** Why there is nothing to compare; empty where there is. */
export function noteText(measure: Measure, value: Value | undefined, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  if (value === undefined) return t.none;
  if (!isTooFew(measure, value)) return '';
  return isOfAgencies(measure) ? t.tooFewAgencies : t.tooFew;
}

/** `+2.5 个百分点`, `−12`; of what is printed, so that a reader who subtracts finds the same. */
export function differenceText(
  measure: Measure,
  number: number | undefined,
  median: number | undefined,
  lang: Lang,
): string {
  if (number === undefined || median === undefined) return UNDEFINED;
  return isRate(measure)
    ? COMPARE_TEXTS[lang].points(formatPoints(number, median))
    : formatDifference(number - median, 1);
}

/** What a median stands on, or why there is none. */
export function standsOnText({ median, compared: n, known }: PeerMedian, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  if (median === undefined) return t.noMedian(formatNumber(n));
  return n === known ? t.standsOn(formatNumber(n)) : t.standsOnPart(formatNumber(n), formatNumber(known));
}

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
  const title = t.sideTitle(t.measures[measure], year);
  const blank = (items: readonly unknown[]): null[] => items.map(() => null);
  const continued = continuedIn(inYear(view, year), lang);
  return {
    id: 'side',
    title,
    unit: unitOf(measure, lang),
    description: [describe(view, lang), continued].filter((text) => text !== '').join(' '),
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
    table: sideTable(view, lang),
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

interface Row {
  readonly one: Compared;
  readonly year: number;
}

/** The same columns for one year and for all of them: a program reads either. */
function columnsOf({ measure, year: chosen }: CompareView, lang: Lang): ColumnOf<Row>[] {
  const t = COMPARE_TEXTS[lang];
  const rate = isRate(measure);
  const at = ({ one, year }: Row) => findYear(one, year);
  const type = rate ? ('rate' as const) : ('number' as const);
  const share = (row: Row) => {
    const { value } = at(row);
    return value?.kind === 'rate' ? value.share : undefined;
  };
  return [
    { key: 'name', label: t.columns.name, type: 'text', read: ({ one }) => nameCompared(one, lang) },
    { key: 'id', label: 'ID', type: 'text', read: ({ one }) => one.id },
    { key: 'year', label: t.columns.year, type: 'text', read: ({ year }) => String(year) },
    {
      key: 'value',
      label: t.measures[measure],
      type,
      read: (row) => {
        const { value } = at(row);
        // Where cases are too few, the counts stand beside; their rate is not to be sorted by.
        return value && !isTooFew(measure, value) ? (readNumber(value) ?? null) : null;
      },
    },
    ...(rate
      ? [
          {
            key: 'part',
            label: t.columns.part,
            type: 'number' as const,
            read: (row: Row) => share(row)?.part ?? null,
          },
          {
            key: 'whole',
            label: t.columns.whole,
            type: 'number' as const,
            read: (row: Row) => share(row)?.whole ?? null,
          },
        ]
      : []),
    { key: 'median', label: t.columns.median, type, read: (row) => at(row).peers?.median ?? null },
    {
      key: 'medianOf',
      label: t.columns.medianOf,
      type: 'number',
      read: (row) => at(row).peers?.compared ?? null,
    },
    {
      key: 'rank',
      label: t.columns.rank,
      type: 'number',
      read: ({ one, year }) => (year === chosen ? (one.rank ?? null) : null),
    },
    {
      key: 'note',
      label: t.columns.note,
      type: 'text',
      read: (row) =>
        [noteText(measure, at(row).value, lang), continuedText([at(row)], lang).trim()]
          .filter((text) => text !== '')
          .join(' '),
    },
    {
      key: 'dataset',
      label: TEXTS[lang].take.dataset,
      type: 'text',
      read: (row) => (at(row).synthetic ? TEXTS[lang].data.synthetic : null),
    },
  ];
}

const WITHOUT_RANK = (column: ColumnOf<Row>): boolean => column.key !== 'rank';

function sideTable(view: CompareView, lang: Lang): Table {
  const t = COMPARE_TEXTS[lang];
  return layTable(
    { name: chartTableName('side'), title: t.sideTitle(t.measures[view.measure], view.year) },
    columnsOf(view, lang),
    compared(view).map((one) => ({ one, year: view.year })),
  );
}

/** A line for each of those compared and each year. */
export function yearsTable(view: CompareView, lang: Lang): Table {
  const t = COMPARE_TEXTS[lang];
  return layTable(
    { name: chartTableName('years'), title: t.yearsTitle(t.measures[view.measure]) },
    columnsOf(view, lang).filter(WITHOUT_RANK),
    compared(view).flatMap((one) => view.years.map((year) => ({ one, year }))),
  );
}

/** For reading: a line for each year, a rate always with its counts. */
export function yearsGrid(view: CompareView, lang: Lang): Table {
  const t = COMPARE_TEXTS[lang];
  const { measure } = view;
  const subjects = compared(view);
  const columns = subjects.flatMap((one): ColumnOf<number>[] => [
    {
      key: one.id,
      label: nameCompared(one, lang),
      type: 'text',
      read: (year) =>
        valueText(measure, findYear(one, year).value, lang) + continuedMark(findYear(one, year)),
    },
    ...(one.kind
      ? [
          {
            key: `${one.id} median`,
            label: t.median,
            type: 'text' as const,
            read: (year: number) => medianText(measure, findYear(one, year).peers),
          },
        ]
      : []),
  ]);
  return layTable(
    { name: chartTableName('years'), title: t.yearsTitle(t.measures[measure]) },
    [{ key: 'year', label: t.columns.year, type: 'text', read: (year: number) => String(year) }, ...columns],
    view.years,
  );
}

const medianText = (measure: Measure, peers: PeerMedian | undefined): string =>
  peers?.median === undefined
    ? UNDEFINED
    : `${numberText(measure, peers.median)} · n = ${formatNumber(peers.compared)}`;

/** One of those compared and its medians, in a chart over the years; all have one axis. */
export interface YearsPanel {
  readonly one: Compared;
  /** One per year; null where there is nothing, or too little, to compare. */
  readonly values: readonly (number | null)[];
  readonly medians: readonly (number | null)[];
}

export interface YearsPanels {
  readonly years: readonly number[];
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
  return { years, panels, top: isRate(measure) ? Math.min(1, roundUp(highest)) : roundUp(highest) };
}

/** The halves of the axis are round numbers, too. */
function roundUp(number: number): number {
  if (number <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(number));
  const step = [1, 2, 4, 6, 8, 10].find((times) => number <= times * power) ?? 10;
  return step * power;
}
