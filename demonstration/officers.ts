/** Persons of the demonstration: whoever tries the system is signed in as one of them with a click. */
import type { OfficerLine } from '../shared/contracts/files/officers-file.ts';

const CLERK = { mail: 'jingban@example.org', name: '演示经办人（柳北区教育局、水利局）' };

export const DEMONSTRATION_OFFICERS: readonly OfficerLine[] = [
  { ...CLERK, role: 'agency', agency: '450205-jyj' },
  { ...CLERK, role: 'agency', agency: '450205-slj' },
  {
    mail: 'liubei-gongkai@example.org',
    name: '演示主管（柳北区政务公开办）',
    role: 'oversight',
    region: '450205',
  },
  {
    mail: 'liuzhou-gongkai@example.org',
    name: '演示主管（柳州市政务公开办）',
    role: 'oversight',
    region: '450200',
  },
  { mail: 'guanli@example.org', name: '演示系统管理员', role: 'operator' },
];
