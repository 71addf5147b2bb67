/**
 * How far the share of few cases may lie from what it would be of many: the 95 % score interval of Wilson (1927), which stays
 * between 0 and 1 and says something of 0 and of all, too.
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212; figures
 * to compare: R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
 */
import type { Share } from './derived-figures.ts';

export interface Interval {
  /** From 0 to 1. */
  readonly low: number;
  readonly high: number;
}

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054;

/** `undefined` where there is nothing to take a share of, or the part is no part of the whole. */
export function wilsonInterval({ part, whole }: Share): Interval | undefined {
  // What is not known is no part of anything either.
  if (!(whole > 0 && part >= 0 && part <= whole)) return undefined;
  const square = Z * Z;
  const middle = (part + square / 2) / (whole + square);
  const half = (Z / (whole + square)) * Math.sqrt((part * (whole - part)) / whole + square / 4);
  return {
    low: part === 0 ? 0 : Math.max(0, middle - half),
    high: part === whole ? 1 : Math.min(1, middle + half),
  };
}
