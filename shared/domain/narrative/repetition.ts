/**
 * How much of this year's text stood in last year's: the share of its five-character shingles, years, counts, names and
 * common phrases left out. A. Broder, "On the resemblance and containment of documents", 1997: the containment.
 */
import { COMMON_PHRASES } from './common-phrases.ts';
import { extractEssence, type ComparedNarrative } from './narrative-fingerprint.ts';

/** Whole percents by section; a section that is too short to tell is left out. */
export interface Repetition {
  readonly overview?: number | undefined;
  readonly problems?: number | undefined;
}

const SHINGLE = 5;
/** Characters of essence below which two honest texts coincide. */
const MIN_ESSENCE = 120;
/** More of a section is not read: no report is longer, and no text takes long. */
const MAX_READ = 20_000;

function listShingles(text: string, names: readonly string[]): ReadonlySet<string> {
  const { text: essence } = extractEssence(text.slice(0, MAX_READ), names);
  const shingles = new Set<string>();
  if (essence.length < MIN_ESSENCE) return shingles;
  for (let at = 0; at + SHINGLE <= essence.length; at++) shingles.add(essence.slice(at, at + SHINGLE));
  for (const common of commonShingles()) shingles.delete(common);
  return shingles;
}

let common: readonly string[] | undefined;
const commonShingles = (): readonly string[] =>
  (common ??= COMMON_PHRASES.flatMap((phrase) =>
    Array.from({ length: Math.max(0, phrase.length - SHINGLE + 1) }, (_, at) =>
      phrase.slice(at, at + SHINGLE),
    ),
  ));

/** `names`: of the agency, in both years. */
export function measureRepetition(
  now: ComparedNarrative,
  lastYear: ComparedNarrative,
  names: readonly string[],
): Repetition {
  const share = (section: keyof ComparedNarrative): number | undefined => {
    const own = listShingles(now[section], names);
    if (own.size === 0) return undefined;
    const before = listShingles(lastYear[section], names);
    let repeated = 0;
    for (const shingle of own) if (before.has(shingle)) repeated += 1;
    return Math.round((repeated / own.size) * 100);
  };
  return { overview: share('overview'), problems: share('problems') };
}

/** UTF-16 offsets. */
interface Sentence {
  readonly start: number;
  readonly end: number;
}

/** This year's sentences of which hardly anything stood in last year's text. */
export function findNewSentences(
  now: string,
  lastYear: string,
  names: readonly string[],
): readonly Sentence[] {
  const before = extractEssence(lastYear.slice(0, MAX_READ), names).text;
  const grams = new Set<string>();
  for (let at = 0; at + SHINGLE <= before.length; at++) grams.add(before.slice(at, at + SHINGLE));
  const sentences: Sentence[] = [];
  for (const { 0: sentence, index } of now.slice(0, MAX_READ).matchAll(/[^。！？!?;；\n]+[。！？!?;；]?/g)) {
    const { text } = extractEssence(sentence, names);
    const total = Math.max(0, text.length - SHINGLE + 1);
    let known = 0;
    for (let at = 0; at < total; at++) if (grams.has(text.slice(at, at + SHINGLE))) known += 1;
    if (total > 0 && known * 2 < total) sentences.push({ start: index, end: index + sentence.length });
  }
  return sentences;
}
