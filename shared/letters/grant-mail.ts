/** The letter to whom something was granted: who granted what, and where to sign in. It carries nothing that signs anybody in. */
import { printChinaMinute, type Instant, type IsoDay } from '../domain/basics/calendar.ts';
import type { Text } from '../domain/basics/text.ts';
import { writeMail, type MailContent } from './mail-document.ts';

interface GrantTold {
  /** To whom. */
  readonly name: string;
  /** Who granted it. */
  readonly by: string;
  /** What was granted, in words. */
  readonly what: Text;
  readonly from?: IsoDay | undefined;
  readonly to?: IsoDay | undefined;
  readonly at: Instant;
  readonly signIn: string;
}

export function writeGrantMail({ name, by, what, from, to, at, signIn }: GrantTold): MailContent {
  const minute = printChinaMinute(at);
  return writeMail('勾稽：您有了新的授权 / Gouji: something was granted to you', [
    {
      kind: 'paragraph',
      text: `${name}：${minute}（北京时间），${by}授权您：${what.zh}${spanZh(from, to)}。请用这个邮箱登录；主管部门和系统管理员第一次登录时还要登记手机，作第二步验证。`,
    },
    { kind: 'link', text: '登录', url: signIn },
    {
      kind: 'paragraph',
      text: `${name}: at ${minute} China time ${by} granted you: ${what.en}${spanEn(from, to)}. Sign in with this address; offices and operators also enrol a telephone for the second step when they sign in for the first time.`,
    },
    { kind: 'link', text: 'Sign in', url: signIn },
    {
      kind: 'note',
      text: '这封信里没有口令，链接只通向登录页。不知道这项授权的，请告诉授权人或者主管部门。 This letter holds no secret, and its link leads to the page of signing in alone. If you know nothing of it, tell whoever granted it, or the office in charge.',
    },
  ]);
}

function spanZh(from: IsoDay | undefined, to: IsoDay | undefined): string {
  const begin = from === undefined ? '' : `自 ${from} 起`;
  const end = to === undefined ? '' : `至 ${to} 止`;
  return begin + end === '' ? '' : `，${begin}${end}`;
}

function spanEn(from: IsoDay | undefined, to: IsoDay | undefined): string {
  const begin = from === undefined ? '' : ` from ${from}`;
  return `${begin}${to === undefined ? '' : ` until ${to}`}`;
}
