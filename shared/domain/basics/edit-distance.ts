/** Which known word a misspelt one probably means. */
const MAX_DISTANCE = 2;
const MAX_COMPARED = 40;

/** Among equally near ones the one that begins as the word does: what is read last is misspelt first. */
export function findNearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > MAX_COMPARED || word.length < 2) return undefined;
  let nearest: string | undefined;
  let least = Math.min(MAX_DISTANCE, Math.floor(word.length / 2)) + 1;
  for (const other of known) {
    if (Math.abs(word.length - other.length) > MAX_DISTANCE) continue;
    const distance = editDistance(word.toLowerCase(), other.toLowerCase());
    const beginsAlike =
      nearest !== undefined && distance === least && countShared(word, other) > countShared(word, nearest);
    if (distance < least || beginsAlike) {
      least = distance;
      nearest = other;
    }
  }
  return nearest;
}

/** With how many equal characters both begin. */
function countShared(a: string, b: string): number {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return shared;
}

/** Insertions, deletions, substitutions and swaps of neighbours that make `a` out of `b`. */
function editDistance(a: string, b: string): number {
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
