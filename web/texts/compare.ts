/** Words of comparing, apart from the others: the check page's script has no use for them. */
import { compareEn } from './compare-en.ts';
import { compareZhCn } from './compare-zh-cn.ts';
import type { Lang } from './language.ts';

export const COMPARE_TEXTS: Readonly<Record<Lang, typeof compareZhCn>> = {
  'zh-CN': compareZhCn,
  en: compareEn,
};
