/**
 * What reading the texts of one document may cost, in steps and not in time: the same document costs the same on every
 * machine, so that a receipt, the check page, the command line and `rebuild` say the same of it.
 */

/**
 * A step is a character or a word that is looked at. A mebibyte of prose takes half of this; what takes more is made up of
 * the words that counts are told by, repeated hundreds of thousands of times. Lowering it would return what was accepted.
 */
export const MAX_READING_STEPS = 3_000_000;

/** Thrown where the budget is used up; caught by `check`, which makes it a finding. */
export class TooCostlyError extends Error {
  override readonly name = 'TooCostlyError';
}

export class ReadingBudget {
  /** Steps that are left. */
  left: number;

  constructor(steps: number = MAX_READING_STEPS) {
    this.left = steps;
  }

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new TooCostlyError();
  }
}
