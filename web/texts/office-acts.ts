import type { Lang } from './language.ts';
import { officeActsEn } from './office-acts-en.ts';
import { officeActsZhCn, type OfficeActsTexts } from './office-acts-zh-cn.ts';

export const OFFICE_ACTS_TEXTS: Readonly<Record<Lang, OfficeActsTexts>> = {
  'zh-CN': officeActsZhCn,
  en: officeActsEn,
};
