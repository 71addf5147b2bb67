/**
 * How many agencies' first acceptable reports came on which day of China. Filings add up like figures, so that a
 * region's are the sum of its children's and its progress towards the deadline is known for every year at once.
 */
import type { IsoDay } from '../basics/calendar.ts';

export type Filings = ReadonlyMap<IsoDay, number>;

/** How many agencies had filed acceptably by the end of a day. */
export interface ProgressPoint {
  readonly day: IsoDay;
  readonly filed: number;
}

export const NO_FILINGS: Filings = new Map();

export function addFilings(all: Iterable<Filings>): Filings {
  const sums = new Map<IsoDay, number>();
  for (const filings of all) for (const [day, count] of filings) sums.set(day, (sums.get(day) ?? 0) + count);
  return sums;
}

export function equalFilings(a: Filings, b: Filings): boolean {
  return a.size === b.size && [...a].every(([day, count]) => b.get(day) === count);
}

/** One point for each day on which something was filed, the earliest first; cumulative. */
export function traceProgress(filings: Filings): ProgressPoint[] {
  let filed = 0;
  return [...filings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, count]) => ({ day, filed: (filed += count) }));
}
