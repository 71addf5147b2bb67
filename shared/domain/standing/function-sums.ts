/**
 * What a region's year has by function, as sums that add up: of a district's agencies, of a city's districts, of a nation's
 * provinces. Where a page would have to read thousands of agencies, these are kept.
 */
import { chooseEdition } from '../form/catalogue.ts';
import { addComparedFigures } from '../form/main-figures.ts';
import type { StatedSum } from './agencies-sum.ts';

export interface FunctionSum {
  /** Its id. */
  readonly function: string;
  /** Agencies that the roster obliges in the year or in one of the two before it, each once: those of three years as one. */
  readonly pooledAgencies: number;
  /** Figures are known as far as comparisons read them (`main-figures.ts`). */
  readonly stated: StatedSum;
}

/** By function, in the order in which they first come. */
export function addFunctionSums(year: number, sums: readonly FunctionSum[]): FunctionSum[] {
  return [...Map.groupBy(sums, (one) => one.function)].map(([id, own]) => ({
    function: id,
    pooledAgencies: sum(own.map(({ pooledAgencies }) => pooledAgencies)),
    stated: addStated(
      year,
      own.map(({ stated }) => stated),
    ),
  }));
}

export function addStated(year: number, all: readonly StatedSum[]): StatedSum {
  const figures = all.flatMap((one) => one.figures ?? []);
  return {
    reports: {
      expected: sum(all.map(({ reports }) => reports.expected)),
      accepted: sum(all.map(({ reports }) => reports.accepted)),
      late: sum(all.map(({ reports }) => reports.late)),
    },
    figures: figures.length === 0 ? undefined : addComparedFigures(chooseEdition(year), figures),
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);
