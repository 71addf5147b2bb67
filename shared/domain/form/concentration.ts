/** How unevenly something is spread over those that have it: how few carry half of it, and the Lorenz line. */

export interface Concentration {
  readonly members: number;
  readonly total: number;
  /** The fewest that together have at least half of it, and what they have. `undefined` where there is nothing to share. */
  readonly half: { readonly members: number; readonly count: number } | undefined;
  /** From the smallest on: the share of members, and the share of all that these have; from (0, 0) to (1, 1). None where there is nothing. */
  readonly lorenz: readonly (readonly [members: number, count: number])[];
}

export function concentrate(counts: readonly number[]): Concentration {
  const falling = counts.toSorted((a, b) => b - a);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return { members: counts.length, total, half: undefined, lorenz: [] };
  const sums = addUp(falling);
  const members = sums.findIndex((sum) => sum * 2 >= total) + 1;
  const rising = addUp(falling.toReversed());
  return {
    members: counts.length,
    total,
    half: { members, count: sums[members - 1] ?? 0 },
    lorenz: [[0, 0], ...rising.map((sum, i) => [(i + 1) / counts.length, sum / total] as const)],
  };
}

function addUp(counts: readonly number[]): number[] {
  let sum = 0;
  return counts.map((count) => (sum += count));
}
