/** The few figures of a report that lists of agencies and regions show: the 总计 column of table 三, and the disputes'. */
import { CATALOGUES, type Edition } from './catalogue.ts';
import { noFigures, type Figures } from './figures.ts';

const MAIN_PLACES: Readonly<Record<Edition, readonly number[]>> = {
  '2019': placesOf('2019'),
  '2021': placesOf('2021'),
};

function placesOf(edition: Edition): number[] {
  return CATALOGUES[edition].cells
    .filter(({ path }) => /^\/(applications|reconsideration|litigation)\/(.+\/)?total$/.test(path))
    .map(({ index }) => index);
}

/** In the order of the form. */
export const listMainFigures = ({ edition, cells }: Figures): number[] =>
  MAIN_PLACES[edition].map((place) => cells[place]!);

/** The sum of the main figures of any number of figure sets of one edition; of every other cell nothing is known. */
export function addMainFigures(edition: Edition, summands: readonly Figures[]): Figures {
  const sums = MAIN_PLACES[edition].map((place) =>
    summands.reduce((sum, { cells }) => sum + cells[place]!, 0),
  );
  return { edition, cells: restoreCells(edition, sums) };
}

/**
 * Figures of which only the main ones are known: every other cell of the edition is NaN, and places of rows that it
 * lacks are 0 as always. `undefined` where their number is wrong.
 */
export function restoreMainFigures(edition: Edition, values: readonly number[]): Figures | undefined {
  const places = MAIN_PLACES[edition];
  if (values.length !== places.length) return undefined;
  let restored: Float64Array | undefined;
  return {
    edition,
    get cells() {
      return (restored ??= restoreCells(edition, values));
    },
  };
}

function restoreCells(edition: Edition, values: readonly number[]): Float64Array {
  const { cells } = noFigures(edition);
  for (const { index } of CATALOGUES[edition].cells) cells[index] = Number.NaN;
  MAIN_PLACES[edition].forEach((place, i) => (cells[place] = values[i]!));
  return cells;
}
