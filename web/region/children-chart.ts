/** Outcomes of a region's children side by side: 100 % bars with their counts, the one that handled most first. */
import {
  ENOUGH_CASES,
  OUTCOMES,
  countDisclosed,
  sumOutcomes,
  sumResults,
  type OutcomeKey,
  type Share,
} from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import { layTable, type ColumnOf } from '../site/table.ts';
import { chartTableName, type ChartSpec } from '../site/spec.ts';

export interface ChildFigures {
  readonly name: string;
  readonly path: string;
  readonly figures: Figures | undefined;
}

/** Bars that can be read at a glance; the rest become one. */
export const MAX_BARS = 12;
/** Bars when all are asked for: what a screen can still be scrolled through. */
export const MAX_ALL_BARS = 100;

interface Bar {
  readonly name: string;
  readonly path?: string;
  readonly outcomes: Readonly<Record<OutcomeKey, number>>;
  readonly total: number;
}

interface Folded {
  readonly bars: readonly Bar[];
  /** How many children the last bar adds up; 0 where each has a bar of its own. */
  readonly folded: number;
}

/** What handled nothing has no shares; the others add up to the region's results whatever is folded. */
export function foldBars(children: readonly ChildFigures[], maxBars: number, restName: string): Folded {
  const bars = children
    .flatMap(({ name, path, figures }): Bar[] => {
      const total = figures ? sumResults(figures) : 0;
      return figures && total > 0 ? [{ name, path, outcomes: sumOutcomes(figures), total }] : [];
    })
    .sort((a, b) => b.total - a.total);
  // One bar less is not worth a bar that says "others".
  if (bars.length <= maxBars + 1) return { bars, folded: 0 };
  const rest = bars.slice(maxBars);
  const outcomes = { granted: 0, partial: 0, refused: 0, unavailable: 0, declined: 0, other: 0 };
  for (const bar of rest) for (const { key } of OUTCOMES) outcomes[key] += bar.outcomes[key];
  const others: Bar = { name: restName, outcomes, total: rest.reduce((sum, { total }) => sum + total, 0) };
  return { bars: [...bars.slice(0, maxBars), others], folded: rest.length };
}

export interface ChildrenChart {
  readonly spec: ChartSpec;
  readonly folded: number;
  readonly foldedNote: string;
  readonly children: number;
  /** Children that handled something. */
  readonly shown: number;
}

export function drawChildrenChart(
  kind: 'regions' | 'agencies',
  children: readonly ChildFigures[],
  maxBars: number,
  lang: Lang,
): ChildrenChart {
  const t = TEXTS[lang].chart;
  const handled = children.filter(({ figures }) => figures && sumResults(figures) > 0);
  const rest = formatNumber(Math.max(0, handled.length - maxBars));
  const { bars, folded } = foldBars(handled, maxBars, t.others(rest));
  const names = OUTCOMES.map(({ key, label }) => ({ key, name: inLang(label, lang) }));
  const spec: ChartSpec = {
    id: kind,
    title: kind === 'regions' ? t.regionsTitle : t.agenciesTitle,
    unit: t.shareOfHandled,
    description: describe(kind, handled, lang),
    drawing:
      bars.length > 0
        ? {
            kind: 'bars',
            asShares: true,
            addsUp: true,
            labels: bars.map(({ name }) => name),
            series: names.map(({ key, name }) => ({
              key,
              name,
              values: bars.map(({ outcomes }) => outcomes[key]),
            })),
            ends: bars.map(({ total }) => formatNumber(total)),
          }
        : undefined,
    table: layTable<Bar>(
      { name: chartTableName(kind), title: kind === 'regions' ? t.regionsTitle : t.agenciesTitle },
      [
        {
          key: 'label',
          label: kind === 'regions' ? t.region : t.agency,
          type: 'text',
          read: ({ name }) => name,
        },
        ...names.map(({ key, name }): ColumnOf<Bar> => ({
          key,
          label: name,
          type: 'number',
          unit: t.cases,
          read: ({ outcomes }) => outcomes[key],
        })),
        { key: 'total', label: t.total, type: 'number', unit: t.cases, read: ({ total }) => total },
        {
          key: 'disclosureRate',
          label: t.share,
          type: 'rate',
          read: ({ outcomes, total }) => (outcomes.granted + outcomes.partial) / total,
        },
        {
          key: 'refusalRate',
          label: t.refusalRate,
          type: 'rate',
          read: ({ outcomes, total }) => outcomes.refused / total,
        },
      ],
      bars,
    ),
    paths: bars.map(({ path }) => path),
  };
  return {
    spec,
    folded,
    foldedNote: t.foldedNote(formatNumber(folded)),
    children: children.length,
    shown: handled.length,
  };
}

function describe(kind: 'regions' | 'agencies', handled: readonly ChildFigures[], lang: Lang): string {
  const t = TEXTS[lang].chart;
  const rated = handled.flatMap(({ name, figures }) =>
    figures ? [{ name, handled: sumResults(figures), disclosure: countDisclosed(figures) }] : [],
  );
  const most = Math.max(...rated.map((child) => child.handled));
  const [first, ...tied] = rated.filter((child) => child.handled === most);
  if (!first) return t.nothing;
  const count = formatNumber(first.handled);
  const rate = formatShare(first.disclosure);
  if (rated.length === 1) return t.childDescription(first.name, count, rate);
  const all = formatNumber(rated.length);
  const said =
    tied.length > 0
      ? t.childrenTied(
          kind,
          all,
          [first, ...tied].map(({ name }) => name),
          count,
        )
      : t.childrenDescription(kind, all, first.name, count, rate);
  const enough = rated.filter((child) => child.handled >= ENOUGH_CASES);
  const byRate = enough.toSorted((a, b) => ratio(a.disclosure) - ratio(b.disclosure));
  const lowest = byRate[0];
  const highest = byRate.at(-1);
  const between =
    lowest && highest && enough.length > 1
      ? rangeText(formatShare(lowest.disclosure), formatShare(highest.disclosure), lang)
      : '';
  return `${said}${between}${TEXTS[lang].sentence.end}`;
}

function rangeText(lowest: string, highest: string, lang: Lang): string {
  const t = TEXTS[lang].chart;
  const enough = String(ENOUGH_CASES);
  return lowest === highest ? t.ratesAlike(lowest, enough) : t.ratesBetween(lowest, highest, enough);
}

const ratio = ({ part, whole }: Share): number => part / whole;
