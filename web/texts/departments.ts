/** Words of a region's agencies by function. */
import { departmentsEn } from './departments-en.ts';
import { departmentsZhCn } from './departments-zh-cn.ts';
import type { Lang } from './language.ts';

export const DEPARTMENT_TEXTS: Readonly<Record<Lang, typeof departmentsZhCn>> = {
  'zh-CN': departmentsZhCn,
  en: departmentsEn,
};
