/** The texts of a document that people read, made plain once for all rules that read them. */
import type { Passage } from '../findings/finding.ts';
import { READ_TEXTS, type ReadValues } from '../form/read-values.ts';
import { readPlainly } from './plain-text.ts';

export type SectionPath = (typeof READ_TEXTS)[number]['path'];

export interface SectionText {
  readonly path: SectionPath;
  /** As it was written. */
  readonly written: string;
  /** As rules read it; see `plain-text.ts`. */
  readonly text: string;
  /** What stands between two offsets of `text`, at its place in `written`. */
  readonly passageOf: (start: number, end: number) => Passage;
}

const known = new WeakMap<ReadValues, readonly SectionText[]>();

/** Those that say anything, in the order of the form. */
export function readSections(read: ReadValues): readonly SectionText[] {
  const made = known.get(read);
  if (made) return made;
  const sections = READ_TEXTS.flatMap(({ index, path }) => {
    const written = read.texts[index];
    return written === undefined || written === '' ? [] : [readSection(path, written)];
  });
  known.set(read, sections);
  return sections;
}

export const findSection = (read: ReadValues, path: SectionPath): SectionText | undefined =>
  readSections(read).find((section) => section.path === path);

function readSection(path: SectionPath, written: string): SectionText {
  const { text, offsetOf } = readPlainly(written);
  return {
    path,
    written,
    text,
    passageOf: (start, end) => ({ path, start: offsetOf(start), end: offsetOf(end - 1) + 1 }),
  };
}

/** Titles are no longer than this, so that looking for their marks costs little. */
const MAX_TITLE = 100;

/** Whether a place stands within 《》. */
export function isInTitle(text: string, at: number): boolean {
  const before = text.slice(Math.max(at - MAX_TITLE, 0), at);
  return before.lastIndexOf('《') > before.lastIndexOf('》');
}

/** Sentences that people write are shorter. */
export const MAX_SENTENCE = 200;
const ENDS_SENTENCE = /[。;!?]/;

/** The part of a sentence that stands before a place, and the part behind it. */
export function splitSentenceAt(
  text: string,
  at: number,
): { readonly before: string; readonly after: string } {
  const earlier = text.slice(Math.max(at - MAX_SENTENCE, 0), at).split(ENDS_SENTENCE);
  const [after = ''] = text.slice(at, at + MAX_SENTENCE).split(ENDS_SENTENCE, 1);
  return { before: earlier.at(-1) ?? '', after };
}
