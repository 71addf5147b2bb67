/**
 * How much of this year's text stood in last year's: the share of its five-character shingles, years, counts, names and
 * common phrases left out. A. Broder, "On the resemblance and containment of documents", 1997: the containment.
 */
import { hashShort } from '../basics/short-hash.ts';
import { COMMON_PHRASES } from './common-phrases.ts';
import { extractEssence, type ComparedNarrative } from './narrative-fingerprint.ts';
import { cutShingles } from './shingles.ts';

/** Whole percents by section; a section that is too short to tell is left out. */
export interface Repetition {
  readonly overview?: number | undefined;
  readonly problems?: number | undefined;
}

/** Characters of essence below which two honest texts coincide. */
const MIN_ESSENCE = 120;
/** Likewise shingles, where what is common was most of the text. */
const MIN_OWN = 60;
/** More of a section is not read: no report is longer, and no text takes long. */
const MAX_READ = 20_000;

function listShingles(
  text: string,
  names: readonly string[],
  common: ReadonlySet<string>,
): ReadonlySet<string> {
  const { text: essence } = extractEssence(text.slice(0, MAX_READ), names);
  if (essence.length < MIN_ESSENCE) return new Set();
  return new Set(cutShingles(essence).filter((shingle) => !common.has(shingle)));
}

/** By which it is known that another document would be measured alike: one that corrects figures alone. */
export const nameCompared = (
  { overview, problems }: Pick<ComparedNarrative, 'overview' | 'problems'>,
  name: string,
): string => hashShort(JSON.stringify([overview, problems, name]));

/** `names`: of the agency, in both years; `phrases`: that are common where it reports. */
export function measureRepetition(
  now: ComparedNarrative,
  lastYear: ComparedNarrative,
  names: readonly string[],
  phrases: readonly string[] = COMMON_PHRASES,
): Repetition {
  const common = new Set(phrases.flatMap(cutShingles));
  const share = (section: keyof ComparedNarrative): number | undefined => {
    const own = listShingles(now[section], names, common);
    if (own.size < MIN_OWN) return undefined;
    const before = listShingles(lastYear[section], names, common);
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
  const grams = new Set(cutShingles(before));
  const sentences: Sentence[] = [];
  for (const { 0: sentence, index } of now.slice(0, MAX_READ).matchAll(/[^。！？!?;；\n]+[。！？!?;；]?/g)) {
    const shingles = cutShingles(extractEssence(sentence, names).text);
    const known = shingles.filter((shingle) => grams.has(shingle)).length;
    if (shingles.length > 0 && known * 2 < shingles.length)
      sentences.push({ start: index, end: index + sentence.length });
  }
  return sentences;
}
