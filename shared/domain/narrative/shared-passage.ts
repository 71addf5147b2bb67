/** The words that two narratives have in common but for years, counts and names. */
import type { Passage } from '../findings/finding.ts';
import { extractEssence, type ComparedNarrative } from './narrative-fingerprint.ts';

/** A narrative with the names that its agency goes by. */
interface NamedNarrative {
  readonly narrative: ComparedNarrative;
  readonly names: readonly string[];
}

/** Fewer characters in common are a phrase, not a passage. */
const MIN_PASSAGE = 20;
/** Words by which a common passage is found. */
const GRAM = 8;
/** A phrase that recurs is followed to this many places, and sections this far, so that no text takes long. */
const MAX_PLACES = 8;
const MAX_COMPARED = 20_000;
/** No essence holds it, so no passage runs over the end of a section. */
const BORDER = '\n';

/** The longest passage, at its place in `own`. */
export function findSharedPassage(own: NamedNarrative, other: NamedNarrative): Passage | undefined {
  const { overview, problems } = other.narrative;
  const there = [overview, problems]
    .map((text) => extractEssence(text.slice(0, MAX_COMPARED), other.names).text)
    .join(BORDER);
  const places = placesOf(there);
  let longest = MIN_PASSAGE - 1;
  let passage: Passage | undefined;
  for (const section of ['overview', 'problems'] as const) {
    const { text, offsets } = extractEssence(own.narrative[section].slice(0, MAX_COMPARED), own.names);
    for (let at = 0; at + longest < text.length; at++) {
      for (const place of places.get(text.slice(at, at + GRAM)) ?? []) {
        // It was followed from one character earlier.
        if (at > 0 && place > 0 && text[at - 1] === there[place - 1]) continue;
        let length = GRAM;
        while (at + length < text.length && text[at + length] === there[place + length]) length++;
        if (length <= longest) continue;
        longest = length;
        passage = {
          path: `/narrative/${section}`,
          start: offsets[at]!,
          end: offsets[at + length - 1]! + 1,
        };
      }
    }
  }
  return passage;
}

function placesOf(text: string): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = 0; at + GRAM <= text.length; at++) {
    const gram = text.slice(at, at + GRAM);
    const found = places.get(gram);
    if (!found) places.set(gram, [at]);
    else if (found.length < MAX_PLACES) found.push(at);
  }
  return places;
}
