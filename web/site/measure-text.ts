/** Values of measures in words: a rate always with its counts, and of too few cases the counts alone. */
import {
  isOfAgencies,
  isRate,
  isTooFew,
  readInterval,
  type Value,
} from '../../shared/domain/form/comparison.ts';
import type { Measure } from '../../shared/domain/form/measures.ts';
import {
  formatCounts,
  formatDifference,
  formatNumber,
  formatPoints,
  formatRatio,
  formatShare,
  UNDEFINED,
} from '../../shared/domain/form/number-text.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { type Lang } from '../texts/language.ts';

/** A median, or a rate without its counts. */
export const numberText = (measure: Measure, number: number | undefined): string =>
  number === undefined
    ? UNDEFINED
    : isRate(measure)
      ? formatRatio(number)
      : formatNumber(number, Number.isInteger(number) ? 0 : 1);

/** `61.2 % · 735 / 1 201`; of too few cases the counts alone. */
export function valueText(measure: Measure, value: Value | undefined, lang: Lang): string {
  if (value === undefined) return UNDEFINED;
  if (value.kind === 'count') return formatNumber(value.count);
  return isTooFew(measure, value)
    ? `${COMPARE_TEXTS[lang].fewShort} · ${formatCounts(value.share)}`
    : `${formatShare(value.share)} · ${formatCounts(value.share)}`;
}

/** `95 % 区间 58.4 %–63.9 %`; empty where there is none to tell, or the rate itself is not told. */
export function intervalText(measure: Measure, value: Value | undefined, lang: Lang): string {
  const interval = value && !isTooFew(measure, value) ? readInterval(measure, value) : undefined;
  return interval ? COMPARE_TEXTS[lang].interval(formatRatio(interval.low), formatRatio(interval.high)) : '';
}

/** Why there is nothing to compare; empty where there is. */
export function noteText(measure: Measure, value: Value | undefined, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  if (value === undefined) return t.none;
  if (!isTooFew(measure, value)) return '';
  return isOfAgencies(measure) ? t.tooFewAgencies : t.tooFew;
}

/** `+2.5 个百分点`, `−12`; of what is printed, so that a reader who subtracts finds the same. */
export function differenceText(
  measure: Measure,
  number: number | undefined,
  other: number | undefined,
  lang: Lang,
): string {
  if (number === undefined || other === undefined) return UNDEFINED;
  return isRate(measure)
    ? COMPARE_TEXTS[lang].points(formatPoints(number, other))
    : formatDifference(number - other, 1);
}
