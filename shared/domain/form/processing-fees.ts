/**
 * 信息处理费 added up: the sum of what reports stated, and how many stated it. A commutative monoid like figures; but a
 * report need not state a fee, and what nobody stated is no zero. Money is added in fen, so every sum is exact.
 */
import type { ProcessingFee } from './report.ts';

export type FeePart = keyof ProcessingFee;

interface StatedSum {
  readonly sum: number;
  /** Reports that state it. */
  readonly stated: number;
}
export type ProcessingFees = Readonly<Record<FeePart, StatedSum>>;

/** In the document's order; `key`: as documents and answers name it, in the unit that they use. */
export const FEE_PARTS: readonly {
  readonly part: FeePart;
  readonly key: FeeKey;
  readonly perUnit: number;
}[] = [
  { part: 'notices', key: 'notices', perUnit: 1 },
  { part: 'noticedFen', key: 'noticedCny', perUnit: 100 },
  { part: 'collectedFen', key: 'collectedCny', perUnit: 100 },
];
export type FeeKey = 'notices' | 'noticedCny' | 'collectedCny';

const NOTHING: StatedSum = { sum: 0, stated: 0 };
export const NO_FEES: ProcessingFees = { notices: NOTHING, noticedFen: NOTHING, collectedFen: NOTHING };

/** One report's. */
export function takeFees(fee: ProcessingFee | undefined): ProcessingFees {
  const take = (stated: number | undefined): StatedSum =>
    stated === undefined ? NOTHING : { sum: stated, stated: 1 };
  return fee
    ? {
        notices: take(fee.notices),
        noticedFen: take(fee.noticedFen),
        collectedFen: take(fee.collectedFen),
      }
    : NO_FEES;
}

/** Throws RangeError where a sum leaves the exact integers. */
export function addFees(summands: Iterable<ProcessingFees>): ProcessingFees {
  const total = { notices: { ...NOTHING }, noticedFen: { ...NOTHING }, collectedFen: { ...NOTHING } };
  for (const fees of summands)
    for (const { part } of FEE_PARTS) {
      total[part].sum += fees[part].sum;
      total[part].stated += fees[part].stated;
      if (!Number.isSafeInteger(total[part].sum)) throw new RangeError('a sum of fees exceeds 2^53');
    }
  return total;
}

export const equalFees = (a: ProcessingFees, b: ProcessingFees): boolean =>
  FEE_PARTS.every(({ part }) => a[part].sum === b[part].sum && a[part].stated === b[part].stated);

export const isAnyStated = (fees: ProcessingFees): boolean =>
  FEE_PARTS.some(({ part }) => fees[part].stated > 0);

/** A sum in the unit of its name; `undefined` where nobody stated it. */
export function readFee(fees: ProcessingFees, key: FeeKey): number | undefined {
  const found = FEE_PARTS.find((one) => one.key === key);
  if (!found || fees[found.part].stated === 0) return undefined;
  return fees[found.part].sum / found.perUnit;
}
