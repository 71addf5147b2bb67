import { credentialsEn } from './credentials-en.ts';
import { credentialsZhCn, type CredentialsTexts } from './credentials-zh-cn.ts';
import type { Lang } from './language.ts';

export const CREDENTIALS_TEXTS: Readonly<Record<Lang, CredentialsTexts>> = {
  'zh-CN': credentialsZhCn,
  en: credentialsEn,
};
