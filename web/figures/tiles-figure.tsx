/** The regions right below as tiles in the order of their codes: no outline of a map is needed, and none is shown. */
import { isRate, isTooFew, readComparable, type Value } from '../../shared/domain/form/comparison.ts';
import type { Measure } from '../../shared/domain/form/measures.ts';
import { formatCounts, formatNumber, formatShare, UNDEFINED } from '../../shared/domain/form/number-text.ts';
import { divideIntoSteps, findStep, type ValueStep } from '../../shared/domain/form/value-steps.ts';
import { numberText } from '../site/measure-text.ts';
import { href, inPinyin, type PageContext } from '../site/page-context.ts';
import { layTable } from '../site/table.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { FiguresChild } from './child-years.ts';
import type { FiguresView } from './figures-view.ts';
import { readChildValues } from './read-children.ts';
import type { ServerFigure } from './server-figure.tsx';

const MOST_STEPS = 5;
/** With fewer, tiles say nothing that a list does not. */
const ENOUGH_TILES = 2;

interface Tile {
  readonly child: FiguresChild;
  readonly value: Value | undefined;
  /** What it may be compared by. */
  readonly number: number | undefined;
}

/** None where too few regions lie right below. */
export function drawTilesFigures(view: FiguresView, lang: Lang): ServerFigure[] {
  const { measure } = view;
  const { year } = view.region;
  const tiles = readChildValues(view)
    .filter(({ child }) => child.kind === 'region' && child.years.has(year))
    .map(({ child, values }): Tile => {
      const value = values.get(year);
      return { child, value, number: readComparable(measure, value) };
    })
    .toSorted((a, b) => (a.child.id < b.child.id ? -1 : 1));
  return tiles.length < ENOUGH_TILES ? [] : [drawTiles(tiles, measure, year, lang)];
}

function drawTiles(tiles: readonly Tile[], measure: Measure, year: number, lang: Lang): ServerFigure {
  const t = FIGURE_TEXTS[lang].tiles;
  const title = t.title(COMPARE_TEXTS[lang].measures[measure], year);
  const steps = divideIntoSteps(
    tiles.flatMap(({ number }) => number ?? []),
    MOST_STEPS,
  );
  const stepIn = ({ number }: Tile): number | null =>
    number === undefined ? null : findStep(steps, number) + 1;
  const isShare = isRate(measure);
  return {
    id: 'tiles',
    title,
    unit: isShare ? FIGURE_TEXTS[lang].children.percent : TEXTS[lang].chart.cases,
    description: describe(tiles, measure, lang),
    table: layTable<Tile>(
      { name: 'tiles', title },
      [
        { key: 'name', label: t.columns.name, type: 'text', read: ({ child }) => child.name },
        { key: 'code', label: t.columns.code, type: 'text', read: ({ child }) => child.id },
        {
          key: 'value',
          label: COMPARE_TEXTS[lang].measures[measure],
          type: isShare ? 'rate' : 'number',
          read: ({ number }) => number ?? null,
        },
        ...(isShare
          ? (['part', 'whole'] as const).map((side) => ({
              key: side,
              label: FIGURE_TEXTS[lang].children.columns[side](year),
              type: 'number' as const,
              read: ({ value }: Tile) => (value?.kind === 'rate' ? value.share[side] : null),
            }))
          : []),
        { key: 'step', label: t.columns.step, type: 'number', read: stepIn },
      ],
      tiles,
    ),
    paths: tiles.map(({ child }) => child.path),
    draw: (page) => <Tiles page={page} tiles={tiles} steps={steps} measure={measure} />,
  };
}

function describe(tiles: readonly Tile[], measure: Measure, lang: Lang): string {
  const t = FIGURE_TEXTS[lang].tiles;
  const numbers = tiles.flatMap(({ number }) => number ?? []);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const counts = [formatNumber(tiles.length), formatNumber(numbers.length)] as const;
  return numbers.length === 0
    ? t.nothing(counts[0])
    : t.says(...counts, numberText(measure, low), numberText(measure, high));
}

interface TilesProps {
  readonly page: PageContext;
  readonly tiles: readonly Tile[];
  readonly steps: readonly ValueStep[];
  readonly measure: Measure;
}

const Tiles = ({ page, tiles, steps, measure }: TilesProps) => {
  const t = FIGURE_TEXTS[page.lang].tiles;
  return (
    <>
      <p class="heat-legend">
        {steps.map(({ from, to }, i) => (
          <span class={nameStep(i, steps.length)}>
            {from === to
              ? numberText(measure, from)
              : t.range(numberText(measure, from), numberText(measure, to))}
          </span>
        ))}
        {tiles.some(({ number }) => number === undefined) && <span class="unknown">{t.unknown}</span>}
      </p>
      <ol class="tiles">
        {tiles.map(({ child, value, number }) => (
          <li class={number === undefined ? 'unknown' : nameStep(findStep(steps, number), steps.length)}>
            <a href={href(page, child.path)}>{inPinyin(page, child.name)}</a>
            <span class="value">{tellValue(measure, value)}</span>
          </li>
        ))}
      </ol>
    </>
  );
};

/** With few steps their colours are as far apart as they can be. */
const nameStep = (step: number, steps: number): string =>
  `heat-${steps === 1 ? 3 : 1 + Math.round((step * (MOST_STEPS - 1)) / (steps - 1))}`;

function tellValue(measure: Measure, value: Value | undefined): string {
  if (value === undefined) return UNDEFINED;
  if (value.kind === 'count') return formatNumber(value.count);
  return isTooFew(measure, value) ? formatCounts(value.share) : formatShare(value.share);
}
