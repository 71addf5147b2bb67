import { identityEn } from './identity-en.ts';
import { identityZhCn, type IdentityTexts } from './identity-zh-cn.ts';
import type { Lang } from './language.ts';

export const IDENTITY_TEXTS: Readonly<Record<Lang, IdentityTexts>> = {
  'zh-CN': identityZhCn,
  en: identityEn,
};
