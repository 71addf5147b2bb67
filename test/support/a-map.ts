/** GeoJSON of a made-up map: squares of a degree side by side, as no real place lies. */
interface Square {
  readonly code: string | number;
  /** The column and the row of its lower left corner. */
  readonly at: readonly [column: number, row: number];
  readonly name?: 'code' | 'adcode' | 'gb';
}

const square = ([column, row]: Square['at']): number[][] => {
  const [west, south] = [108 + column, 23 + row];
  return [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south + 1],
    [west, south],
  ];
};

export const aFeature = ({ code, at, name = 'code' }: Square) => ({
  type: 'Feature',
  properties: { [name]: code },
  geometry: { type: 'Polygon', coordinates: [square(at)] },
});

export const aMap = (features: readonly object[], members: object = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...members, features });

/** Square districts of 柳州市 in a row. */
export const aCityMap = (
  codes: readonly string[],
  members: object = { approvalNumber: '桂S(2024)1号' },
): string =>
  aMap(
    codes.map((code, i) => aFeature({ code, at: [i, 0] })),
    members,
  );
