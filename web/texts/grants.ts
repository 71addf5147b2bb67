import { grantsEn } from './grants-en.ts';
import { grantsZhCn, type GrantsTexts } from './grants-zh-cn.ts';
import type { Lang } from './language.ts';

export const GRANTS_TEXTS: Readonly<Record<Lang, GrantsTexts>> = { 'zh-CN': grantsZhCn, en: grantsEn };
