/** The regions whose lists are read together, where a page tells of all agencies of a region and of those below it. */
import { existsIn } from '../../shared/domain/basics/region-span.ts';
import { findParent, NATION } from '../../shared/domain/basics/region.ts';
import type { LoadedRegion } from '../../shared/domain/roster/loaded-region.ts';

/** Below the one asked. Every region is asked for its list, in each year: a city has a few dozen, a province a hundred. */
export const MAX_REGIONS = 40;

/** A region with those within it that are regions of the year. The nation is there in any case, loaded or not. */
export function listRegionsWithin(code: string, within: readonly LoadedRegion[], year: number): string[] {
  const there = within.filter((region) => region.code === code || existsIn(region, year));
  return [...new Set([...(code === NATION ? [NATION] : []), ...there.map((region) => region.code)])];
}

export const listRightBelow = (code: string, within: readonly LoadedRegion[]): readonly LoadedRegion[] =>
  within.filter((region) => findParent(region.code) === code);

/** Too many to be asked all. */
export const isTooWide = (regions: readonly string[]): boolean => regions.length > MAX_REGIONS + 1;
