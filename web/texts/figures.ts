/** Words of a region's further figures. */
import { figuresEn } from './figures-en.ts';
import { figuresZhCn } from './figures-zh-cn.ts';
import type { Lang } from './language.ts';

export const FIGURE_TEXTS: Readonly<Record<Lang, typeof figuresZhCn>> = {
  'zh-CN': figuresZhCn,
  en: figuresEn,
};
