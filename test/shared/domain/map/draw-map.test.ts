import { describe, expect, it } from 'vitest';
import { drawMap, straighten } from '../../../../shared/domain/map/draw-map.ts';
import { findExtent, projectAlbers, type Position } from '../../../../shared/domain/map/project-albers.ts';

/** A ring around a place, in degrees. */
const circle = ([longitude, latitude]: Position, radius: number, points: number): Position[] =>
  [...Array(points + 1).keys()].map((i): Position => {
    const angle = (2 * Math.PI * (i % points)) / points;
    return [longitude + radius * Math.cos(angle), latitude + radius * Math.sin(angle)];
  });
const area = (points: readonly (readonly [number, number])[]): number =>
  Math.abs(
    points.reduce((sum, [x, y], i) => {
      const [bx = 0, by = 0] = points.at(i - points.length + 1) ?? [];
      return sum + (x * by - bx * y) / 2;
    }, 0),
  );

describe('the projection', () => {
  const china = { west: 73, south: 3, east: 136, north: 54 };

  it('has north above, east on the right and the middle upright', () => {
    const project = projectAlbers(china);
    const [left, right] = [project([80, 30]), project([130, 30])];
    expect(left[0]).toBeLessThan(right[0]);
    expect(project([104.5, 40])[1]).toBeGreaterThan(project([104.5, 20])[1]);
    expect(project([104.5, 20])[0]).toBeCloseTo(0, 12);
    expect(left[0]).toBeCloseTo(project([129, 30])[0] * -1, 12);
  });

  it.each([
    china,
    { west: -10, south: -20, east: 10, north: 20 },
    { west: 10, south: -50, east: 30, north: -20 },
  ])('keeps areas: a square of a degree is as large as on the globe in %o', (extent) => {
    const project = projectAlbers(extent);
    for (const south of [extent.south + 1, extent.north - 2]) {
      const west = extent.west + 3;
      const side = [...Array(101).keys()].map((i) => i / 100);
      const ring = [
        ...side.map((part): Position => [west + part, south]),
        ...side.toReversed().map((part): Position => [west + part, south + 1]),
      ].map(project);
      const onGlobe =
        (Math.PI / 180) * (Math.sin(((south + 1) * Math.PI) / 180) - Math.sin((south * Math.PI) / 180));
      expect(area(ring) / onGlobe).toBeCloseTo(1, 4);
    }
  });

  it('finds the extent', () => {
    expect(
      findExtent([
        [104, 3],
        [73, 39],
        [135, 53],
      ]),
    ).toEqual({ west: 73, south: 3, east: 135, north: 53 });
  });
});

describe('a ring on the grid', () => {
  it('loses what repeats and what lies on a straight line, also where it closes', () => {
    expect(
      straighten([
        [0, 0],
        [0, 0],
        [2, 0],
        [4, 0],
        [4, 4],
        [2, 4],
        [0, 4],
        [0, 2],
        [0, 0],
      ]),
    ).toEqual([
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
    ]);
    expect(
      straighten([
        [2, 0],
        [4, 0],
        [4, 4],
        [0, 4],
        [0, 0],
        [2, 0],
      ]),
    ).toEqual([
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ]);
    // There and back encloses nothing.
    expect(
      straighten([
        [0, 0],
        [3, 0],
        [0, 0],
      ]).length,
    ).toBeLessThan(3);
  });
});

describe('a drawn map', () => {
  it('fits the grid, with paths that start where they are', () => {
    const { width, height, shapes } = drawMap([
      { region: '450202', polygons: [[circle([109, 24], 1, 4)]], lines: [] },
    ]);
    expect(Math.max(width, height)).toBe(1_400);
    expect(shapes).toHaveLength(1);
    const [shape] = shapes;
    expect(shape?.path).toMatch(/^M\d+ \d+l[-\d ]+z$/);
    expect(Math.abs((shape?.label?.x ?? 0) - width / 2)).toBeLessThan(10);
  });

  it('leaves no gap between neighbours: a border has the same points on both sides', () => {
    const border = [...Array(200).keys()].map((i): Position => [109 + 0.05 * Math.sin(i), 24 + i / 200]);
    const [west, east] = [108, 110].map((longitude): Position[] => [
      ...border,
      [longitude, 25],
      [longitude, 24],
      [109, 24],
    ]);
    const { shapes } = drawMap([
      { region: '450202', polygons: [[west ?? []]], lines: [] },
      { region: '450203', polygons: [[east ?? []]], lines: [] },
    ]);
    const [a, b] = shapes.map(({ path }) => path.replace(/^M[^l]*l/, '').slice(0, 500));
    expect(a).toBe(b);
  });

  it('keeps what is smaller than the grid as a dot, once a place, and drops holes as small', () => {
    const islet = (at: Position) => [circle(at, 0.000_01, 6)];
    const { shapes } = drawMap([
      {
        region: '460300',
        polygons: [
          [circle([109, 20], 2, 30), circle([109, 20], 0.000_01, 6)],
          islet([112, 12]),
          islet([112, 12]),
          islet([113, 11]),
        ],
        lines: [],
      },
    ]);
    expect(shapes[0]?.path.match(/h1v1h-1z/g)).toHaveLength(2);
    expect(shapes[0]?.path.match(/M/g)).toHaveLength(3);
  });

  it('draws lines and what is no region below the regions', () => {
    const { shapes } = drawMap([
      { region: '460000', polygons: [[circle([110, 19], 1, 10)]], lines: [] },
      {
        polygons: [],
        lines: [
          [
            [108, 10],
            [110, 4],
            [118, 8],
          ],
        ],
      },
    ]);
    expect(shapes.map(({ region, isLine }) => [region, isLine])).toEqual([
      [undefined, true],
      ['460000', undefined],
    ]);
    expect(shapes[0]?.path).not.toContain('z');
  });

  it('of a province’s children with a hundred thousand points stays small enough for a page', () => {
    // A border bends at every scale, less the finer one looks.
    const jagged = (at: Position): Position[] =>
      circle(at, 0.9, 7_000).map(([x, y], i): Position => {
        const bend = [7, 40, 200, 1_000].reduce(
          (sum, k) => sum + Math.sin((2 * Math.PI * i * k) / 7_000) / k,
          0,
        );
        return [x + bend / 2, y - bend / 3];
      });
    const drawn = drawMap(
      [...Array(14).keys()].map((i) => ({
        region: `4501${String(i + 10)}`,
        polygons: [[jagged([105 + 2 * (i % 4), 22 + 2 * Math.floor(i / 4)])]],
        lines: [],
      })),
    );
    expect(drawn.shapes).toHaveLength(14);
    expect(Math.max(drawn.width, drawn.height)).toBeGreaterThanOrEqual(700);
    const characters = drawn.shapes.reduce((sum, { path }) => sum + path.length, 0);
    expect(characters).toBeGreaterThan(5_000);
    expect(characters).toBeLessThanOrEqual(40_000);
  });
});
