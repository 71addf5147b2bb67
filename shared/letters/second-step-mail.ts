/** The mail about a second step that was enrolled or taken away, in both languages. */
import { printChinaMinute, type Instant } from '../domain/basics/calendar.ts';
import { writeMail, type MailContent } from './mail-document.ts';

export type StepChange = 'enrolled' | 'forgotten';

const DONE: Readonly<Record<StepChange, { readonly zh: string; readonly en: string }>> = {
  enrolled: { zh: '登记了一部手机用于第二步验证', en: 'enrolled a telephone for your second step' },
  forgotten: {
    zh: '取消了原来登记的手机和备用码',
    en: 'took the telephone and the recovery codes of your second step away',
  },
};

export const writeSecondStepMail = ({
  change,
  origin,
  at,
}: {
  readonly change: StepChange;
  readonly origin: string;
  readonly at: Instant;
}): MailContent =>
  writeMail('勾稽：第二步验证有变化 / Gouji: your second step has changed', [
    {
      kind: 'paragraph',
      text: `${printChinaMinute(at)}（北京时间），有人用您的邮箱在 ${origin} ${DONE[change].zh}。是您本人的，不用做什么；不是的，请马上告诉主管部门和系统管理员。`,
    },
    {
      kind: 'paragraph',
      text: `At ${printChinaMinute(at)} China time somebody signed in with your address at ${origin} ${DONE[change].en}. If it was you, there is nothing to do; if not, tell the office in charge and the operator at once.`,
    },
  ]);
