import type { IsoDay } from '../basics/calendar.ts';

/** Sums of hashes by day of China: see `history-days.ts`. */
export type DaySums = ReadonlyMap<IsoDay, number>;
