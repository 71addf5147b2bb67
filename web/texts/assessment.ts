/** Words of assessments. */
import { assessmentEn } from './assessment-en.ts';
import { assessmentZhCn } from './assessment-zh-cn.ts';
import type { Lang } from './language.ts';

export const ASSESSMENT_TEXTS: Readonly<Record<Lang, typeof assessmentZhCn>> = {
  'zh-CN': assessmentZhCn,
  en: assessmentEn,
};
