import type { Lang } from './language.ts';
import { officeFormsEn } from './office-forms-en.ts';
import { officeFormsZhCn, type OfficeFormsTexts } from './office-forms-zh-cn.ts';

export const OFFICE_FORMS_TEXTS: Readonly<Record<Lang, OfficeFormsTexts>> = {
  'zh-CN': officeFormsZhCn,
  en: officeFormsEn,
};
