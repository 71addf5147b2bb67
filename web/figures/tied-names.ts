/** Those who share a place in a sentence: none is put before the others, and of many it is told how many they are. */
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';

/** With more of them, their names would fill the sentence. */
const MOST_TIED = 6;

/** `names` as a sentence says each; `value`, which they share, is said once of many. */
export function tieNames(names: readonly string[], value: string, lang: Lang): string {
  if (names.length > MOST_TIED) return FIGURE_TEXTS[lang].tied(formatNumber(names.length), value);
  return names.length > 1 ? TEXTS[lang].chart.tied(names) : names.join('');
}
