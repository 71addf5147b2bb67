/**
 * How findings quote the document: in short, and never half a character. The store refuses text that is not
 * well-formed, and an item above 400 KB: what comes from outside is bounded before it gets there.
 */
import { maskPrivateData } from '../basics/private-data.ts';
import { MAX_PLACE_LENGTH } from './document-limits.ts';

/** UTF-16 units, so at most three bytes of UTF-8 each. An agency's id, of up to 63, is told in full. */
const MAX_SHOWN = 64;
/** Whatever begins within what is shown ends within this. */
const MAX_QUOTED = 2 * MAX_SHOWN;

/** At most `max` UTF-16 units, whole code points only, and `…` where more followed. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const isSplit = text.codePointAt(max - 1)! > 0xffff;
  return `${text.slice(0, isSplit ? max - 1 : max)}…`;
}

/** Text from the document, as far as a message has room for it; a person's numbers are never repeated. */
export const shown = (text: string): string =>
  cut(maskPrivateData(text.length > MAX_QUOTED ? text.slice(0, MAX_QUOTED) : text), MAX_SHOWN).toWellFormed();

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
    // One unit more than is shown is enough to see that it was cut.
    const name = maskPrivateData(String(key).slice(0, MAX_PLACE_LENGTH));
    path += `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
  return path;
}
