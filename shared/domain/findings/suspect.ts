/**
 * What most likely went wrong where the sums do not agree: which cells to change, into what, and how many findings
 * that clears. A culprit is named alone only where nothing else explains the findings as well.
 */

/** One cell, the value that it has, and the one that it should have. */
export interface Change {
  /** JSON Pointer of the cell. */
  readonly path: string;
  readonly found: number;
  readonly value: number;
}

/** How a report usually comes to be wrong; `cell`: one figure; `cells`: several that have nothing in common. */
export type Slip =
  | 'cell'
  /** Two neighbouring cells of a row or column hold each other's figures. */
  | 'swapped'
  /** 12 for 21: two digits of one figure. */
  | 'transposed'
  /** A digit of one figure dropped or doubled. */
  | 'digit'
  /** The figures of a row or column stand one place further on. */
  | 'shifted'
  /** Totals left at 0 or blank beside figures. */
  | 'total-left'
  /** A total that leaves out one of its rows or columns. */
  | 'row-forgotten'
  /** The organisations' cases are in the natural persons' column of a total only. */
  | 'organisations-forgotten'
  | 'cells';

export const SLIPS = [
  'cell',
  'swapped',
  'transposed',
  'digit',
  'shifted',
  'total-left',
  'row-forgotten',
  'organisations-forgotten',
  'cells',
] as const satisfies readonly Slip[];

/** A count that the text states; a row that is that of last year. */
export const DECIDED_BY = ['text', 'last-year'] as const;

/** A change that satisfies every equation whose finding refers to it. `path`, `found` and `value` are the first change's. */
export interface Repair extends Change {
  readonly slip: Slip;
  /** Findings that it clears. */
  readonly clears: number;
  /** What told it from others that explain the sums as well. */
  readonly decidedBy?: (typeof DECIDED_BY)[number];
  /** Every cell to change, in the order of the form. */
  readonly changes: readonly Change[];
}

/** The one explanation or, where several are as good, all of them, the likeliest first. */
export type Suspect = Repair | Candidates;

export interface Candidates {
  readonly candidates: readonly Repair[];
  /** How many more there are, at least. */
  readonly more?: number;
}
