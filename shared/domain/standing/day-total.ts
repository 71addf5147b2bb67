/** A region's total as it stood at the end of a day. */
import type { IsoDay } from '../basics/calendar.ts';
import type { Figures } from '../form/figures.ts';
import type { RegionYear } from './region-year.ts';

export interface NamedDay {
  readonly code: string;
  readonly year: number;
  readonly day: IsoDay;
}

export interface DayTotal extends NamedDay {
  /** Counts writes; one that an earlier version kept of nobody has none. */
  readonly revision: number | undefined;
  /** What it was made from. */
  readonly stamp: string;
  /** `undefined` where nobody was expected to report by then. */
  readonly total: RegionYear | undefined;
  /** By its own consolidated report: what the report about the region above is compared with. */
  readonly stated?: Figures | undefined;
}
