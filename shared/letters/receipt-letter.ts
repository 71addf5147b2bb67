/**
 * What an agency is written when a report was filed in its name: the outcome, who filed it, what was found and what to do.
 * Chinese first, the same in English below.
 */
import { showActor, type ShownActor } from '../domain/authority/shown-actor.ts';
import { printChinaMinute } from '../domain/basics/calendar.ts';
import type { Text } from '../domain/basics/text.ts';
import type { Finding, Outcome } from '../domain/findings/finding.ts';
import type { Submission } from '../domain/standing/submission.ts';
import { setInChinese, writeMail, type MailBlock, type MailContent } from './mail-document.ts';

interface LetterSubject {
  readonly agency: { readonly id: string; readonly name: string };
  readonly year: number;
  /** Where the site is; without it the letter has no links. */
  readonly siteUrl: string | undefined;
}

type Told = Pick<
  Submission,
  'outcome' | 'receivedAt' | 'submissionId' | 'findings' | 'contextualFindings' | 'by' | 'sameAs'
>;

const OUTCOMES: Readonly<Record<Outcome, { readonly subject: Text; readonly says: Text }>> = {
  accepted: {
    subject: { zh: '已接收', en: 'accepted' },
    says: {
      zh: '报告已接收。列出的警告,能改的请改正后再报一份,确实如此的请写明情况。',
      en: 'The report is accepted. Of the warnings below, correct what can be corrected and explain the others.',
    },
  },
  returned: {
    subject: { zh: '已退回', en: 'returned' },
    says: {
      zh: '报告没有接收。请改正下面列出的错误,再报送一次;以前已接收的报告不变。',
      en: 'The report was not taken in. Correct the errors below and file it again; what was accepted before stays.',
    },
  },
};
const NOTHING_FOUND: Text = { zh: '核对没有发现问题。', en: 'Nothing was found.' };
/** The page and the receipt have all. */
const MAX_LISTED = 30;

export function writeReceiptLetter({ agency, year, siteUrl }: LetterSubject, told: Told): MailContent {
  const { outcome, receivedAt, submissionId } = told;
  const { subject } = OUTCOMES[outcome];
  const minute = printChinaMinute(receivedAt);
  const title = {
    zh: `${agency.name} ${year}年度报告\uff1a${subject.zh}`,
    en: `${agency.name}, report for ${year}: ${subject.en}`,
  };
  const page = `agencies/${encodeURIComponent(agency.id)}/years/${year}`;
  const filer = told.by && nameFiler(showActor(told.by));
  return writeMail(`${title.zh} / ${title.en}`, [
    ...setInChinese([
      paragraph(
        `${minute}\uff08北京时间\uff09收到本单位 ${year}年度报告${filer ? `\uff0c报送人\uff1a${filer.zh}` : ''}\uff0c编号 ${submissionId}。`,
      ),
      ...tellOutcome(told, 'zh'),
      ...linkTo(siteUrl, page, '本单位的报送记录'),
    ]),
    { kind: 'heading', text: title.en },
    paragraph(
      `Received at ${minute} (China time)${filer ? `, filed by ${filer.en}` : ''}, number ${submissionId}.`,
    ),
    ...tellOutcome(told, 'en'),
    { kind: 'note', text: NOTE },
  ]);
}

function nameFiler({ name, credential }: ShownActor): Text | undefined {
  if (name === undefined) return undefined;
  if (credential === undefined) return { zh: name, en: name };
  return {
    zh: `${name}\uff08通过程序凭据\u201c${credential}\u201d\uff09`,
    en: `${name} (a program, by the credential “${credential}”)`,
  };
}

const NOTE =
  '本邮件在有人以本单位名义报送时发往机关名录\uff08roster\uff09中登记的邮箱\uff0c每份一封。不是本单位报送的\uff0c请立即与主管部门联系。';

function tellOutcome(
  { outcome, findings, contextualFindings, sameAs }: Told,
  language: keyof Text,
): MailBlock[] {
  const found = [...findings, ...contextualFindings].filter(({ severity }) => severity !== 'info');
  if (outcome === 'accepted' && found.length === 0)
    return [paragraph((sameAs?.message ?? NOTHING_FOUND)[language])];
  return [
    paragraph(OUTCOMES[outcome].says[language]),
    ...(sameAs ? [paragraph(sameAs.message[language])] : []),
    ...listFound(found.slice(0, MAX_LISTED), language),
  ];
}

const SEVERITY_WORDS = { error: { zh: '错误', en: 'error' }, warning: { zh: '警告', en: 'warning' } };

const listFound = (found: readonly Finding[], language: keyof Text): MailBlock[] =>
  found.length === 0
    ? []
    : [
        {
          kind: 'table',
          head: language === 'zh' ? ['级别', '核对结果'] : ['Kind', 'Finding'],
          rows: found.map(({ severity, message }) => [
            SEVERITY_WORDS[severity === 'error' ? 'error' : 'warning'][language],
            message[language],
          ]),
        },
      ];

const paragraph = (text: string): MailBlock => ({ kind: 'paragraph', text });
const linkTo = (siteUrl: string | undefined, path: string, text: string): MailBlock[] =>
  siteUrl === undefined ? [] : [{ kind: 'link', text, url: `${siteUrl.replace(/\/$/, '')}/${path}` }];
