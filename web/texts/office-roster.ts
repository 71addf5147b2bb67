import type { Lang } from './language.ts';
import { officeRosterEn } from './office-roster-en.ts';
import { officeRosterZhCn, type OfficeRosterTexts } from './office-roster-zh-cn.ts';

export const OFFICE_ROSTER_TEXTS: Readonly<Record<Lang, OfficeRosterTexts>> = {
  'zh-CN': officeRosterZhCn,
  en: officeRosterEn,
};
