/** The English words of the page of the audit trail. */
import type { AuditTexts } from './audit-zh-cn.ts';

export const auditEn: AuditTexts = {
  heading: 'Audit trail',
  intro:
    'Sign-ins, grants, filings, acts and downloads within your reach: who did what, to what and when, the newest first, in China time. Looking at this page is not recorded, exporting is.',
  retention:
    'Entries are added and never changed or deleted; they are kept as long as the system’s data, and none ends by itself. Sessions, links and the like are deleted when they end, which changes nothing here.',
  from: 'From',
  to: 'Until',
  act: 'What was done',
  anyAct: 'Anything',
  mail: 'Address of the person',
  region: 'Region, with all below it',
  agency: 'Id of the agency',
  show: 'Show',
  list: 'Entries',
  at: 'When',
  who: 'Who',
  on: 'To what',
  detail: 'Detail',
  none: 'There are no such entries in this time.',
  noneSoFar: 'There are no such entries in what was read; read on for earlier ones.',
  readTo: (at) => `Read back to ${at}; what is earlier was not read yet.`,
  more: 'Read on',
  export: 'Export',
  exportText:
    'Exports what was asked for above, up to ten thousand entries; where that is not all, the end of the file says how far it goes.',
  operator: 'operator (command line)',
  unknown: 'unknown',
  system: 'system',
  program: (name, credential) => `${name} (program: ${credential})`,
  year: (year) => `for ${year}`,
  entered: {
    mail: 'by a mailed link',
    demonstration: 'as a demonstration’s person',
    provider: 'by the provider',
  },
  withStep: ', with a second step',
  bad: {
    day: 'This is no day: write it as 2026-03-31.',
    order: 'The last day is before the first: check them.',
    region: 'There is no such region, or it is not within your reach.',
    agency: 'There is no such agency, or it is not within your reach.',
  },
};
