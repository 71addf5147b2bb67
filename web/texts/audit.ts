import { auditEn } from './audit-en.ts';
import { auditZhCn, type AuditTexts } from './audit-zh-cn.ts';
import type { Lang } from './language.ts';

export const AUDIT_TEXTS: Readonly<Record<Lang, AuditTexts>> = { 'zh-CN': auditZhCn, en: auditEn };
