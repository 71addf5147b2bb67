/**
 * The few figures of a report that lists of agencies and regions show: the 总计 column of table 三, and the disputes'. What is
 * compared needs how disputes ended besides.
 */
import { CATALOGUES, type Edition } from './catalogue.ts';
import { noFigures, type Figures } from './figures.ts';

type Places = Readonly<Record<Edition, readonly number[]>>;

const findPlaces = (edition: Edition, paths: RegExp): number[] =>
  CATALOGUES[edition].cells.filter(({ path }) => paths.test(path)).map(({ index }) => index);
const choosePlaces = (paths: RegExp): Places => ({
  '2019': findPlaces('2019', paths),
  '2021': findPlaces('2021', paths),
});

const MAIN_PLACES = choosePlaces(/^\/(applications|reconsideration|litigation)\/(.+\/)?total$/);
const COMPARED_PLACES = choosePlaces(/^\/applications\/(.+\/)?total$|^\/(reconsideration|litigation)\//);

/** In the order of the form. */
export const listMainFigures = (figures: Figures): number[] => list(MAIN_PLACES, figures);
export const listComparedFigures = (figures: Figures): number[] => list(COMPARED_PLACES, figures);

/** The sum of the main figures of any number of figure sets of one edition; of every other cell nothing is known. */
export const addMainFigures = (edition: Edition, summands: readonly Figures[]): Figures =>
  add(MAIN_PLACES, edition, summands);
export const addComparedFigures = (edition: Edition, summands: readonly Figures[]): Figures =>
  add(COMPARED_PLACES, edition, summands);

/**
 * Figures of which only the main ones are known: every other cell of the edition is NaN, and places of rows that it
 * lacks are 0 as always. `undefined` where their number is wrong.
 */
export const restoreMainFigures = (edition: Edition, values: readonly number[]): Figures | undefined =>
  restore(MAIN_PLACES, edition, values);
export const restoreComparedFigures = (edition: Edition, values: readonly number[]): Figures | undefined =>
  restore(COMPARED_PLACES, edition, values);

const list = (places: Places, { edition, cells }: Figures): number[] =>
  places[edition].map((place) => cells[place]!);

function add(places: Places, edition: Edition, summands: readonly Figures[]): Figures {
  const sums = places[edition].map((place) => summands.reduce((sum, { cells }) => sum + cells[place]!, 0));
  return { edition, cells: restoreCells(places, edition, sums) };
}

function restore(places: Places, edition: Edition, values: readonly number[]): Figures | undefined {
  if (values.length !== places[edition].length) return undefined;
  let restored: Float64Array | undefined;
  return {
    edition,
    get cells() {
      return (restored ??= restoreCells(places, edition, values));
    },
  };
}

function restoreCells(places: Places, edition: Edition, values: readonly number[]): Float64Array {
  const { cells } = noFigures(edition);
  for (const { index } of CATALOGUES[edition].cells) cells[index] = Number.NaN;
  places[edition].forEach((place, i) => (cells[place] = values[i]!));
  return cells;
}
