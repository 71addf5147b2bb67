/**
 * How findings quote the document: in short, and never half a character. The store refuses text that is not
 * well-formed, and an item above 400 KB: what comes from outside is bounded before it gets there.
 */
import { maskPrivateData } from '../basics/private-data.ts';
import { MAX_PLACE_LENGTH } from './document-limits.ts';

/** UTF-16 units, so at most three bytes of UTF-8 each. An agency's id, of up to 63, is told in full. */
const MAX_SHOWN = 64;
/** How many times as long a person's number with all its gaps may be as what stands for it. */
const LONGEST_TO_MASKED = 13;
/** At least `max` units of a text, if it has as many, with a person's numbers masked. */
const masked = (text: string, max: number): string => maskPrivateData(text.slice(0, LONGEST_TO_MASKED * max));

/** At most `max` UTF-16 units, whole code points only, and `…` where more followed. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const isSplit = text.codePointAt(max - 1)! > 0xffff;
  return `${text.slice(0, isSplit ? max - 1 : max)}…`;
}

/** Text from the document, as far as a message has room for it; a person's numbers are never repeated. */
export const shown = (text: string): string => cut(masked(text, MAX_SHOWN), MAX_SHOWN).toWellFormed();

/** A place in the document, as far as a finding has room for it. */
export const shownPointer = (path: string): string => cut(path, MAX_PLACE_LENGTH).toWellFormed();

/**
 * A JSON Pointer (RFC 6901) below `base`; what lies beyond the part that is shown may be left out. A person's number
 * in a key is not repeated either.
 */
export function pointer(base: string, keys: readonly (string | number)[]): string {
  let path = base;
  for (const key of keys) {
    if (path.length > MAX_PLACE_LENGTH) break;
    const name = masked(String(key), MAX_PLACE_LENGTH);
    path += `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
  return path;
}
