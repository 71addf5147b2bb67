/**
 * Regions begin, end and follow one another: a county that becomes a district gets a new code, and what was reported under
 * the old one belongs to the same series. Years are report years.
 */
export interface RegionSpan {
  /** The first year of its code; from the beginning, where it is left out. */
  readonly from?: number | undefined;
  /** The last year of its code; still there, where it is left out. */
  readonly to?: number | undefined;
  /** Codes of the regions that it goes on from: several, where they were merged. */
  readonly predecessors?: readonly string[] | undefined;
  /** Codes of the regions that go on from it: several, where it was split. */
  readonly successors?: readonly string[] | undefined;
}

/** Whether the code is one of the year's. */
export const existsIn = ({ from, to }: RegionSpan, year: number): boolean =>
  (from === undefined || year >= from) && (to === undefined || year <= to);

/**
 * The regions whose figures are this one's series before its first year: predecessors that had ended by then, and whose
 * only successor it is. No part has the figures of a region that was split, or that goes on beside it.
 */
export function continuedFrom(
  { from, predecessors = [] }: RegionSpan,
  spanOf: (code: string) => RegionSpan | undefined,
): readonly string[] {
  if (from === undefined) return [];
  return predecessors.filter((code) => {
    const { to, successors = [] } = spanOf(code) ?? {};
    return to !== undefined && to < from && successors.length <= 1;
  });
}

/** Codes that go on from each region, as the others say. */
export function findSuccessors(
  regions: Iterable<RegionSpan & { readonly code: string }>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { code, predecessors = [] } of regions)
    for (const predecessor of new Set(predecessors))
      found.set(predecessor, [...(found.get(predecessor) ?? []), code].sort());
  return found;
}
