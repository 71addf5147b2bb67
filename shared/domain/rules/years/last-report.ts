import type { Figures, YearBefore } from '../../form/figures.ts';

/**
 * The agency's own report of the year before. An agency that others were merged into continues all of them in its cases
 * (Y1); what else it continues is not of its own making.
 */
export const findLastReport = ({ previous, openers = [] }: YearBefore): Figures | undefined =>
  openers.length > 0 ? undefined : previous;
