/** What would make a group of failing equations hold again, and leave every other one as it is. */
import { isCount, type Equation, type Part, type Sums } from '../form/sum-equations.ts';

/** Cells and the values that they should have, in the form's order; none has that value already. */
export type Cure = readonly { readonly cell: number; readonly value: number }[];

const NOTHING: readonly Part[] = [];

/**
 * The equations to satisfy: those of the group by how much they fail; the others are 0, and must stay so. NaN takes no
 * part. Changes are tried on it and taken back.
 */
export class Problem {
  readonly sums: Sums;
  readonly cells: Float64Array;
  readonly #residuals: Float64Array;

  constructor(sums: Sums, cells: Float64Array, residuals: Float64Array, group: ReadonlySet<number>) {
    this.sums = sums;
    this.cells = cells;
    this.#residuals = residuals.map((residual, i) => (group.has(i) || Number.isNaN(residual) ? residual : 0));
  }

  /** Indices of the equations that fail now. */
  failing(): number[] {
    const failing: number[] = [];
    for (const [i, residual] of this.#residuals.entries()) if (residual < 0 || residual > 0) failing.push(i);
    return failing;
  }

  fails(equation: number): boolean {
    const residual = this.#residuals[equation] ?? 0;
    return residual < 0 || residual > 0;
  }

  equation(i: number): Equation {
    const equation = this.sums.equations[i];
    if (!equation) throw new RangeError(`no equation ${i}`);
    return equation;
  }

  valueOf(cell: number): number {
    return this.cells[cell] ?? Number.NaN;
  }

  /** The failing equations that the cell is part of. */
  failingAt(cell: number): readonly Part[] {
    return this.partsOf(cell).filter(({ equation }) => this.fails(equation));
  }

  partsOf(cell: number): readonly Part[] {
    return this.sums.parts[cell] ?? NOTHING;
  }

  /** By how much the cell would have to change for the equation to hold. */
  missing({ equation, sign }: Part): number {
    return -sign * (this.#residuals[equation] ?? 0);
  }

  change(cell: number, by: number): void {
    for (const { equation, sign } of this.partsOf(cell)) this.#residuals[equation]! += sign * by;
  }

  /** Whether everything holds after these changes. */
  isSolvedBy(cure: Cure): boolean {
    if (!cure.every(({ value }) => isCount(value))) return false;
    for (const { cell, value } of cure) this.change(cell, value - this.valueOf(cell));
    const solved = this.#residuals.every((residual) => residual === 0 || Number.isNaN(residual));
    for (const { cell, value } of cure) this.change(cell, this.valueOf(cell) - value);
    return solved;
  }

  /** Cells which, changed alone by the amount that comes with them, leave nothing failing. */
  singles(): { readonly cell: number; readonly by: number }[] {
    const failing = this.failing();
    const [first] = failing;
    if (first === undefined) return [];
    return this.equation(first).terms.flatMap(({ cell, sign }) => {
      const by = this.missing({ equation: first, sign });
      let cured = 0;
      for (const part of this.partsOf(cell)) {
        if (Number.isNaN(this.#residuals[part.equation])) continue;
        if (!this.fails(part.equation) || this.missing(part) !== by) return [];
        cured++;
      }
      return cured === failing.length && isCount(this.valueOf(cell) + by) ? [{ cell, by }] : [];
    });
  }
}
