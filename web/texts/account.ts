import { accountEn } from './account-en.ts';
import { accountZhCn, type AccountTexts } from './account-zh-cn.ts';
import type { Lang } from './language.ts';

export const ACCOUNT_TEXTS: Readonly<Record<Lang, AccountTexts>> = { 'zh-CN': accountZhCn, en: accountEn };
