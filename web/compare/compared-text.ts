/** What a comparison says in words: names, kinds, what a median stands on. */
import { inOrder, type PeerMedian, type Rank } from '../../shared/domain/form/comparison.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { continuedText } from '../region/continued-years.ts';
import { markedText } from '../site/marked-totals.ts';
import type { NamedRegion } from '../site/named-region.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { inLang, type Lang } from '../texts/language.ts';
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

/** `柳州市的县级地区`, `柳州市各县级地区的公安机关`. */
export function kindText(kind: Kind, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  if (kind.of === 'regions') return t.kindOfRegions(placeName(kind.parent, lang), kind.level);
  return kind.function === undefined
    ? t.kindOfSameKind(TEXTS[lang].kinds[kind.agencyKind], placeName(kind.parent, lang), kind.level)
    : t.kindOfAgencies(inLang(kind.function.name, lang), placeName(kind.parent, lang), kind.level);
}

/** Behind a title: what it is of is three years as one. */
export const pooledMark = ({ isPooled }: Pick<CompareView, 'isPooled'>, lang: Lang): string =>
  isPooled ? COMPARE_TEXTS[lang].pool.mark : '';

/** `2 / 6`; of those that share it, that they do. */
export function rankText({ rank, sharedBy, among }: Rank, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  const told = t.rank(formatNumber(rank), formatNumber(among));
  return sharedBy > 1 ? t.tied(told, formatNumber(sharedBy)) : told;
}

/** What a median stands on, or why there is none. */
export function standsOnText({ median, compared: n, known }: PeerMedian, lang: Lang): string {
  const t = COMPARE_TEXTS[lang];
  if (median === undefined) return t.noMedian(formatNumber(n));
  return n === known ? t.standsOn(formatNumber(n)) : t.standsOnPart(formatNumber(n), formatNumber(known));
}
