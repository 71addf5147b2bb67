/** A reading that somebody stated, in the place of the one that a dictionary makes: 乐清 is Yueqing, not Leqing. */
import type { Spelling } from './name-search.ts';

/** A region or an agency, as whoever listed it wants its present name to be read. */
export interface Read {
  readonly name: string;
  readonly pinyin?: string | undefined;
}

/** Twice what the longest names take. */
export const MAX_PINYIN_LENGTH = 300;
/** Words of Latin letters without tones; figures stand in names, too. */
const PINYIN = /^[a-zü0-9]+(?:[ '-]+[a-zü0-9]+)*$/iu;
export const isPinyin = (text: string): boolean => text.length <= MAX_PINYIN_LENGTH && PINYIN.test(text);

/** Apostrophes as keyboards have them, and one space between words. */
export const cleanPinyin = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[’‘ʼ`]/gu, "'")
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** `undefined` where nobody stated how this name is read. */
export function spellStated({ name, pinyin }: Read, text: string): Omit<Spelling, 'text'> | undefined {
  if (pinyin === undefined || text !== name) return undefined;
  const syllables = splitSyllables(pinyin, Array.from(name).length) ?? pinyin.split(/[ '-]+/u);
  return { initials: syllables.map((one) => plain(one).charAt(0)).join(''), pinyin };
}

const plain = (letters: string): string => letters.toLowerCase().replaceAll('ü', 'v');

const SYLLABLE =
  /^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:a|ai|ao|an|ang|e|ei|er|en|eng|i|ia|iao|ie|iu|ian|in|iang|ing|iong|o|ou|ong|u|ua|ue|uo|uai|ui|uan|un|uang|ü|üe|v|ve)$/u;
const LONGEST = 6;

/** So many syllables, where it can be cut into them: `Xian` is two of 西安 and one of 县. */
export function splitSyllables(pinyin: string, count: number): string[] | undefined {
  const letters = pinyin.toLowerCase();
  const hopeless = new Set<string>();
  const cut = (at: number, left: number): string[] | undefined => {
    if (at === letters.length) return left === 0 ? [] : undefined;
    if (/[ '-]/u.test(letters.charAt(at))) return cut(at + 1, left);
    const place = `${at} ${left}`;
    if (left === 0 || hopeless.has(place)) return undefined;
    for (let length = LONGEST; length > 0; length--) {
      const syllable = letters.slice(at, at + length);
      const rest = SYLLABLE.test(syllable) ? cut(at + syllable.length, left - 1) : undefined;
      if (rest) return [syllable, ...rest];
    }
    hopeless.add(place);
    return undefined;
  };
  return cut(0, count);
}
