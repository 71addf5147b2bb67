/** That mails to an address come back, for whoever sees the address. */
import { tellChinaDay } from '../basics/calendar.ts';
import type { ReturnedMail } from './returned-mail.ts';

export const RETURNED_WORDS = {
  zh: ({ kind, at }: ReturnedMail): string =>
    kind === 'bounce'
      ? `${tellChinaDay(at)} 邮件被退回\uff0c不再向这个邮箱发信\uff0c请核对后改正`
      : `${tellChinaDay(at)} 收件人投诉为垃圾邮件\uff0c不再向这个邮箱发信`,
  en: ({ kind, at }: ReturnedMail): string =>
    kind === 'bounce'
      ? `A mail came back on ${tellChinaDay(at)}: nothing more is sent to this address. Please check and correct it.`
      : `Its reader called a mail spam on ${tellChinaDay(at)}: nothing more is sent to this address.`,
} as const;
