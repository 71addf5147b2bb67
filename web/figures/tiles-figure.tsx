/**
 * The regions right below, coloured by the measure: on the operator's map where one shows them all, else as tiles in the order of
 * their codes, which need no outline.
 */
import { isRate } from '../../shared/domain/form/comparison.ts';
import type { Measure } from '../../shared/domain/form/measures.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { divideIntoSteps, findStep, type ValueStep } from '../../shared/domain/form/value-steps.ts';
import { figuresAddress } from '../site/figures-address.ts';
import { numberText } from '../site/measure-text.ts';
import { href, type PageContext } from '../site/page-context.ts';
import { layTable } from '../site/table.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { ChildLink, datasetColumn } from './child-link.tsx';
import type { FiguresView } from './figures-view.ts';
import { RegionMapView } from './region-map.tsx';
import { MOST_STEPS, nameStep, nameTone, readTiles, tellValue, type RegionTile } from './region-tile.ts';
import type { ServerFigure } from './server-figure.tsx';

/** With fewer, tiles say nothing that a list does not. */
const ENOUGH_TILES = 2;

/** None where too few regions lie right below. */
export function drawTilesFigures(view: FiguresView, lang: Lang): ServerFigure[] {
  const tiles = readTiles(view);
  return tiles.length < ENOUGH_TILES ? [] : [drawTiles(tiles, view, lang)];
}

function drawTiles(tiles: readonly RegionTile[], view: FiguresView, lang: Lang): ServerFigure {
  const t = FIGURE_TEXTS[lang].tiles;
  const { measure } = view;
  const { year } = view.region;
  const title = t.title(COMPARE_TEXTS[lang].measures[measure], year);
  const steps = divideIntoSteps(
    tiles.flatMap(({ number }) => number ?? []),
    MOST_STEPS,
  );
  const stepIn = ({ number }: RegionTile): number | null =>
    number === undefined ? null : findStep(steps, number) + 1;
  const isShare = isRate(measure);
  const map = chooseMap(view, tiles);
  return {
    id: 'tiles',
    title,
    unit: isShare ? FIGURE_TEXTS[lang].children.percent : TEXTS[lang].chart.cases,
    description: describe(tiles, measure, lang) + (map ? '' : t.order),
    table: layTable<RegionTile>(
      { name: 'tiles', title },
      [
        { key: 'name', label: t.columns.name, type: 'text', read: ({ child }) => child.name },
        { key: 'code', label: t.columns.code, type: 'text', read: ({ child }) => child.id },
        datasetColumn<RegionTile>(lang, ({ child }) => child),
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
              read: ({ value }: RegionTile) => (value?.kind === 'rate' ? value.share[side] : null),
            }))
          : []),
        { key: 'step', label: t.columns.step, type: 'number', read: stepIn },
      ],
      tiles,
    ),
    paths: tiles.map(({ child }) => child.path),
    draw: (page) => <Tiles page={page} view={view} tiles={tiles} steps={steps} map={map} />,
  };
}

const findOutlined = ({ map }: FiguresView): ReadonlySet<string> =>
  new Set(map?.shapes.flatMap(({ region }) => region ?? []));

/** The map that is shown: the one there is, if it was asked for, or shows every child. */
function chooseMap(view: FiguresView, tiles: readonly RegionTile[]): FiguresView['map'] {
  const outlined = findOutlined(view);
  const isShown = view.layout
    ? view.layout === 'outlines'
    : tiles.every(({ child }) => outlined.has(child.id));
  return isShown ? view.map : undefined;
}

function describe(tiles: readonly RegionTile[], measure: Measure, lang: Lang): string {
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
  readonly view: FiguresView;
  readonly tiles: readonly RegionTile[];
  readonly steps: readonly ValueStep[];
  readonly map: FiguresView['map'];
}

const Tiles = ({ page, view, tiles, steps, map }: TilesProps) => {
  const t = FIGURE_TEXTS[page.lang].tiles;
  const { measure, region } = view;
  const outlined = findOutlined(view);
  const listed = map ? tiles.filter(({ child }) => !outlined.has(child.id)) : tiles;
  const other = map ? 'tiles' : 'outlines';
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
        {view.map && (
          <a
            href={href(
              page,
              figuresAddress(region.region.code, region.year, { ...view, layout: other }, 'chart-tiles'),
            )}
          >
            {t.map.layouts[other]}
          </a>
        )}
      </p>
      {map && <RegionMapView page={page} map={map} tiles={tiles} steps={steps} measure={measure} />}
      {map && listed.length > 0 && <p>{t.map.without}</p>}
      {listed.length > 0 && (
        <ol class="tiles">
          {listed.map((tile) => (
            <li class={nameTone(tile, steps)}>
              <ChildLink page={page} child={tile.child} />
              <span class="value">{tellValue(measure, tile.value)}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
};
