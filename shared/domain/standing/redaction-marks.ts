/**
 * Which documents have a record of their redaction, in so few characters that everybody who receives an upload can be told:
 * the beginnings of their hashes, and of the hashes of what they say. Another hash may begin alike: then the record is looked
 * for in vain.
 */
import type { Saying } from '../document/same-document.ts';

/** `many`: more than are told one by one. */
export type RedactionMarks = readonly string[] | 'many';

const MARK_CHARACTERS = 6;
const MAX_MARKS = 500;

const markHash = (hash: string): string => hash.slice(0, MARK_CHARACTERS);

export function markRedacted(hashes: readonly string[], known: RedactionMarks = []): RedactionMarks {
  if (known === 'many') return known;
  const marks = [...new Set([...known, ...hashes.map(markHash)])].sort();
  return marks.length > MAX_MARKS ? 'many' : marks;
}

/** Whether there may be a record for the document, or for one that says the same; `undefined`: nobody has told of any. */
export function mayBeRedacted(known: RedactionMarks | undefined, { sha256, content }: Saying): boolean {
  if (known === undefined || known === 'many') return true;
  const marks = new Set(known);
  return [sha256, content].some((hash) => typeof hash === 'string' && marks.has(markHash(hash)));
}
