/** What a comparison says in words: names, kinds, values, differences. */
import {
  inOrder,
  isOfAgencies,
  isRate,
  isTooFew,
  type Measure,
  type PeerMedian,
  type Value,
} from '../../shared/domain/form/comparison.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import {
  formatCounts,
  formatDifference,
  formatNumber,
  formatPoints,
  formatRatio,
  formatShare,
  UNDEFINED,
} from '../../shared/domain/form/number-text.ts';
import { continuedText } from '../region/continued-years.ts';
import { markedText } from '../site/marked-totals.ts';
import type { NamedRegion } from '../site/named-region.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { findYear, type Compared, type CompareView, type Kind } from './compare-view.ts';

export const compared = (view: CompareView): Compared[] =>
  inOrder(view.measure, view.compared, (one) => findYear(one, view.year).value);

export function nameCompared({ id, name, what }: Pick<Compared, 'id' | 'name' | 'what'>, lang: Lang): string {
  return what === 'region' ? placeName({ code: id, name }, lang) : (name ?? id);
}
const placeName = ({ code, name }: NamedRegion, lang: Lang): string =>
  code === NATION ? TEXTS[lang].nation : (name ?? code);

/** Whose figures are the generator's, in one sentence; empty where nobody's are. */
export function syntheticText({ compared: all }: CompareView, lang: Lang): string {
  const names = all
    .filter(({ years }) => years.some(({ synthetic }) => synthetic))
    .map((one) => nameCompared(one, lang));
  const ofMedian = all.some(({ years }) => years.some(({ syntheticPeers }) => syntheticPeers));
  const t = COMPARE_TEXTS[lang];
  const whose = [...names, ...(ofMedian ? [t.median] : [])];
  return whose.length === 0 ? '' : t.syntheticIn(whose);
}

/** Years told with another region's figures, for each of those compared; empty where there are none. */
export function continuedIn({ compared: all }: CompareView, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  return all
    .flatMap((one) => {
      const text = continuedText(one.years, lang).trim();
      return text === '' ? [] : [t.continuedIn(nameCompared(one, lang), text)];
    })
    .join(TEXTS[lang].gap);
}

/** Whose figures make values that are marked, in any year. */
export const markedIn = ({ compared: all }: CompareView, lang: Lang): string =>
  all.map(({ years }) => years.map((year) => markedText(year, lang)).join('')).join('');

/** `柳州市的县级地区`, `柳北区、城中区的部门`. */
export function kindText(kind: Kind, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  return kind.of === 'regions'
    ? t.kindOfRegions(placeName(kind.parent, lang), kind.level)
    : t.kindOfAgencies(
        TEXTS[lang].kinds[kind.kind],
        kind.districts.map((district) => placeName(district, lang)).join(t.listSeparator),
      );
}

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
  median: number | undefined,
  lang: Lang,
): string {
  if (number === undefined || median === undefined) return UNDEFINED;
  return isRate(measure)
    ? COMPARE_TEXTS[lang].points(formatPoints(number, median))
    : formatDifference(number - median, 1);
}

/** What a median stands on, or why there is none. */
export function standsOnText({ median, compared: n, known }: PeerMedian, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  if (median === undefined) return t.noMedian(formatNumber(n));
  return n === known ? t.standsOn(formatNumber(n)) : t.standsOnPart(formatNumber(n), formatNumber(known));
}
