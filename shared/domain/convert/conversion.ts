/** What converting a file came to. */
import type { Edition } from '../form/catalogue.ts';
import type { FileKind, SourcePlace } from './layout.ts';
import type { NoteReason } from './note-words.ts';

/** Why something is asked; its words in both languages stand in `ask-words.ts`. */
export const ASK_REASONS = [
  'several-readings', // glued figures that can be parted in more than one way
  'no-reading', // figures that fit no way
  'missing-row', // the row, or its figures, are not in the file
  'partly-blank', // one to six figures of a row
  'no-unit', // an amount without 元 or 万元
  'other-edition', // the other edition's table: what it does not say
  'doubtful-source', // the reader does not vouch for the text
  'contradicting', // the file says it twice, differently
  'no-agency',
  'no-year',
  'nil', // all is zero and the text says that none were received
] as const;
export type AskReason = (typeof ASK_REASONS)[number];

/** Something that a person must decide before the draft is a report. */
export interface Ask {
  /** JSON Pointer of a cell, a row or a table (or of a text or head) of the document. */
  readonly path: string;
  readonly why: AskReason;
  /** The piece of the source, as it stands there. */
  readonly text: string;
  readonly place?: SourcePlace;
  /** What it may say: for each candidate the values of `cells`, in their order. */
  readonly candidates?: readonly (readonly (number | string)[])[];
  /** JSON Pointers of the cells that the candidates fill. */
  readonly cells?: readonly string[];
}

/** Whose report it is, of which year: decided before and apart from what it says. */
export const isAskOfHead = ({ path }: Ask): boolean => path === '/year' || path === '/agency';

/** What was read in a way that should be said once: blanks read as 0, remarks carried over, misprinted labels. */
export interface ConversionNote {
  readonly path?: string;
  /** Its words in both languages stand in `note-words.ts`. */
  readonly why: NoteReason;
  readonly text: string;
}

/** Why nothing can be made of a file; its words (reason and cure) in both languages stand in `refusal-words.ts`. */
export const REFUSALS = [
  'empty',
  'too-large',
  'unknown-kind',
  'damaged',
  'encrypted',
  'bomb',
  'macros',
  'several-files',
  'folder',
  'scan',
  'no-character-map',
  'lossy-text',
  'not-a-report',
  'no-tables',
  'blank-form',
  'several-years',
  'cut-off',
  'lines-dropped',
  'torn-columns',
  'too-costly',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** A document in our format as plain JSON, with `null` in the figure cells that are asked about. */
export type DraftDocument = Readonly<Record<string, unknown>>;

export type Conversion =
  | {
      readonly outcome: 'refused';
      readonly kind: FileKind | undefined;
      readonly refusal: Refusal;
    }
  | {
      readonly outcome: 'read' | 'asks';
      readonly kind: FileKind;
      readonly edition: Edition;
      readonly document: DraftDocument;
      readonly asks: readonly Ask[];
      readonly notes: readonly ConversionNote[];
    };
