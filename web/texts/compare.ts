/** Words of comparing and finding, apart from the others: the check page's script has no use for them. */
import { compareEn, searchEn } from './compare-en.ts';
import { compareZhCn, searchZhCn } from './compare-zh-cn.ts';
import type { Lang } from './language.ts';

export const COMPARE_TEXTS: Readonly<Record<Lang, typeof compareZhCn>> = {
  'zh-CN': compareZhCn,
  en: compareEn,
};
export const SEARCH_TEXTS: Readonly<Record<Lang, typeof searchZhCn>> = { 'zh-CN': searchZhCn, en: searchEn };
