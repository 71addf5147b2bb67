/** Inhabitants by region and year, as an operator loaded them: what a count is set against, so that regions of any size compare. */
import type { Instant } from '../basics/calendar.ts';
import { ENOUGH_CASES } from './derived-figures.ts';

export interface Population {
  /** GB/T 2260. */
  readonly region: string;
  readonly year: number;
  readonly inhabitants: number;
  readonly source: string;
}

/** Those of the regions right below one; of the top one alone below `NOWHERE`. */
export interface PopulationList {
  readonly parent: string;
  /** The load that made it so. */
  readonly since: Instant;
  readonly entries: readonly Population[];
}

/** In the place of a parent's code. */
export const NOWHERE = 'top';

/** 每万人: cases per 10 000 inhabitants; `undefined` of fewer than 30 cases. */
export const perTenThousand = (cases: number, inhabitants: number): number | undefined =>
  cases < ENOUGH_CASES || inhabitants <= 0 ? undefined : (cases / inhabitants) * 10_000;
