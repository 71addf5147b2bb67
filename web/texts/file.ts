/** Words of the page on which a report is made, for the server, which speaks both languages. */
import { fileEn } from './file-en.ts';
import { fileZhCn, type FileTexts } from './file-zh-cn.ts';
import type { Lang } from './language.ts';

export const FILE_TEXTS: Readonly<Record<Lang, FileTexts>> = { 'zh-CN': fileZhCn, en: fileEn };
