/**
 * A flagged figure that may be a slip of the unit or of a digit (rules Q5 and Y4) marks the totals that it makes: those of
 * its cell in which it changed more than half of what they would be with last year's figure of the same agency.
 *
 * |figure − previous| > ½ × (total − figure + previous), which is: total < 2 × |figure − previous| + figure − previous.
 * The right side is the figure's own, and no total is smaller than one below it: what does not mark a region's total marks
 * none above it, and a total keeps of the figures below it only those that mark it.
 */
import { CATALOGUES } from '../form/catalogue.ts';
import type { Figures } from '../form/figures.ts';

/** A figure in force in doubt, until it is explained or corrected; what it is, the report says. */
export interface Doubt {
  /** JSON Pointer of its cell. */
  readonly path: string;
  /** Last year's figure of the same agency, as it is stored: a count, or fen. */
  readonly previous: number;
}

/** Whose figure marks a total. */
export interface Mark extends Doubt {
  /** As it was called in the year. */
  readonly agency: { readonly id: string; readonly name: string };
  /** As it is stored. */
  readonly figure: number;
}

/** Marks that one cell keeps: those that reach furthest. More tell a reader nothing, and an item has to hold them. */
export const MAX_MARKS = 10;

/** Totals below this are marked. */
export const measureReach = ({ figure, previous }: Pick<Mark, 'figure' | 'previous'>): number =>
  2 * Math.abs(figure - previous) + figure - previous;

/** Those among the figures in doubt that mark a total: cell by cell in the form's order, the furthest reaching first. */
export function keepMarks(total: Figures, doubted: readonly Mark[]): readonly Mark[] {
  if (doubted.length === 0) return doubted;
  return CATALOGUES[total.edition].cells.flatMap(({ path, index }) =>
    doubted
      .filter((mark) => mark.path === path && measureReach(mark) > total.cells[index]!)
      .sort((a, b) => measureReach(b) - measureReach(a) || (a.agency.id < b.agency.id ? -1 : 1))
      .slice(0, MAX_MARKS),
  );
}

export const equalMarks = (a: readonly Mark[], b: readonly Mark[]): boolean =>
  a.length === b.length && a.every((mark, i) => nameMark(mark) === nameMark(b[i]));

const nameMark = (mark: Mark | undefined): string =>
  JSON.stringify(mark && [mark.path, mark.agency.id, mark.agency.name, mark.figure, mark.previous]);
