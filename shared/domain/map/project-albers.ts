/** Albers' equal-area conic projection, as maps of China are drawn in: areas stay comparable, whatever the extent. */

/** Degrees: longitude, latitude. */
export type Position = readonly [longitude: number, latitude: number];
/** On the plane, in radii of the earth; `y` grows to the north. */
type PlanePoint = readonly [x: number, y: number];

/** Degrees. */
interface Extent {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export function findExtent(positions: Iterable<Position>): Extent {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [longitude, latitude] of positions) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return { west, south, east, north };
}

const toRadians = (degrees: number): number => (degrees * Math.PI) / 180;
/** Parallels of true length, as parts of the height: a sixth from either edge distorts the whole least. */
const STANDARD = [1 / 6, 5 / 6] as const;
/** Nearly symmetrical about the equator the cone is a cylinder. */
const FLAT = 1e-6;

export function projectAlbers({ west, south, east, north }: Extent): (position: Position) => PlanePoint {
  const middle = toRadians((west + east) / 2);
  const [first, second] = STANDARD.map((part) => Math.sin(toRadians(south + part * (north - south))));
  const sineFirst = first ?? 0;
  const n = (sineFirst + (second ?? 0)) / 2;
  const cosineSquared = 1 - sineFirst ** 2;
  if (Math.abs(n) < FLAT) {
    const cosine = Math.sqrt(cosineSquared);
    return ([longitude, latitude]) => [
      (toRadians(longitude) - middle) * cosine,
      Math.sin(toRadians(latitude)) / cosine,
    ];
  }
  const c = cosineSquared + 2 * n * sineFirst;
  const radius = (latitude: number): number => Math.sqrt(c - 2 * n * Math.sin(toRadians(latitude))) / n;
  const top = radius(north);
  return ([longitude, latitude]) => {
    const [r, angle] = [radius(latitude), n * (toRadians(longitude) - middle)];
    return [r * Math.sin(angle), top - r * Math.cos(angle)];
  };
}
