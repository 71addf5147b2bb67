/**
 * The reminder of an agency: how its report stands, what it owes, by when, and where to do it. The same on the days of the
 * schedule and where an office reminds it; then it says so, with the office's words, and in English below.
 */
import type { Instant } from '../domain/basics/calendar.ts';
import type { ComplianceLine } from '../domain/compliance/compliance.ts';
import type { DueDeadline } from '../domain/compliance/mail-plan.ts';
import { findDemand, OWED_WORDS, tellOwed } from '../domain/compliance/reminder.ts';
import { STATE_WORDS, SYNTHETIC_HINT, SYNTHETIC_WORD } from '../domain/compliance/state-words.ts';
import { chooseEdition } from '../domain/form/catalogue.ts';
import { placeName } from '../domain/form/cell-names.ts';
import { formatNumber } from '../domain/form/number-text.ts';
import { calledIn } from '../domain/roster/former-names.ts';
import { RETURNED_BY_OFFICE } from '../domain/standing/acts/office-words.ts';
import { dueText, leftText, momentText, openLines } from './due-words.ts';
import { setInChinese, writeMail, type MailBlock, type MailContent } from './mail-document.ts';

interface Reminded {
  readonly agency: ComplianceLine;
  readonly due: DueDeadline;
  /** What the office says that reminds it; left out of those on the days of the schedule. */
  readonly asked?: { readonly why: string } | undefined;
}

interface ReminderSubject {
  readonly year: number;
  readonly at: Instant;
  /** Where the site is; without it the mail has no links. */
  readonly siteUrl: string | undefined;
}

export function writeReminder(
  { year, at, siteUrl }: ReminderSubject,
  { agency, due, asked }: Reminded,
): MailContent {
  const returned = agency.state === 'returned' ? agency.office?.returned : undefined;
  const state = (returned ? RETURNED_BY_OFFICE : STATE_WORDS[agency.state]).zh;
  const today = agency.nameInYear === undefined ? '' : `\uff08现名 ${agency.name}\uff09`;
  const file = `file?agency=${encodeURIComponent(agency.id)}&year=${year}`;
  return writeMail(
    `${asked ? '催报\uff1a' : ''}${calledIn(agency)} ${year}年度报告\uff1a${state}\uff0c${leftText(due)}`,
    [
      ...setInChinese([
        paragraph(
          `${calledIn(agency)}${today}\uff1a贵单位 ${year}年度政府信息公开工作年度报告\uff0c截至${momentText(at)}的状态是「${state}」。`,
        ),
        ...(agency.dataset === 'synthetic'
          ? [paragraph(`${SYNTHETIC_WORD.zh}\uff1a${SYNTHETIC_HINT.zh}`)]
          : []),
        paragraph(dueText(agency, due)),
        ...(asked && asked.why !== '' ? [paragraph(`主管部门附言\uff1a${asked.why}`)] : []),
        ...describeOwed(year, agency),
        ...linkTo(siteUrl, `agencies/${encodeURIComponent(agency.id)}/years/${year}`, '本单位的报送记录'),
        ...linkTo(siteUrl, file, FILE_WORDS[agency.state]),
        ...linkTo(siteUrl, 'check', '核对报告'),
      ]),
      ...(asked ? sayInEnglish(year, agency, due, asked) : []),
      note(asked ? ASKED_NOTE : SCHEDULED_NOTE),
    ],
  );
}

const FILE_WORDS: Readonly<Record<ComplianceLine['state'], string>> = {
  'not-obliged': '制作报告',
  missing: '制作报告',
  returned: '打开退回的报告\uff0c逐处改正',
  flagged: '打开报告\uff0c改正或说明',
  accepted: '打开报告\uff0c更正后重新报送',
};

const SCHEDULED_NOTE =
  '本邮件在截止日\uff08有内部时限的\uff0c在内部时限\uff09前 14 天、7 天、1 天和次日\uff0c发往机关名录\uff08roster\uff09中登记的邮箱。' +
  '不需要提醒的\uff0c请名录管理人员在 reminders 列填 no。';
const ASKED_NOTE =
  '本邮件由主管部门发起\uff0c发往机关名录\uff08roster\uff09中登记的邮箱\uff0c每天至多一封。有疑问的\uff0c请与主管部门联系。';

function describeOwed(year: number, agency: ComplianceLine): MailBlock[] {
  const { state, open, office } = agency;
  const lines = openLines(year, agency);
  const listed = table(
    ['序号', '待改之处'],
    lines.map((text, index) => [String(index + 1), text]),
  );
  const returned = office?.returned;
  const demand = findDemand(agency);
  return [
    ...(returned ? listAsked(year, '退回', returned) : []),
    ...(demand ? listAsked(year, '要求更正', demand) : []),
    ...(state === 'returned' && (lines.length > 0 || !returned)
      ? [
          paragraph(
            `最近一次报送有 ${formatNumber(open.count)} 处错误\uff0c未能接收。请按下列各处改正后重新报送。`,
          ),
          listed,
        ]
      : []),
    ...(state === 'flagged'
      ? [
          paragraph(
            `报告已接收\uff0c还有 ${formatNumber(open.count)} 处疑点待说明。请逐处改正\uff0c或写明情况\uff0c再重新报送。`,
          ),
          listed,
        ]
      : []),
    ...(state === 'missing'
      ? [
          paragraph(
            '可以在网页上用 Word、WPS、Excel 或 PDF 文件制作报告\uff0c也可以先核对\uff1b文件不离开本机\uff0c不留存。',
          ),
        ]
      : []),
  ];
}

interface Asked {
  readonly at: Instant;
  readonly reason?: string | undefined;
  readonly paths?: readonly string[] | undefined;
}

/** What the office returned it for or wants corrected, and where. */
function listAsked(year: number, word: string, { at, reason, paths = [] }: Asked): MailBlock[] {
  const places = paths.map((path) => placeName(chooseEdition(year), path).zh);
  return [
    paragraph(`主管部门于${momentText(at)}${word}${reason === undefined ? '' : `\uff1a${reason}`}`),
    ...(places.length === 0 ? [] : [paragraph(`要更正的地方\uff1a${places.join('、')}。`)]),
  ];
}

function sayInEnglish(
  year: number,
  agency: ComplianceLine,
  due: DueDeadline,
  { why }: { readonly why: string },
): MailBlock[] {
  const owed = tellOwed(agency);
  const state = STATE_WORDS[agency.state].en.toLowerCase();
  return [
    { kind: 'heading', text: `${calledIn(agency)}, report for ${year}: ${state}` },
    paragraph(
      `The office in charge reminds you of the report for ${year}, which is ${state}.` +
        (owed ? ` It owes ${OWED_WORDS[owed].en} by ${due.deadline}.` : ''),
    ),
    ...(why === '' ? [] : [paragraph(`The office adds: ${why}`)]),
  ];
}

const paragraph = (text: string): MailBlock => ({ kind: 'paragraph', text });
const note = (text: string): MailBlock => ({ kind: 'note', text });
const table = (head: readonly string[], rows: readonly (readonly string[])[]): MailBlock => ({
  kind: 'table',
  head,
  rows,
});
const linkTo = (siteUrl: string | undefined, path: string, text: string): MailBlock[] =>
  siteUrl === undefined ? [] : [{ kind: 'link', text, url: `${siteUrl.replace(/\/$/, '')}/${path}` }];
