/** What an address is told that the roster names for an agency from now on, or names no more. Chinese first. */
import { printChinaMinute, type Instant } from '../domain/basics/calendar.ts';
import { writeMail, type MailContent } from './mail-document.ts';

interface RosterLetter {
  readonly name: string;
  readonly at: Instant;
  /** Where the site is; without it the letter has no link. */
  readonly siteUrl: string | undefined;
}

export function writeRosterLetter(kind: 'gained' | 'lost', { name, at, siteUrl }: RosterLetter): MailContent {
  const when = printChinaMinute(at);
  const isGained = kind === 'gained';
  const title = isGained
    ? { zh: `${name}\uff1a已登记为联系邮箱`, en: `${name}: registered as its address` }
    : { zh: `${name}\uff1a不再是联系邮箱`, en: `${name}: its address no more` };
  return writeMail(`${title.zh} / ${title.en}`, [
    {
      kind: 'paragraph',
      text: isGained
        ? `主管部门于 ${when}\uff08北京时间\uff09把这个邮箱登记为${name}的联系邮箱。今后催报、退回等信件发到这里\uff0c也可以用它登录\uff0c为本单位报送。`
        : `主管部门于 ${when}\uff08北京时间\uff09更改了${name}的联系邮箱。这个邮箱不再收到本单位的信件\uff0c也不能再为本单位登录报送。`,
    },
    ...(siteUrl === undefined ? [] : [{ kind: 'link' as const, text: '勾稽', url: siteUrl }]),
    { kind: 'heading', text: title.en },
    {
      kind: 'paragraph',
      text: isGained
        ? `At ${when} (China time) the office registered this address for ${name}. Reminders and returns come here, and whoever reads it may sign in and file for the agency.`
        : `At ${when} (China time) the office set another address for ${name}. No more letters about the agency come here, and nobody may sign in for it by this address.`,
    },
    { kind: 'note', text: '如果这不是您预期的\uff0c请立即与主管部门联系。' },
  ]);
}
