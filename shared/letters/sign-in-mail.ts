/** The mail with a link that signs in, in both languages: nobody knows yet which one its reader has. */
import { LINK_MINUTES } from '../domain/authority/mailed-link.ts';
import { printChinaMinute, type Instant } from '../domain/basics/calendar.ts';
import { writeMail, type MailContent } from './mail-document.ts';

export const writeSignInMail = ({
  link,
  origin,
  at,
}: {
  readonly link: string;
  readonly origin: string;
  readonly at: Instant;
}): MailContent =>
  writeMail('登录勾稽 / Sign in to Gouji', [
    {
      kind: 'paragraph',
      text: `${printChinaMinute(at)}\uff08北京时间\uff09\uff0c有人在 ${origin} 请求用这个邮箱登录。请在刚才那个浏览器里打开下面的链接\uff0c再点“登录”\uff1b链接 ${LINK_MINUTES} 分钟内有效\uff0c只能用一次。`,
    },
    { kind: 'link', text: '登录', url: link },
    {
      kind: 'paragraph',
      text: `Somebody asked at ${origin}, at ${printChinaMinute(at)} China time, to sign in with this address. Open the link in the same browser and press “Sign in”; it holds for ${LINK_MINUTES} minutes and works once.`,
    },
    { kind: 'link', text: 'Sign in', url: link },
    {
      kind: 'note',
      text: '不是您本人请求的\uff0c请不要打开\uff0c也不要转发\uff1b不打开就不会有人登录。 If it was not you, leave the link alone and do not pass it on: nobody is signed in without it.',
    },
  ]);
