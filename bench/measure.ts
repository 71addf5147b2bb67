/** Costs compared within one run: rounds are interleaved, so that the machine's noise meets both alike. */
interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** One figure to hold, or, without a limit, one that explains it. */
export interface Figure {
  readonly what: string;
  /** What is held against the limit: a ratio's median, a 99th percentile, a number of bytes. */
  readonly value: number;
  readonly unit: string;
  readonly spread?: Spread;
  /** `below` the limit, or `atMost` it. */
  readonly target?: { readonly below: number } | { readonly atMost: number };
  readonly detail?: string;
}

export type Report = (figure: Figure) => void;

export function measureSpread(values: readonly number[]): Spread {
  return {
    median: findPercentile(values, 0.5),
    min: findPercentile(values, 0),
    max: findPercentile(values, 1),
  };
}

/** Nearest rank. */
export function findPercentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

interface Cost {
  readonly wallMs: number;
  /** Processor time of this process, its helper threads (garbage collection, compilation) included. */
  readonly cpuMs: number;
}

interface Comparison {
  /** Processor time of one round, and its ratio round by round: what others do on the machine hardly touches it. */
  readonly subjectMs: Spread;
  readonly yardstickMs: Spread;
  readonly ratio: Spread;
  /** The ratio on the clock. */
  readonly wallRatio: Spread;
  readonly subjectWallMs: Spread;
  readonly yardstickWallMs: Spread;
}

const WARM_UP_ROUNDS = 2;

export async function compare(
  rounds: number,
  subject: () => unknown,
  yardstick: () => unknown,
): Promise<Comparison> {
  const pairs: { subject: Cost; yardstick: Cost }[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const pair = { subject: await costOf(subject), yardstick: await costOf(yardstick) };
    if (round >= 0) pairs.push(pair);
  }
  const over = (figure: (pair: { subject: Cost; yardstick: Cost }) => number): Spread =>
    measureSpread(pairs.map(figure));
  return {
    subjectMs: over((pair) => pair.subject.cpuMs),
    yardstickMs: over((pair) => pair.yardstick.cpuMs),
    ratio: over((pair) => pair.subject.cpuMs / pair.yardstick.cpuMs),
    wallRatio: over((pair) => pair.subject.wallMs / pair.yardstick.wallMs),
    subjectWallMs: over((pair) => pair.subject.wallMs),
    yardstickWallMs: over((pair) => pair.yardstick.wallMs),
  };
}

async function costOf(work: () => unknown): Promise<Cost> {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1000 };
}

/** 12 000 */
export const groupDigits = (count: number): string => count.toLocaleString('en').replaceAll(',', ' ');

/** Three digits, where they say something; counts as they are. */
export function roundFigure(value: number): string {
  if (Number.isInteger(value) || value >= 100) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : 2);
}

export const spread = ({ median, min, max }: Spread, unit = ''): string =>
  `${roundFigure(median)}${unit} (min ${roundFigure(min)}, max ${roundFigure(max)})`;
