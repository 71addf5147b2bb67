/** The regions that lie within another one, of those that are loaded. */
import { existsIn } from '../basics/region-span.ts';
import { findParent, NATION } from '../basics/region.ts';
import type { LoadedRegion } from './loaded-region.ts';

/** A region with those within it that are regions of the year. The nation is there in any case, loaded or not. */
export function listRegionsWithin(code: string, within: readonly LoadedRegion[], year: number): string[] {
  const there = within.filter((region) => region.code === code || existsIn(region, year));
  return [...new Set([...(code === NATION ? [NATION] : []), ...there.map((region) => region.code)])];
}

export const listRightBelow = (code: string, within: readonly LoadedRegion[]): readonly LoadedRegion[] =>
  within.filter((region) => findParent(region.code) === code);
