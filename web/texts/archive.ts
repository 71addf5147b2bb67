/** Words of the pages of downloads and of the data dictionary: loaded with them. */
import { archiveEn } from './archive-en.ts';
import { archiveZhCn } from './archive-zh-cn.ts';
import type { Lang } from './language.ts';

export const ARCHIVE_TEXTS: Readonly<Record<Lang, typeof archiveZhCn>> = {
  'zh-CN': archiveZhCn,
  en: archiveEn,
};
