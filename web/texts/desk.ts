import { deskEn } from './desk-en.ts';
import { deskZhCn, type DeskTexts } from './desk-zh-cn.ts';
import type { Lang } from './language.ts';

export const DESK_TEXTS: Readonly<Record<Lang, DeskTexts>> = { 'zh-CN': deskZhCn, en: deskEn };
