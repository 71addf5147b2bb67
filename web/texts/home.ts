/** Words of the start page, and of what an empty system says: loaded with them. */
import { homeEn } from './home-en.ts';
import { homeZhCn } from './home-zh-cn.ts';
import type { Lang } from './language.ts';

export const HOME_TEXTS: Readonly<Record<Lang, typeof homeZhCn>> = { 'zh-CN': homeZhCn, en: homeEn };
