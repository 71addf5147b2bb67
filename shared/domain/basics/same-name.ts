/** Whether two spellings are one name: differences that the eye can't see, or an input method made, don't count. */

/** Most names are as they should be, and many are read. */
const PLAIN = /^[\u4e00-\u9fffa-zA-Z0-9]*$/;
/** Zero-width spaces and joiners, soft hyphens, marks of direction, variation selectors. */
const INVISIBLE = /[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f]/gu;
const OPENING = /[[{〈《【〔〖]/gu;
const CLOSING = /[\]}〉》】〕〗]/gu;
const QUOTES = /[“”„‟‘’‚‛'`´«»‹›「」『』〝〞〟]/gu;
const SPACES = /\s+/gu;

/** Compatible characters as one (NFKC), nothing invisible, one kind of bracket and of quote; spaces stay. */
export function foldCharacters(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(OPENING, '(')
    .replace(CLOSING, ')')
    .replace(QUOTES, '"');
}

/** The same for every spelling of a name. */
export const foldName = (name: string): string =>
  PLAIN.test(name) ? name : foldCharacters(name).replace(SPACES, '');

/** Han that is another Han to a machine alone (⽯ for 石), and wide letters and digits. */
const LOOK_ALIKE = /[\u2e80-\u2fdf\uf900-\ufaff\u{2f800}-\u{2fa1f}０-９Ａ-Ｚａ-ｚ]/gu;

/** What a person meant to write: without what can't be seen, with the usual one of characters that look the same. */
export const cleanText = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text
        .replace(INVISIBLE, '')
        .replace(LOOK_ALIKE, (one) => one.normalize('NFKC'))
        .trim();

/** Spaces beside a Chinese character separate nothing; between words of letters, one space does. */
const BESIDE_HAN = /(?<=[\p{Script=Han}\p{Ps}\p{Pe}])\p{Zs}+|\p{Zs}+(?=[\p{Script=Han}\p{Ps}\p{Pe}])/gu;

/** A name as it is stored and shown. */
export const cleanName = (name: string): string =>
  cleanText(name)
    .replace(BESIDE_HAN, '')
    .replace(/\p{Zs}+/gu, ' ');
