/** A region's total as it stood at the end of a day. */
import type { IsoDay } from '../basics/calendar.ts';
import type { RegionYear } from './region-year.ts';

export interface NamedDay {
  readonly code: string;
  readonly year: number;
  readonly day: IsoDay;
}

export interface DayTotal {
  readonly day: IsoDay;
  /** What it was made from. */
  readonly stamp: string;
  readonly total: RegionYear;
}
