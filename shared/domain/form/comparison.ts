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
  countDisclosedOfResolvable,
  countNotHeld,
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
import { FIRST_REPORT_YEAR } from './catalogue.ts';
import type { Figures } from './figures.ts';
import { POOLED_YEARS, type Measure } from './measures.ts';
import { wilsonInterval, type Interval } from './wilson-interval.ts';

/** What is known of a region's or an agency's year; `figures` undefined where no report is in force. */
export interface YearStated {
  readonly figures: Figures | undefined;
  readonly reports: FilingCounts | undefined;
}

export type Value =
  | { readonly kind: 'count'; readonly count: number }
  | {
      readonly kind: 'rate';
      readonly share: Share;
      /** How many agencies a filing rate of several years stands on: one that owes a report each year is one agency. */
      readonly agencies?: number;
    };

/** Filing rates count agencies, and all of them: one report more or less moves them by ten points at most. */
export const ENOUGH_AGENCIES = 10;
/** With fewer peers, a median would be one of them. */
export const ENOUGH_PEERS = 3;

type Reading =
  | { readonly kind: 'count'; readonly of: (figures: Figures) => number }
  | { readonly kind: 'rate'; readonly of: (figures: Figures) => Share }
  // What is counted is no part of what it is set against: a result may be disputed twice.
  | { readonly kind: 'ratio'; readonly of: (figures: Figures) => Share }
  | { readonly kind: 'filing'; readonly of: (reports: FilingCounts) => Share };

const outcomeShare =
  (key: OutcomeKey) =>
  (figures: Figures): Share => ({ part: sumOutcomes(figures)[key], whole: sumResults(figures) });

const READINGS: Readonly<Record<Measure, Reading>> = {
  received: { kind: 'count', of: sumReceived },
  results: { kind: 'count', of: sumResults },
  carriedOut: { kind: 'count', of: sumCarriedOut },
  disclosureRate: { kind: 'rate', of: countDisclosed },
  resolvableRate: { kind: 'rate', of: countDisclosedOfResolvable },
  refusalRate: { kind: 'rate', of: outcomeShare('refused') },
  unavailableRate: { kind: 'rate', of: outcomeShare('unavailable') },
  notHeldRate: { kind: 'rate', of: countNotHeld },
  declinedRate: { kind: 'rate', of: outcomeShare('declined') },
  otherHandlingRate: { kind: 'rate', of: outcomeShare('other') },
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
    kind: 'ratio',
    of: (figures) => ({
      part: countReconsiderations(figures) + countLawsuits(figures),
      whole: sumResults(figures),
    }),
  },
  filingRate: { kind: 'filing', of: filingShare },
  onTimeRate: { kind: 'filing', of: onTimeShare },
};

/** Whether the main figures (`main-figures.ts`) tell it; how disputes ended, they do not. */
export const isInMainFigures = (measure: Measure): boolean =>
  measure !== 'reconsiderationCorrectionRate' && measure !== 'litigationCorrectionRate';
export const isRate = (measure: Measure): boolean => READINGS[measure].kind !== 'count';
/** Whether it counts agencies, so that an agency alone has none. */
export const isOfAgencies = (measure: Measure): boolean => READINGS[measure].kind === 'filing';
const enoughFor = (measure: Measure): number => {
  const { kind } = READINGS[measure];
  return kind === 'count' ? 0 : kind === 'filing' ? ENOUGH_AGENCIES : ENOUGH_CASES;
};

/** How far a rate of few cases may be off; filing rates count all agencies, and a ratio of disputes is no share. */
export const readInterval = (measure: Measure, value: Value | undefined): Interval | undefined =>
  value?.kind === 'rate' && READINGS[measure].kind === 'rate' ? wilsonInterval(value.share) : undefined;

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
  value.kind === 'rate' && (value.agencies ?? value.share.whole) < enoughFor(measure);

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
  /** All of them as one, those with few cases included. */
  readonly pooled: Value | undefined;
}

export function peerMedian(measure: Measure, peers: readonly (Value | undefined)[]): PeerMedian {
  const values = peers.filter((value) => value !== undefined);
  const enough = values.filter((value) => !isTooFew(measure, value));
  return {
    median: enough.length < ENOUGH_PEERS ? undefined : computeMedian(enough.map(shareOf)),
    compared: enough.length,
    known: values.length,
    pooled: sumValues(values),
  };
}

/** A count is one of one. */
const shareOf = (value: Value): Share =>
  value.kind === 'rate' ? value.share : { part: value.count, whole: 1 };

/** What is still open at a year's end counts in the next year again: no sum of years tells these. */
const WITH_STOCK: ReadonlySet<Measure> = new Set(['carriedOut', 'completionRate', 'disputeRate']);
export const isPoolable = (measure: Measure): boolean => !WITH_STOCK.has(measure);
/** Whether it grows with the years that are added up, so that sums of unequal numbers of years don't compare. */
export const isSummed = (measure: Measure): boolean => !isRate(measure) && isPoolable(measure);

/**
 * Values of several years as one, the newest last: cases are added and shares taken of the sums. A measure with a stock in it is
 * the newest year's. `undefined` where no year has one, that year has none, or a count lacks a year.
 */
export function poolValues(measure: Measure, values: readonly (Value | undefined)[]): Value | undefined {
  if (!isPoolable(measure)) return values.at(-1);
  const known = values.filter((value) => value !== undefined);
  const sum = isSummed(measure) && known.length < values.length ? undefined : sumValues(known);
  if (sum?.kind !== 'rate' || !isOfAgencies(measure)) return sum;
  // As many as in the year that has most of them: which of them are the same in other years, totals don't say.
  return { ...sum, agencies: Math.max(...known.map((value) => shareOf(value).whole)) };
}

/** The years that are told as one with a year, the newest last. */
export const listPooledYears = (year: number, isPooled = true): number[] =>
  Array.from({ length: isPooled ? POOLED_YEARS : 1 }, (_, i) => year - i)
    .filter((one) => one >= FIRST_REPORT_YEAR)
    .toReversed();

const sumValues = (values: readonly Value[]): Value | undefined =>
  values.reduce<Value | undefined>((sum, value) => (sum ? addValues(sum, value) : value), undefined);

const addValues = (a: Value, b: Value): Value =>
  a.kind === 'rate' && b.kind === 'rate'
    ? {
        kind: 'rate',
        share: { part: a.share.part + b.share.part, whole: a.share.whole + b.share.whole },
      }
    : { kind: 'count', count: countIn(a) + countIn(b) };

const countIn = (value: Value): number => (value.kind === 'count' ? value.count : 0);

export interface Rank {
  /** From the highest; equal ones share a rank. */
  readonly rank: number;
  /** How many have it. */
  readonly sharedBy: number;
  /** All that are ranked. */
  readonly among: number;
}

/** Where a value stands among the values of its kind, itself among them; `undefined` where it is not to be ranked. */
export function rankAmong(
  measure: Measure,
  value: Value | undefined,
  peers: readonly (Value | undefined)[],
): Rank | undefined {
  const number = readComparable(measure, value);
  if (number === undefined) return undefined;
  const numbers = peers.flatMap((peer) => readComparable(measure, peer) ?? []);
  return {
    rank: 1 + numbers.filter((other) => other > number).length,
    sharedBy: Math.max(1, numbers.filter((other) => other === number).length),
    among: numbers.length,
  };
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
