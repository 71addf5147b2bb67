/** What was wrong with a request, in each language: said by functions alone, and no part of what a browser runs. */
import { errorsEn } from './errors-en.ts';
import { errorsZhCn, type ErrorTexts } from './errors-zh-cn.ts';
import type { Lang } from './language.ts';

export type { ErrorTexts } from './errors-zh-cn.ts';
export const ERROR_TEXTS: Readonly<Record<Lang, ErrorTexts>> = { 'zh-CN': errorsZhCn, en: errorsEn };
