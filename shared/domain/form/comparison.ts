/**
 * Regions or agencies side by side, by one measure, against the median of their kind. A rate of few cases swings with
 * each of them: it is shown with its counts, and neither ranked nor part of a median.
 */
import { LAWSUITS, RECONSIDERATIONS, countCorrections } from './breakdowns.ts';
import {
  ENOUGH_CASES,
  sumCarriedIn,
  sumCarriedOut,
  countDisclosed,
  filingShare,
  countLawsuits,
  onTimeShare,
  sumOutcomes,
  computeRatio,
  sumReceived,
  countReconsiderations,
  sumResults,
  type FilingCounts,
  type OutcomeKey,
  type Share,
} from './derived-figures.ts';
import type { Figures } from './figures.ts';

export const MEASURES = [
  'received',
  'results',
  'carriedOut',
  'disclosureRate',
  'refusalRate',
  'unavailableRate',
  'declinedRate',
  'completionRate',
  'reconsiderationCorrectionRate',
  'litigationCorrectionRate',
  'disputeRate',
  'filingRate',
  'onTimeRate',
] as const;
export type Measure = (typeof MEASURES)[number];

/** What is known of a region's or an agency's year; `figures` undefined where no report is in force. */
export interface YearStated {
  readonly figures: Figures | undefined;
  readonly reports: FilingCounts | undefined;
}

export type Value =
  { readonly kind: 'count'; readonly count: number } | { readonly kind: 'rate'; readonly share: Share };

/** Filing rates count agencies, and all of them: one report more or less moves them by ten points at most. */
export const ENOUGH_AGENCIES = 10;
/** With fewer peers, a median would be one of them. */
export const ENOUGH_PEERS = 3;

type Reading =
  | { readonly kind: 'count'; readonly of: (figures: Figures) => number }
  | { readonly kind: 'rate'; readonly of: (figures: Figures) => Share }
  | { readonly kind: 'filing'; readonly of: (reports: FilingCounts) => Share };

const outcomeShare =
  (key: OutcomeKey) =>
  (figures: Figures): Share => ({ part: sumOutcomes(figures)[key], whole: sumResults(figures) });

const READINGS: Readonly<Record<Measure, Reading>> = {
  received: { kind: 'count', of: sumReceived },
  results: { kind: 'count', of: sumResults },
  carriedOut: { kind: 'count', of: sumCarriedOut },
  disclosureRate: { kind: 'rate', of: countDisclosed },
  refusalRate: { kind: 'rate', of: outcomeShare('refused') },
  unavailableRate: { kind: 'rate', of: outcomeShare('unavailable') },
  declinedRate: { kind: 'rate', of: outcomeShare('declined') },
  completionRate: {
    kind: 'rate',
    of: (figures) => ({ part: sumResults(figures), whole: sumReceived(figures) + sumCarriedIn(figures) }),
  },
  reconsiderationCorrectionRate: {
    kind: 'rate',
    of: (figures) => countCorrections(figures, RECONSIDERATIONS),
  },
  litigationCorrectionRate: { kind: 'rate', of: (figures) => countCorrections(figures, LAWSUITS) },
  disputeRate: {
    kind: 'rate',
    of: (figures) => ({
      part: countReconsiderations(figures) + countLawsuits(figures),
      whole: sumResults(figures),
    }),
  },
  filingRate: { kind: 'filing', of: filingShare },
  onTimeRate: { kind: 'filing', of: onTimeShare },
};

export const isRate = (measure: Measure): boolean => READINGS[measure].kind !== 'count';
/** Whether it counts agencies, so that an agency alone has none. */
export const isOfAgencies = (measure: Measure): boolean => READINGS[measure].kind === 'filing';
const enoughFor = (measure: Measure): number => {
  const { kind } = READINGS[measure];
  return kind === 'count' ? 0 : kind === 'rate' ? ENOUGH_CASES : ENOUGH_AGENCIES;
};

/** `undefined` where nothing was reported, or there is nothing to take a rate of. */
export function readMeasure(measure: Measure, { figures, reports }: YearStated): Value | undefined {
  const reading = READINGS[measure];
  if (reading.kind === 'filing') return reports && rateOf(reading.of(reports));
  if (!figures) return undefined;
  return reading.kind === 'count'
    ? { kind: 'count', count: reading.of(figures) }
    : rateOf(reading.of(figures));
}

const rateOf = (share: Share): Value | undefined => (share.whole > 0 ? { kind: 'rate', share } : undefined);

/** The count, or the rate from 0 to 1. */
export const readNumber = (value: Value): number | undefined =>
  value.kind === 'count' ? value.count : computeRatio(value.share);

/** What may be compared, ranked, and be part of a median; `undefined` where there is nothing or too little. */
export function readComparable(measure: Measure, value: Value | undefined): number | undefined {
  return value === undefined || isTooFew(measure, value) ? undefined : readNumber(value);
}

export const isTooFew = (measure: Measure, value: Value): boolean =>
  value.kind === 'rate' && value.share.whole < enoughFor(measure);

/** The median of rates, from their counts: the middle of two is as exact as they are, and is rounded like them. */
export function computeMedian(shares: readonly Share[]): number | undefined {
  const sorted = shares.toSorted((a, b) => a.part / a.whole - b.part / b.whole);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (lower === undefined || upper === undefined) return undefined;
  return lower === upper ? computeRatio(lower) : middleOf(lower, upper);
}

function middleOf(a: Share, b: Share): number {
  const part = a.part * b.whole + b.part * a.whole;
  const whole = 2 * a.whole * b.whole;
  return Number.isSafeInteger(part) && Number.isSafeInteger(whole)
    ? part / whole
    : (a.part / a.whole + b.part / b.whole) / 2;
}

/** The median of a kind, and what it stands on. */
export interface PeerMedian {
  readonly median: number | undefined;
  /** Those with enough cases. */
  readonly compared: number;
  /** All of the kind that reported something. */
  readonly known: number;
}

export function peerMedian(measure: Measure, peers: readonly YearStated[]): PeerMedian {
  const values = peers.flatMap((peer) => readMeasure(measure, peer) ?? []);
  const enough = values.filter((value) => !isTooFew(measure, value));
  return {
    median: enough.length < ENOUGH_PEERS ? undefined : computeMedian(enough.map(shareOf)),
    compared: enough.length,
    known: values.length,
  };
}

/** A count is one of one. */
const shareOf = (value: Value): Share =>
  value.kind === 'rate' ? value.share : { part: value.count, whole: 1 };

/** From the highest; equal ones share a rank. */
export function rankAmong(measure: Measure, number: number, peers: readonly YearStated[]): number {
  const numbers = peers.flatMap((peer) => readComparable(measure, readMeasure(measure, peer)) ?? []);
  return 1 + numbers.filter((other) => other > number).length;
}

/** The highest first; behind them, as they came, what is too little or nothing to compare. */
export function inOrder<Item>(
  measure: Measure,
  items: readonly Item[],
  valueIn: (item: Item) => Value | undefined,
): Item[] {
  const place = (item: Item): number => readComparable(measure, valueIn(item)) ?? (valueIn(item) ? -1 : -2);
  return items.toSorted((a, b) => place(b) - place(a));
}
