/**
 * Outlines drawn on a grid. Neighbours share the points of their border, and each point goes to the same place of the grid
 * whoever it belongs to, so that no gaps open between them. Nothing leaves the map: what is smaller than the grid stays a dot.
 */
import { findExtent, projectAlbers, type Position } from './project-albers.ts';
import type { DrawnMap, MapShape, Outline } from './region-map.ts';

/** Units along the longer side; a page shows the map some 720 pixels wide. The last ones are for borders that are all noise. */
const GRIDS = [1_400, 1_000, 700, 500, 350, 250, 175, 120] as const;
/** With links, names and values around them, a page's map stays below 60 kB. */
const MAX_PATH_CHARACTERS = 40_000;

type GridPoint = readonly [x: number, y: number];

/** The finest grid on which all of it is short enough. */
export function drawMap(outlines: readonly Outline[]): DrawnMap {
  const project = projectAlbers(findExtent(listPositions(outlines)));
  const plane = outlines.map(({ region, polygons, lines }) => ({
    region,
    polygons: polygons.map((rings) => rings.map((ring) => ring.map(project))),
    lines: lines.map((line) => line.map(project)),
  }));
  const points = plane.flatMap(({ polygons, lines }) => [...polygons.flat(), ...lines]).flat();
  const left = minimum(points, 0);
  const top = -minimum(points, 1, -1);
  const spans = [-minimum(points, 0, -1) - left, top - minimum(points, 1)] as const;
  let drawn: DrawnMap | undefined;
  for (const units of GRIDS) {
    const scale = units / (Math.max(...spans) || 1);
    const onGrid = (line: readonly GridPoint[]): GridPoint[] =>
      line.map(([x, y]) => [Math.round((x - left) * scale), Math.round((top - y) * scale)]);
    drawn = {
      width: Math.max(1, Math.round(spans[0] * scale)),
      height: Math.max(1, Math.round(spans[1] * scale)),
      shapes: plane
        .flatMap(({ region, polygons, lines }) => [
          ...drawAreas(
            region,
            polygons.map((rings) => rings.map(onGrid)),
          ),
          ...drawLines(region, lines.map(onGrid)),
        ])
        .toSorted((a, b) => Number(a.region !== undefined) - Number(b.region !== undefined)),
    };
    if (drawn.shapes.reduce((sum, { path }) => sum + path.length, 0) <= MAX_PATH_CHARACTERS) break;
  }
  return drawn ?? { width: 1, height: 1, shapes: [] };
}

function* listPositions(outlines: readonly Outline[]): Generator<Position> {
  for (const { polygons, lines } of outlines) {
    for (const ring of polygons.flat()) yield* ring;
    for (const line of lines) yield* line;
  }
}

/** The least of `sign` times the coordinate; a spread into `Math.min` has too many arguments. */
const minimum = (points: readonly GridPoint[], axis: 0 | 1, sign = 1): number =>
  points.reduce((least, point) => Math.min(least, sign * point[axis]), Infinity);

function drawAreas(
  region: string | undefined,
  polygons: readonly (readonly (readonly GridPoint[])[])[],
): MapShape[] {
  const rings = polygons.flatMap(([outer = [], ...holes]) => {
    const whole = straighten(outer);
    return whole.length < 3
      ? [{ points: whole, path: dotAt(outer) }]
      : [whole, ...holes.map(straighten)].flatMap((points) =>
          points.length < 3 ? [] : [{ points, path: `${writePath(points)}z` }],
        );
  });
  if (rings.length === 0) return [];
  // A coast has many islets in one place of the grid.
  const path = [...new Set(rings.map((ring) => ring.path))].join('');
  return [{ region, path, label: placeLabel(rings.map(({ points }) => points)) }];
}

function drawLines(region: string | undefined, lines: readonly (readonly GridPoint[])[]): MapShape[] {
  const path = [...new Set(lines.map((line) => writePath(dropRepeated(line))))].join('');
  return path === '' ? [] : [{ region, path, isLine: true }];
}

const dotAt = ([point]: readonly GridPoint[]): string => (point ? `M${point[0]} ${point[1]}h1v1h-1z` : '');

const dropRepeated = (line: readonly GridPoint[]): GridPoint[] =>
  line.filter(([x, y], i) => i === 0 || x !== line[i - 1]?.[0] || y !== line[i - 1]?.[1]);

/** A ring without the point that closes it, and without those that lie on a straight line between two others. */
export function straighten(ring: readonly GridPoint[]): GridPoint[] {
  const kept: GridPoint[] = [];
  for (const point of dropRepeated(ring)) {
    while (kept.length > 1 && isStraight(kept.at(-2), kept.at(-1), point)) kept.pop();
    kept.push(point);
  }
  while (kept.length > 1 && isStraight(kept.at(-2), kept.at(-1), kept[0])) kept.pop();
  while (kept.length > 2 && isStraight(kept.at(-1), kept[0], kept[1])) kept.shift();
  return kept;
}

/** Also where two of them are the same, and where the line goes there and back. */
function isStraight(a?: GridPoint, b?: GridPoint, c?: GridPoint): boolean {
  if (!a || !b || !c) return false;
  return (b[0] - a[0]) * (c[1] - a[1]) === (b[1] - a[1]) * (c[0] - a[0]);
}

/** `M10 20l3-4 5 6`: a minus parts two numbers by itself. */
function writePath(points: readonly GridPoint[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let [x, y] = first;
  const steps = rest.map((point) => {
    const step = [point[0] - x, point[1] - y];
    [x, y] = point;
    return step;
  });
  const numbers = steps.flat().map((number, i) => (i === 0 || number < 0 ? String(number) : ` ${number}`));
  return `M${first[0]} ${first[1]}${numbers.length === 0 ? '' : `l${numbers.join('')}`}`;
}

/** The centre of gravity of the largest ring. */
function placeLabel(rings: readonly (readonly GridPoint[])[]): MapShape['label'] {
  let largest: { readonly area: number; readonly label: NonNullable<MapShape['label']> } | undefined;
  for (const ring of rings) {
    let [area, x, y] = [0, 0, 0];
    for (const [i, [bx, by]] of ring.entries()) {
      const [ax, ay] = ring.at(i - 1) ?? [bx, by];
      const cross = ax * by - bx * ay;
      area += cross / 2;
      x += ((ax + bx) * cross) / 6;
      y += ((ay + by) * cross) / 6;
    }
    if (area === 0 || Math.abs(area) <= Math.abs(largest?.area ?? 0)) continue;
    const width = -minimum(ring, 0, -1) - minimum(ring, 0);
    largest = { area, label: { x: Math.round(x / area), y: Math.round(y / area), width } };
  }
  return largest?.label;
}
