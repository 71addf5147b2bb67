import type { EngineRule } from '../rule.ts';
import type { CellWords } from '../wrong-cell.ts';

/** A rule of arithmetic: `check-sums.ts` finds the cells, `form/sum-equations.ts` has the equations. */
export interface SumRule extends EngineRule {
  readonly engine: 'sum-equations';
  readonly words: CellWords;
}
