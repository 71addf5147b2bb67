/** What could be read of a document: the figures, and the other values by their place. */
import type { Figures } from './figures.ts';

/** Texts of a report, by their place in `ReadValues.texts`. */
export const TEXT = {
  edition: 0,
  agencyId: 1,
  agencyName: 2,
  creditCode: 3,
  district: 4,
  publishedOn: 5,
  sourceUrl: 6,
  overview: 7,
  problems: 8,
  other: 9,
} as const;
/** Numbers that are not figures, by their place in `ReadValues.numbers`. */
export const NUMBER = { year: 0, notices: 1, noticedFen: 2, collectedFen: 3 } as const;

/** A cell is NaN, anything else undefined, where it is not there or could not be read. */
export interface ReadValues extends Figures {
  /** By `NUMBER`. */
  readonly numbers: readonly (number | undefined)[];
  /** By `TEXT`. */
  readonly texts: readonly (string | undefined)[];
  readonly nil: boolean;
}
