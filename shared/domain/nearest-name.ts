/** The known name that a misspelt one probably means: a key of a document, an option, a parameter. */

const MAX_DISTANCE = 2;
/** Longer ones are no slips of names; comparing them would only cost time. */
const MAX_COMPARED = 40;

/** The first of the nearest ones, whatever their case; undefined where none is near. */
export function findNearestName(name: string, known: Iterable<string>): string | undefined {
  if (name.length > MAX_COMPARED || name.length < 2) return undefined;
  let nearest: string | undefined;
  let least = Math.min(MAX_DISTANCE, Math.floor(name.length / 2)) + 1;
  for (const one of known) {
    const distance = editDistance(name.toLowerCase(), one.toLowerCase());
    if (distance < least) {
      least = distance;
      nearest = one;
    }
  }
  return nearest;
}

/** Insertions, deletions, substitutions and swaps of neighbours that make `a` out of `b`. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_DISTANCE) return MAX_DISTANCE + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1);
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
