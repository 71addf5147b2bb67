/** The smallest sets of cells that mend all that fails in table 三, with one value for each cell. */
import type { Cure, Problem } from './equation-problem.ts';
import { isCount } from '../form/sum-equations.ts';

/** Larger sets explain nearly anything. */
const LARGEST_SET = 3;
/** Steps of the search: well below a millisecond. */
const MAX_STEPS = 2_000;

interface SmallestSets {
  readonly cures: readonly Cure[];
  /** Whether there may be others of the same size: the search was cut short. */
  readonly isCut: boolean;
}

/** Finds sets of two cells or, where no two do, of three. The caller has tried single cells before. */
export function findSmallestSets(problem: Problem): SmallestSets {
  for (let size = 2; size <= LARGEST_SET; size++) {
    const search = new SetSearch(problem);
    search.seek(size, []);
    if (search.isCut || search.cures.size > 0)
      return { cures: [...search.cures.values()], isCut: search.isCut };
  }
  return { cures: [], isCut: false };
}

/**
 * Every set of up to three cells has one that lies in an equation by itself, without the set's other cells: that
 * equation fails, and tells by how much the cell is wrong. (The cells' equations make a ring only from four cells on.)
 * So each failing equation is asked in turn for each of its cells, and what then still fails is left to a smaller set.
 */
class SetSearch {
  readonly cures = new Map<string, Cure>();
  isCut = false;
  readonly #problem: Problem;
  #steps = 0;

  constructor(problem: Problem) {
    this.#problem = problem;
  }

  seek(size: number, chosen: Cure): void {
    if (this.isCut) return;
    if (++this.#steps > MAX_STEPS) {
      this.isCut = true;
      return;
    }
    const problem = this.#problem;
    if (size === 1) {
      for (const { cell, by } of problem.singles())
        if (!chosen.some((other) => other.cell === cell))
          this.#keep([...chosen, { cell, value: problem.valueOf(cell) + by }]);
      return;
    }
    for (const i of this.#askable(size))
      for (const { cell, sign } of problem.equation(i).terms) {
        if (chosen.some((other) => other.cell === cell)) continue;
        const by = problem.missing({ equation: i, sign });
        const value = problem.valueOf(cell) + by;
        if (!isCount(value)) continue;
        problem.change(cell, by);
        this.seek(size - 1, [...chosen, { cell, value }]);
        problem.change(cell, -by);
      }
  }

  /**
   * A cell lies in one row and one column, so that `size` cells mend no more rows or columns than that; where as many
   * fail, each has exactly one of the cells, and one equation is enough to ask.
   */
  #askable(size: number): readonly number[] {
    const failing = this.#problem.failing();
    const rows = failing.filter((i) => this.#problem.equation(i).rule === 'A1');
    const columns = new Map(
      failing
        .filter((i) => this.#problem.equation(i).rule !== 'A1')
        .map((i) => [columnOf(this.#problem, i), i]),
    );
    if (rows.length > size || columns.size > size) return [];
    if (rows.length === size) return rows.slice(0, 1);
    if (columns.size === size) return [...columns.values()].slice(0, 1);
    return failing;
  }

  #keep(cure: Cure): void {
    const sorted = cure.toSorted((a, b) => a.cell - b.cell);
    this.cures.set(sorted.map(({ cell, value }) => `${cell}:${value}`).join(), sorted);
  }
}

/** Table 三 comes first in the cells, and the stated cell of A2 and A3 is in the equation's column. */
const columnOf = (problem: Problem, i: number): number =>
  problem.equation(i).stated % problem.sums.resultsTotal.length;
