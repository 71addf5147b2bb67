/** How many regions' lists are read together, where a page tells of all agencies of a region and of those below it. */

/** Below the one asked. Every region is asked for its list, in each year: a city has a few dozen, a province a hundred. */
export const MAX_REGIONS = 40;

/** Too many to be asked all. */
export const isTooWide = (regions: readonly string[]): boolean => regions.length > MAX_REGIONS + 1;
