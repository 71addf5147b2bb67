/**
 * Finding a region or an agency by a part of its name, by an abbreviation (卫健委 of 卫生健康委员会) or by the initials of
 * its pinyin (lzs of 柳州市), or by the pinyin itself. How a name is spelled is stored with it; no dictionary is needed here.
 */
import { foldCharacters, foldName } from '../basics/same-name.ts';

export interface Spelling {
  readonly text: string;
  /** Initials of the pinyin of each character, in lower case; empty where they are not known. */
  readonly initials: string;
  /** `Liuzhou Shi` of 柳州市; `undefined` where it is not known. */
  readonly pinyin?: string | undefined;
}

/** Stands for all regions where a district's code says whose agencies are meant. */
export const REGION_NAMES = 'regions';

export interface Named {
  readonly id: string;
  /** The kind of an agency; empty for a region. */
  readonly kind: string;
  /** The name first, then other names. */
  readonly spellings: readonly Spelling[];
}

const MAX_LETTERS = 40;
const MAX_TERMS = 5;

/** What is asked for, piece by piece: how it is spelled makes no difference. */
export function searchTerms(query: string): string[] {
  return foldCharacters(query)
    .toLowerCase()
    .trim()
    .slice(0, MAX_LETTERS)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, MAX_TERMS);
}

/** Most names are as they should be, and many are read. */
const PLAIN = /^[\u4e00-\u9fffa-z0-9]*$/;
const normalised = (text: string): string => (PLAIN.test(text) ? text : foldName(text).toLowerCase());

const isLatin = (term: string): boolean => /^[a-z0-9]+$/.test(term);

/** Behind all that is in the name itself. */
const IN_PLACE_ONLY = 8;
const JOINED = 0.5;

/**
 * How far a name is from what is asked for: 0 where it is the same; `undefined` where some term is not in it. `places`:
 * the regions that an agency belongs to, which its name need not repeat; they alone are not the agency.
 */
export function measureDistance(
  terms: readonly string[],
  { id, spellings }: Named,
  places: readonly Spelling[] = [],
): number | undefined {
  let sum = 0;
  let isNamed = false;
  for (const term of terms) {
    const own =
      term === id ? 0 : nearest(spellings.flatMap((spelling) => termDistance(term, spelling) ?? []));
    if (own < Number.POSITIVE_INFINITY) {
      isNamed = true;
      sum += own;
      continue;
    }
    // In a search for 柳北 and 教育局 the first term may name the place alone.
    const place = nearest(places.flatMap((spelling) => termDistance(term, spelling) ?? []));
    const placed =
      place < Number.POSITIVE_INFINITY
        ? place + IN_PLACE_ONLY
        : nearest(
            places.flatMap((spelling) =>
              spellings.flatMap((one) => termDistance(term, joined(spelling, one)) ?? []),
            ),
          ) + JOINED;
    if (placed === Number.POSITIVE_INFINITY) return undefined;
    if (place === Number.POSITIVE_INFINITY) isNamed = true;
    sum += placed;
  }
  return isNamed ? sum : undefined;
}

/** What is left of each term where the places have given as many of its first letters as they can. */
interface Remainder {
  readonly term: string;
  readonly text: string;
  readonly initials: string;
}

export const remainders = (terms: readonly string[], places: readonly Spelling[]): Remainder[] =>
  terms.map((term) => ({
    term,
    text: shortest(
      term,
      places.map(({ text }) => normalised(text)),
    ),
    initials: shortest(
      term,
      places.map(({ initials }) => initials),
    ),
  }));

function shortest(term: string, texts: readonly string[]): string {
  return texts.map((text) => leftBehind(term, text)).reduce((a, b) => (b.length < a.length ? b : a), term);
}

function leftBehind(letters: string, text: string): string {
  let at = 0;
  for (let i = 0; i < letters.length; i++) {
    at = text.indexOf(letters.charAt(i), at) + 1;
    if (at === 0) return letters.slice(i);
  }
  return '';
}

/** Whether `measureDistance` can answer anything for a name in places with these remainders: quick, for many thousands. */
export const mayBeMeant = (wanted: readonly Remainder[], { id, spellings }: Named): boolean =>
  wanted.every(
    ({ term, text, initials }) =>
      term === id ||
      spellings.some(
        (spelling) =>
          isWithin(text, normalised(spelling.text)) ||
          isWithin(initials, spelling.initials) ||
          (isLatin(term) && lettersIn(spelling).includes(term)),
      ),
  );

const nearest = (distances: readonly number[]): number => Math.min(...distances, Number.POSITIVE_INFINITY);

const joined = (place: Spelling, { text, initials }: Spelling): Spelling => ({
  text: place.text + text,
  initials: initials === '' ? '' : place.initials + initials,
});

/** Too short a run of letters is in every name. */
const MIN_SKIPPING = { initials: 3, characters: 2 };

function termDistance(term: string, spelling: Spelling): number | undefined {
  const text = normalised(spelling.text);
  if (text === term) return 0;
  if (text.startsWith(term)) return 1;
  if (text.includes(term)) return 2;
  if (!isLatin(term)) return term.length >= MIN_SKIPPING.characters && isWithin(term, text) ? 6 : undefined;
  const { initials } = spelling;
  if (initials === term) return 1;
  if (initials.startsWith(term)) return 3;
  if (initials.includes(term)) return 4;
  if (term.length >= MIN_SKIPPING.initials) {
    const at = lettersIn(spelling).indexOf(term);
    if (at >= 0) return at === 0 ? 3 : 4;
  }
  return term.length >= MIN_SKIPPING.initials && isWithin(term, initials) ? 7 : undefined;
}

/** `liuzhoushi` of 柳州市, `lvliangshi` of 吕梁市: ü as a keyboard has it. */
const lettersIn = ({ pinyin = '' }: Spelling): string =>
  pinyin
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replaceAll(/[^a-z0-9]/g, '');

/** Whether the letters come in this order, others between them or not. */
function isWithin(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
