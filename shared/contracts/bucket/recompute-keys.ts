/** Orders to make a region's year anew: which, in their keys, so that whoever has the message has the work. */
import { isRegionCode } from '../../domain/basics/region.ts';

export interface RecomputeOrder {
  readonly work: 'recompute';
  readonly region: string;
  readonly year: number;
  /** What kept the region from being done when it changed. */
  readonly reason: string;
  /** The change's id in the stream, which the log has. */
  readonly correlationId: string;
}
type Recomputed = Pick<RecomputeOrder, 'region' | 'year'>;

/** Beside the orders of nights, in the same queue. */
export const makeRecomputeKey = ({ region, year }: Recomputed): string =>
  `reconcile/recompute/${year}/${region}.json`;

const RECOMPUTE_KEY = /^reconcile\/recompute\/([0-9]{4})\/([0-9]{6})\.json$/;

/** The region and year that a key states, or `undefined` where the key does not fit the pattern. */
export function parseRecomputeKey(key: string): Recomputed | undefined {
  const [, year, region] = RECOMPUTE_KEY.exec(key) ?? [];
  return region === undefined || !isRegionCode(region) ? undefined : { region, year: Number(year) };
}
