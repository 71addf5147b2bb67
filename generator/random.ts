/**
 * Seeded random numbers: sfc32 (Chris Doty-Humphrey, PractRand), its state drawn from a text by xmur3 (bryc, after
 * MurmurHash3's mixing). Every agency draws from a stream of its own, named by what it is for, so that adding one
 * agency, year or flaw leaves the figures of all others as they were.
 */
export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** Uniform among the whole numbers from `least` to `most`, both included. */
  readonly int: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Heavy-tailed: the logarithm is normal. */
  readonly logNormal: (median: number, sigma: number) => number;
  readonly poisson: (mean: number) => number;
  /** The place of a weight, drawn by weight; `cumulative` holds their running sums. */
  readonly place: (cumulative: readonly number[]) => number;
}

export function createRandom(...name: readonly (string | number)[]): Random {
  const next = sfc32(name.join('/'));
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => {
      const picked = list[Math.floor(next() * list.length)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    poisson: (mean) => {
      if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const limit = Math.exp(-mean);
      let count = -1;
      for (let product = 1; product > limit; count++) product *= next();
      return Math.max(0, count);
    },
    place: (cumulative) => {
      const drawn = next() * (cumulative.at(-1) ?? 0);
      const found = cumulative.findIndex((sum) => drawn < sum);
      return found < 0 ? cumulative.length - 1 : found;
    },
  };
}

export function addUp(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}

function sfc32(seed: string): () => number {
  const draw = xmur3(seed);
  let a = draw();
  let b = draw();
  let c = draw();
  let counter = draw();
  const next = (): number => {
    const result = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    return (result >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

function xmur3(text: string): () => number {
  let hash = 1_779_033_703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 3_432_918_353);
    hash = (hash << 13) | (hash >>> 19);
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
    hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
    return (hash ^= hash >>> 16) >>> 0;
  };
}
