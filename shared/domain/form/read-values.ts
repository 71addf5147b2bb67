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
  preamble: 10,
  signatureName: 11,
  signatureDate: 12,
} as const;
/** The texts that people read, in the order of the form: what stands before 一, sections 一, 五 and 六, 落款. */
export const READ_TEXTS = [
  { index: TEXT.preamble, path: '/preamble' },
  { index: TEXT.overview, path: '/narrative/overview' },
  { index: TEXT.problems, path: '/narrative/problems' },
  { index: TEXT.other, path: '/narrative/other' },
  { index: TEXT.signatureName, path: '/signature/name' },
] as const;
/** Lists of a report, by their place in `ReadValues.lists`; an element's texts stand in the order of its keys. */
export const LIST = { notes: 0, explanations: 1 } as const;
/** Numbers that are not figures, by their place in `ReadValues.numbers`. */
export const NUMBER = { year: 0, notices: 1, noticedFen: 2, collectedFen: 3 } as const;

/** A cell is NaN, anything else undefined, where it is not there or could not be read. */
export interface ReadValues extends Figures {
  /** By `NUMBER`. */
  readonly numbers: readonly (number | undefined)[];
  /** By `TEXT`. */
  readonly texts: readonly (string | undefined)[];
  /** By `LIST`: the elements, each with its texts; without any where it could not be read. */
  readonly lists: readonly (readonly (readonly string[])[] | undefined)[];
  readonly nil: boolean;
}
