/** Times compared within one run: rounds are interleaved, so that the machine's noise meets both alike. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), min: at(0), max: at(1) };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds of each of two works, round by round, and their ratio in each round. */
export async function compare(
  rounds: number,
  subject: () => unknown,
  yardstick: () => unknown,
): Promise<{ subjectMs: Spread; yardstickMs: Spread; ratio: Spread }> {
  const subjectMs: number[] = [];
  const yardstickMs: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const first = await timed(subject);
    const second = await timed(yardstick);
    // The first rounds warm both up.
    if (round < 0) continue;
    subjectMs.push(first);
    yardstickMs.push(second);
  }
  return {
    subjectMs: spreadOf(subjectMs),
    yardstickMs: spreadOf(yardstickMs),
    ratio: spreadOf(subjectMs.map((ms, i) => ms / (yardstickMs[i] ?? Number.NaN))),
  };
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function print(what: string, figure: string, target: string): void {
  process.stdout.write(`${what}\n    ${figure}\n    to hold: ${target}\n`);
}

export const spread = ({ median, min, max }: Spread, unit = ''): string =>
  `${median.toFixed(2)}${unit} (min ${min.toFixed(2)}, max ${max.toFixed(2)})`;
