/** What belongs into a row of the form: its words stand in `row-help-zh.ts` and `row-help-en.ts`. */
import type { Edition } from '../../../shared/domain/form/catalogue.ts';

export interface RowHelp {
  readonly what: string;
  /** The article that the row stands on. */
  readonly article: string;
  readonly example: string;
}

/** By the row's JSON Pointer: rows that both editions have alike, and those of one. */
export interface RowHelps {
  readonly both: Readonly<Record<string, RowHelp>>;
  readonly '2019': Readonly<Record<string, RowHelp>>;
  readonly '2021': Readonly<Record<string, RowHelp>>;
}

export const findRowHelp = (helps: RowHelps, edition: Edition, row: string): RowHelp | undefined =>
  helps[edition][row] ?? helps.both[row];
