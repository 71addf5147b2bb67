/** What many of a province's reports say in the same words, which is therefore no agency's own. */
import { extractEssence, type ComparedNarrative } from './narrative-fingerprint.ts';
import { cutShingles, SHINGLE } from './shingles.ts';

/** Fewer texts don't tell what is common: five of twenty write alike by chance, or by having one author. */
export const MIN_TEXTS = 20;
/**
 * The share of texts that makes a phrase common. What a form, a template or a superior's notice puts into everybody's mouth
 * stands in most of them, worded one way or another; what the townships of one county copy from one another stands in
 * a few percent of a province's.
 */
const COMMON_FROM = 0.25;
/** So that a list stays small, some 20 kB: the most frequent ones are by far the most of what is common. */
const MAX_SHINGLES = 1500;
/** More of a section is not read: where it is hostile, two hundred of them still fit into memory. */
const MAX_READ = 4000;

export interface NamedText {
  readonly narrative: ComparedNarrative;
  /** Its agency's, which are nobody else's phrases. */
  readonly names: readonly string[];
}

/** The phrases that many of these texts have in common. */
export function findCommonPhrases(texts: readonly NamedText[]): readonly string[] {
  if (texts.length < MIN_TEXTS) return [];
  const writers = new Map<string, number>();
  for (const text of texts)
    for (const shingle of listShinglesIn(text)) writers.set(shingle, (writers.get(shingle) ?? 0) + 1);
  const common = [...writers]
    .filter(([, count]) => count >= COMMON_FROM * texts.length)
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, MAX_SHINGLES);
  return joinShingles(common.map(([shingle]) => shingle));
}

function listShinglesIn({ narrative, names }: NamedText): Set<string> {
  return new Set(
    [narrative.overview, narrative.problems].flatMap((section) =>
      cutShingles(extractEssence(section.slice(0, MAX_READ), names).text),
    ),
  );
}

/** As phrases, which are shorter and can be read: what is cut out of them again is exactly these. */
function joinShingles(shingles: readonly string[]): readonly string[] {
  const left = new Set([...shingles].sort());
  const byStart = Map.groupBy(left, (shingle) => shingle.slice(0, -1));
  const ends = new Set([...left].map((shingle) => shingle.slice(1)));
  const phrases: string[] = [];
  const goOnFrom = (start: string): void => {
    let phrase = start;
    for (let next: string | undefined = start; next !== undefined;) {
      left.delete(next);
      next = byStart.get(phrase.slice(1 - SHINGLE))?.find((one) => left.has(one));
      if (next !== undefined) phrase += next.slice(-1);
    }
    phrases.push(phrase);
  };
  for (const shingle of [...left])
    if (left.has(shingle) && !ends.has(shingle.slice(0, -1))) goOnFrom(shingle);
  // What is left are circles, and what was passed by.
  for (const shingle of [...left]) if (left.has(shingle)) goOnFrom(shingle);
  return phrases.sort();
}
