/** The pages' words by language, apart from `language.ts`: the check page's script is of one language only. */
import { en } from './en.ts';
import type { Lang } from './language.ts';
import { zhCn, type Texts } from './zh-cn.ts';

export const TEXTS: Readonly<Record<Lang, Texts>> = { 'zh-CN': zhCn, en };
