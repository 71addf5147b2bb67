/** A region right below, coloured by what it is told by: as a tile, or on a map. */
import { isTooFew, readComparable, type Value } from '../../shared/domain/form/comparison.ts';
import type { Measure } from '../../shared/domain/form/measures.ts';
import { formatCounts, formatNumber, formatShare, UNDEFINED } from '../../shared/domain/form/number-text.ts';
import { findStep, type ValueStep } from '../../shared/domain/form/value-steps.ts';
import type { FiguresChild } from './child-years.ts';
import type { FiguresView } from './figures-view.ts';
import { readChildValues } from './read-children.ts';

export const MOST_STEPS = 5;

export interface RegionTile {
  readonly child: FiguresChild;
  readonly value: Value | undefined;
  /** What it may be compared by. */
  readonly number: number | undefined;
}

/** Those of the year, in the order of their codes. */
export function readTiles(view: FiguresView): RegionTile[] {
  const { measure } = view;
  const { year } = view.region;
  return readChildValues(view)
    .filter(({ child }) => child.kind === 'region' && child.years.has(year))
    .map(({ child, values }): RegionTile => {
      const value = values.get(year);
      return { child, value, number: readComparable(measure, value) };
    })
    .toSorted((a, b) => (a.child.id < b.child.id ? -1 : 1));
}

/** The class of its colour, which says the same in tiles, legend and map. */
export const nameTone = ({ number }: RegionTile, steps: readonly ValueStep[]): string =>
  number === undefined ? 'unknown' : nameStep(findStep(steps, number), steps.length);

/** With few steps their colours are as far apart as they can be. */
export const nameStep = (step: number, steps: number): string =>
  `heat-${steps === 1 ? 3 : 1 + Math.round((step * (MOST_STEPS - 1)) / (steps - 1))}`;

export function tellValue(measure: Measure, value: Value | undefined): string {
  if (value === undefined) return UNDEFINED;
  if (value.kind === 'count') return formatNumber(value.count);
  return isTooFew(measure, value) ? formatCounts(value.share) : formatShare(value.share);
}
