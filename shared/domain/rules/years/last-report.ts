import type { Figures, YearBefore } from '../../form/figures.ts';

/**
 * The agency's own report of the year before. An agency that others were merged into continues all of them in its cases
 * (Y1); what else it continues is not of its own making.
 */
export const findLastReport = ({ previous, openers = [] }: YearBefore): Figures | undefined =>
  openers.length > 0 ? undefined : previous;

/** The reports whose cases are continued; undefined where one of them is not known, as without all there is no sum. */
export function listContinued({ previous, openers = [] }: YearBefore): readonly Figures[] | undefined {
  const continued = openers.length > 0 ? openers : [previous];
  const known = continued.filter((figures) => figures !== undefined);
  return known.length < continued.length ? undefined : known;
}
