/** An operator's map of the regions right below, coloured, with the number by which it was approved. */
import type { MapShape, RegionMap } from '../../shared/domain/map/region-map.ts';
import type { Measure } from '../../shared/domain/form/measures.ts';
import type { ValueStep } from '../../shared/domain/form/value-steps.ts';
import { href, inPinyin, type PageContext } from '../site/page-context.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { FiguresChild } from './child-years.ts';
import { nameTone, tellValue, type RegionTile } from './region-tile.ts';

/** Pixels, of a wide and of a high map. */
const MOST = { width: 720, height: 620 };
const FONT = 13;

interface Props {
  readonly page: PageContext;
  readonly map: RegionMap;
  readonly tiles: readonly RegionTile[];
  readonly steps: readonly ValueStep[];
  readonly measure: Measure;
}

export const RegionMapView = ({ page, map, tiles, steps, measure }: Props) => {
  const t = FIGURE_TEXTS[page.lang].tiles.map;
  const scale = Math.min(MOST.width / map.width, MOST.height / map.height);
  const shown = new Map(tiles.map((tile) => [tile.child.id, tile]));
  const tellTile = ({ child, value }: RegionTile): string => {
    const name = inPinyin(page, child.name);
    const marked = tellMark(page, child);
    return t.value(marked === undefined ? name : t.marked(name, marked), tellValue(measure, value));
  };
  return (
    <div class="region-map">
      <svg
        width={Math.round(map.width * scale)}
        height={Math.round(map.height * scale)}
        viewBox={`0 0 ${map.width} ${map.height}`}
        role="group"
        aria-label={t.picture}
      >
        <Hatching unit={1 / scale} />
        {map.shapes.map((shape) => {
          const tile = shape.region === undefined || shape.isLine ? undefined : shown.get(shape.region);
          return tile ? (
            <a href={href(page, tile.child.path)}>
              <title>{tellTile(tile)}</title>
              <path
                class={nameTone(tile, steps)}
                fill={tile.number === undefined ? 'url(#map-unknown)' : undefined}
                fill-rule="evenodd"
                d={shape.path}
              />
            </a>
          ) : (
            <path class={shape.isLine ? 'line' : 'beside'} fill-rule="evenodd" d={shape.path} />
          );
        })}
        <g class="names" aria-hidden="true" font-size={round(FONT / scale)}>
          {map.shapes.map((shape) => {
            const tile = shape.region === undefined ? undefined : shown.get(shape.region);
            return tile && <Label page={page} shape={shape} tile={tile} scale={scale} measure={measure} />;
          })}
        </g>
      </svg>
      <p class="approval">{t.approval(map.approvalNumber)}</p>
    </div>
  );
};

/** For what has no number: never colour alone. */
const Hatching = ({ unit }: { readonly unit: number }) => (
  <defs>
    <pattern
      id="map-unknown"
      width={round(6 * unit)}
      height={round(6 * unit)}
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <path d={`M0 0V${round(6 * unit)}`} stroke-width={round(2 * unit)} />
    </pattern>
  </defs>
);

const round = (units: number): string => units.toFixed(1);

interface LabelProps extends Pick<Props, 'page' | 'measure'> {
  readonly shape: MapShape;
  readonly tile: RegionTile;
  readonly scale: number;
}

/** Name and number where they have room; the others are told by their titles, and in the table. */
const Label = ({ page, shape: { label }, tile: { child, value }, scale, measure }: LabelProps) => {
  // Chinese and pinyin together have no room anywhere.
  const name = page.pinyin?.(child.name) ?? child.name;
  const lines = [tellValue(measure, value), tellMark(page, child) ?? []].flat();
  if (!label || label.width * scale < Math.max(...[name, ...lines].map(guessWidth))) return <></>;
  return (
    <text x={label.x} y={label.y}>
      {name}
      {lines.map((line) => (
        <tspan x={label.x} dy="1.2em">
          {line}
        </tspan>
      ))}
    </text>
  );
};

/** Whose figures they are, where they are no reports filed in earnest and no banner has said it of all. */
const tellMark = (page: PageContext, { dataset }: FiguresChild): string | undefined =>
  dataset === undefined || (dataset === 'synthetic' && page.isAllSynthetic === true)
    ? undefined
    : page.t.data[dataset];

/** Pixels: a Chinese character is as wide as the letters are high, a Latin one about half. */
const guessWidth = (text: string): number =>
  Array.from(text).reduce((sum, one) => sum + (one > '⺀' ? FONT : FONT * 0.55), 0);
