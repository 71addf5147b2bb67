/**
 * What an agency is written about an act of the office: what was returned or is to be corrected, why, where and until when;
 * or that its explanations were not recognised; or that such an act is withdrawn. Chinese first, the same in English below.
 */
import { printChinaMinute, printChineseDay } from '../domain/basics/calendar.ts';
import type { Text } from '../domain/basics/text.ts';
import { chooseEdition } from '../domain/form/catalogue.ts';
import { placeName } from '../domain/form/cell-names.ts';
import type { Act, KeptAct } from '../domain/standing/acts/act.ts';
import { setInChinese, writeMail, type MailBlock, type MailContent } from './mail-document.ts';

interface LetterSubject {
  readonly agency: { readonly id: string; readonly name: string };
  readonly year: number;
  /** Where the site is; without it the letter has no links. */
  readonly siteUrl: string | undefined;
}

/** What an agency is told of; of a withdrawal, with what is withdrawn. */
type ToldAct =
  | { readonly kind: 'done'; readonly act: Told }
  | { readonly kind: 'withdrawn'; readonly act: Told; readonly why: string };
type Told =
  Extract<KeptAct, { kind: 'return' | 'demand' | 'answer-explanation' }> | Extract<Act, { kind: 'extend' }>;

/** `undefined` where the agency is told nothing; `acts`: all that was done about its year. */
export function findTold(act: Act, acts: readonly Act[]): ToldAct | undefined {
  if (act.kind !== 'withdraw') return isTold(act) ? { kind: 'done', act } : undefined;
  const undone = acts.find(({ id }) => id === act.act);
  return undone && isTold(undone) ? { kind: 'withdrawn', act: undone, why: act.why } : undefined;
}

const isTold = (act: Act): act is Told & Act =>
  act.kind === 'return' ||
  act.kind === 'demand' ||
  act.kind === 'extend' ||
  (act.kind === 'answer-explanation' && act.answer === 'refused');

const DONE: Readonly<Record<Told['kind'], { readonly subject: Text; readonly says: Text }>> = {
  return: {
    subject: { zh: '主管部门退回', en: 'returned by the office' },
    says: {
      zh: '主管部门退回了这份报告,它不再计入汇总;首次报送的时间不变。',
      en: 'The office returned this report: it is part of no total any more. When it was first filed stays.',
    },
  },
  demand: {
    subject: { zh: '要求更正', en: 'correction demanded' },
    says: {
      zh: '主管部门要求更正这份报告;更正之前,它仍然有效并计入汇总。',
      en: 'The office demands a correction of this report, which stays in force and counted until then.',
    },
  },
  extend: {
    subject: { zh: '报送期限已延期', en: 'deadline extended' },
    says: {
      zh: '主管部门延长了这份报告的报送期限;在新的期限前报送仍为按时。',
      en: 'The office has extended the deadline of this report: filed by the new day, it is on time.',
    },
  },
  'answer-explanation': {
    subject: { zh: '说明不予认可', en: 'explanation not recognised' },
    says: {
      zh: '主管部门对这份报告中的情况说明不予认可。',
      en: 'The office does not recognise the explanations in this report.',
    },
  },
};

const EXTENSION_WITHDRAWN = {
  subject: { zh: '延期已撤销', en: 'extension withdrawn' },
  says: {
    zh: '主管部门撤销了这份报告报送期限的延期。',
    en: 'The office has withdrawn the extension of this report’s deadline.',
  },
};

export function writeActLetter({ agency, year, siteUrl }: LetterSubject, told: ToldAct): MailContent {
  const { kind, act } = told;
  const { subject, says } =
    act.kind === 'extend' && act.until === undefined ? EXTENSION_WITHDRAWN : DONE[act.kind];
  const isWithdrawn = kind === 'withdrawn';
  const title = {
    zh: `${agency.name} ${year}年度报告\uff1a${isWithdrawn ? `「${subject.zh}」已撤销` : subject.zh}`,
    en: `${agency.name}, report for ${year}: ${isWithdrawn ? `"${subject.en}" is withdrawn` : subject.en}`,
  };
  const why = isWithdrawn ? told.why : act.why;
  const page = `agencies/${encodeURIComponent(agency.id)}/years/${year}`;
  return writeMail(`${title.zh} / ${title.en}`, [
    ...setInChinese([
      paragraph(
        isWithdrawn
          ? `主管部门撤销了 ${printChinaMinute(act.at)}\uff08北京时间\uff09的处理「${subject.zh}」\uff0c按没有这项处理办理。`
          : says.zh,
      ),
      ...(why === '' ? [] : [paragraph(`理由\uff1a${why}`)]),
      ...(isWithdrawn ? [] : listAsked(act, year, 'zh')),
      ...linkTo(siteUrl, page, '本单位的报送记录'),
      ...(isWithdrawn
        ? []
        : linkTo(
            siteUrl,
            `file?agency=${encodeURIComponent(agency.id)}&year=${year}`,
            act.kind === 'extend' ? '制作报告' : '打开报告,更正后重新报送',
          )),
    ]),
    { kind: 'heading', text: title.en },
    paragraph(
      isWithdrawn
        ? `The office has withdrawn what it did at ${printChinaMinute(act.at)} (China time): all is as without it.`
        : says.en,
    ),
    ...(why === '' ? [] : [paragraph(`Reason: ${why}`)]),
    ...(isWithdrawn ? [] : listAsked(act, year, 'en')),
    { kind: 'note', text: NOTE },
  ]);
}

const NOTE =
  '本邮件在主管部门处理本单位的报告时发往机关名录\uff08roster\uff09中登记的邮箱\uff0c每项处理一封。有疑问的\uff0c请与主管部门联系。';

/** Until when, and the places. */
function listAsked(act: Told, year: number, language: keyof Text): MailBlock[] {
  if (act.kind === 'answer-explanation') return [];
  if (act.kind === 'extend') return [paragraph(describeExtension(act)[language])];
  const { until, paths = [] } = act;
  const isChinese = language === 'zh';
  const names = paths.map((path) => placeName(chooseEdition(year), path)[language]);
  return [
    paragraph(
      isChinese
        ? `请在 ${printChineseDay(until)} 前更正并重新报送\uff08含当日\uff09。`
        : `Please correct it and file it again by ${until}.`,
    ),
    ...(names.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            head: isChinese ? ['序号', '要更正的地方'] : ['No.', 'Place to correct'],
            rows: names.map((name, i) => [String(i + 1), name]),
          },
        ]),
  ];
}

const describeExtension = ({ deadline, source }: Extract<Told, { kind: 'extend' }>): Text => ({
  zh: `现在的报送期限是 ${printChineseDay(deadline)}\uff08含当日\uff09。${source === undefined ? '' : `依据\uff1a${source}`}`,
  en: `The deadline is now ${deadline}.${source === undefined ? '' : ` Source: ${source}`}`,
});

const paragraph = (text: string): MailBlock => ({ kind: 'paragraph', text });
const linkTo = (siteUrl: string | undefined, path: string, text: string): MailBlock[] =>
  siteUrl === undefined ? [] : [{ kind: 'link', text, url: `${siteUrl.replace(/\/$/, '')}/${path}` }];
