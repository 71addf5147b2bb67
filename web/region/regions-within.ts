/** Which regions an answer asks that takes the agencies of all of them together, and how many it asks at most. */
import { existsIn } from '../../shared/domain/basics/region-span.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import type { LoadedRegion } from '../../shared/domain/roster/loaded-region.ts';

/** Below the one asked. Every region is asked for its list, in each year: a city has a few dozen, a province a hundred. */
export const MAX_REGIONS = 40;

/** A region with those within it that are regions of the year. The nation is there in any case, loaded or not. */
export function listRegionsWithin(code: string, within: readonly LoadedRegion[], year: number): string[] {
  const there = within.filter((region) => region.code === code || existsIn(region, year));
  return [...new Set([...(code === NATION ? [NATION] : []), ...there.map((region) => region.code)])];
}

/** Too many to be asked all. */
export const isTooWide = (regions: readonly string[]): boolean => regions.length > MAX_REGIONS + 1;
