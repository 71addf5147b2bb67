/** The longest passage that two narratives have in common but for years and counts: what Q3 shows. */
import type { Passage } from './finding.ts';
import type { Report } from './report.ts';

const SECTIONS = ['overview', 'problems'] as const;
/** Runs of digits and numerals count as one and the same character; white space as none. */
const COUNT = /[\p{N}〇零一二三四五六七八九十百千万亿两]/u;
const SPACE = /\s/u;
/** Shorter passages say nothing. */
const LEAST_LENGTH = 20;
/** Shingles of this length are looked up, then extended to both sides. */
const SEED = 12;

interface Folded {
  /** The text with every run of numerals as `#`. */
  readonly text: string;
  /** For each of its characters, where it begins in the original; and the end. */
  readonly places: readonly number[];
}

function folded(text: string): Folded {
  let out = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const isCount = COUNT.test(character);
    if (!SPACE.test(character) && !(isCount && out.endsWith('#'))) {
      for (let unit = 0; unit < (isCount ? 1 : character.length); unit++) places.push(at + unit);
      out += isCount ? '#' : character;
    }
    at += character.length;
  }
  return { text: out, places: [...places, text.length] };
}

/** In this report's narrative; `undefined` where no passage is long enough to show. */
export function sharedPassage(own: Report['narrative'], other: Report['narrative']): Passage | undefined {
  const theirs = SECTIONS.map((section) => folded(other[section]).text).join('\n');
  const seeds = new Map<string, number[]>();
  for (let i = 0; i + SEED <= theirs.length; i++) {
    const seed = theirs.slice(i, i + SEED);
    seeds.set(seed, [...(seeds.get(seed) ?? []), i].slice(0, MAX_PLACES));
  }
  let longest: { passage: Passage; length: number } | undefined;
  for (const section of SECTIONS) {
    const { text, places } = folded(own[section]);
    for (let i = 0; i + SEED <= text.length;) {
      const length = longestFrom(text, i, theirs, seeds.get(text.slice(i, i + SEED)) ?? []);
      if (length >= LEAST_LENGTH && length > (longest?.length ?? 0))
        longest = {
          length,
          passage: { path: `/narrative/${section}`, start: places[i]!, end: places[i + length]! },
        };
      // What begins inside a passage just found ends with it.
      i += Math.max(1, length - SEED);
    }
  }
  return longest?.passage;
}

/** A seed that is repeated everywhere needs no more than a few looks. */
const MAX_PLACES = 8;

function longestFrom(text: string, at: number, theirs: string, starts: readonly number[]): number {
  let longest = 0;
  for (const start of starts) {
    let length = SEED;
    while (
      at + length < text.length &&
      start + length < theirs.length &&
      text[at + length] === theirs[start + length]
    )
      length++;
    longest = Math.max(longest, length);
  }
  return longest;
}
