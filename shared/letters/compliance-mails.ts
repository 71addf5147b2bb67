/**
 * What the mails about a summary say: the digest of a region's office, and the reminder of an agency. In Chinese; the
 * same facts as the summary's page and files. Nobody is blamed: a mail says how things stand and what to do.
 */
import { printChinaMinute, printChineseDay, type Instant } from '../domain/basics/calendar.ts';
import {
  CHANGE_NAMES,
  countSynthetic,
  hasChanges,
  LISTS,
  pickList,
  makeNaming,
  setApart,
  type AgencyCompliance,
  type ComplianceLine,
  type ComplianceSummary,
  type ListName,
} from '../domain/compliance/compliance.ts';
import type { AgencyContact } from '../domain/roster/contact.ts';
import { calledIn } from '../domain/roster/former-names.ts';
import { formatNumber } from '../domain/form/number-text.ts';
import { chooseEdition } from '../domain/form/catalogue.ts';
import { placeName } from '../domain/form/cell-names.ts';
import type { OfficeReturn } from '../domain/standing/acts/office-standing.ts';
import { RETURNED_BY_OFFICE } from '../domain/standing/acts/office-words.ts';
import type { Digest, DueDeadline, PlannedMail, Reminder } from '../domain/compliance/mail-plan.ts';
import {
  CHANGE_WORDS,
  KIND_WORDS,
  LIST_WORDS,
  STATE_WORDS,
  SYNTHETIC_HINT,
  SYNTHETIC_WORD,
  syntheticNotice,
} from '../domain/compliance/state-words.ts';
import { openText } from './compliance-csv.ts';
import { besideTexts, listCounted } from './compliance-html.ts';
import { writeMail, type MailBlock, type MailContent } from './mail-document.ts';

/** The most names that one list shows; who is left out is counted, and stands on the page. */
const MAX_LISTED = 50;
const LISTED: readonly ListName[] = [
  'missing',
  'returned',
  'returnedCorrection',
  'late',
  'afterInternal',
  'flagged',
  'zeroUnconfirmed',
];

interface MailSubject {
  readonly summary: ComplianceSummary;
  /** By agency: those that the region's office may see, of those that its digest lists. */
  readonly contacts?: ReadonlyMap<string, AgencyContact>;
  /** Where the site is; without it the mail has no links. */
  readonly siteUrl: string | undefined;
}

export const writeMailContent = (subject: MailSubject, mail: PlannedMail): MailContent =>
  mail.kind === 'digest' ? digestContent(subject, mail) : reminderContent(subject, mail);

function digestContent(
  { summary, contacts = new Map(), siteUrl }: MailSubject,
  { deadlines }: Digest,
): MailContent {
  const { region, year, at, counts, changes } = summary;
  const synthetic = countSynthetic(summary);
  return writeMail(digestSubject(summary, deadlines), [
    paragraph(
      `${region.name} ${year}年度政府信息公开工作年度报告的报送情况\uff0c截至${momentText(at)}。` +
        `应报送 ${formatNumber(counts.expected)} 个\uff0c已接收 ${formatNumber(counts.accepted)} 个。`,
    ),
    ...(synthetic > 0 ? [paragraph(syntheticNotice(formatNumber(synthetic)).zh)] : []),
    ...deadlines.map((due) =>
      paragraph(`${dueWord(due)} ${printChineseDay(due.deadline)}\uff0c${daysText(due)}。`),
    ),
    table(
      ['统计', '机构数'],
      listCounted(summary).map(({ key, zh }) => [zh, formatNumber(counts[key])]),
    ),
    ...besideTexts(summary.agencies).map(paragraph),
    heading(`${printChinaMinute(changes.since)} 以来的变化`),
    ...(hasChanges(changes) ? changeBlocks(summary) : [paragraph('没有变化。')]),
    ...listsOf(summary).flatMap(({ title, lines }) => listBlocks(year, title, lines, contacts)),
    ...childBlocks(summary),
    ...linkTo(siteUrl, `compliance/${region.code}/${year}`, '全部名单与下载'),
    note(
      '本邮件发往区划名录\uff08regions\uff09中登记的主管部门邮箱\uff0c在有变化和临近截止时发送。' +
        '不再接收的\uff0c请名录管理人员将 mail 列留空。',
    ),
  ]);
}

function digestSubject(
  { region, year, counts, changes }: ComplianceSummary,
  deadlines: readonly DueDeadline[],
): string {
  const accepted = setApart(changes.newlyAccepted).own;
  const coming = deadlines.find(({ daysLeft }) => daysLeft >= 0);
  const parts = [
    `${formatNumber(counts.accepted)} / ${formatNumber(counts.expected)} 已接收`,
    ...(accepted.length > 0 ? [`${formatNumber(accepted.length)} 个新接收`] : []),
    ...(counts.overdue > 0 ? [`${formatNumber(counts.overdue)} 个逾期`] : []),
    ...(coming ? [leftText(coming)] : []),
  ];
  return `${region.name} ${year}年度报告\uff1a${parts.join('\uff0c')}`;
}

function changeBlocks(summary: ComplianceSummary): MailBlock[] {
  const { changes } = summary;
  const nameAgency = makeNaming(summary);
  return CHANGE_NAMES.flatMap((name): MailBlock[] => {
    const { own, consolidated } = setApart(changes[name]);
    const namesOf = (agencies: readonly AgencyCompliance[]): string =>
      agencies.slice(0, MAX_LISTED).map(nameAgency).join('、') + (agencies.length > MAX_LISTED ? '等' : '');
    const told = [
      ...(own.length > 0 ? [`${formatNumber(own.length)} 个\uff1a${namesOf(own)}`] : []),
      ...(consolidated.length > 0
        ? [`汇总报告 ${formatNumber(consolidated.length)} 份\uff1a${namesOf(consolidated)}`]
        : []),
    ];
    return told.length > 0 ? [paragraph(`${CHANGE_WORDS[name].zh} ${told.join('\uff1b')}`)] : [];
  });
}

interface DigestList {
  readonly title: string;
  readonly lines: readonly ComplianceLine[];
}

function listsOf(summary: ComplianceSummary): DigestList[] {
  const { consolidated } = setApart(summary.agencies);
  return [
    ...LISTED.map((name) => ({ title: LIST_WORDS[name].zh, lines: pickList(summary, name) })),
    ...LISTED.map((name) => ({
      title: `汇总报告\uff0c${LIST_WORDS[name].zh}`,
      lines: consolidated.filter(LISTS[name]),
    })),
  ];
}

/** The ids of all whom the digest of a region's office lists, each perhaps several times. */
export const listInDigest = (summary: ComplianceSummary): string[] =>
  listsOf(summary).flatMap(({ lines }) => lines.slice(0, MAX_LISTED).map(({ id }) => id));

function listBlocks(
  year: number,
  title: string,
  lines: readonly ComplianceLine[],
  contacts: ReadonlyMap<string, AgencyContact>,
): MailBlock[] {
  if (lines.length === 0) return [];
  const rows = lines
    .slice(0, MAX_LISTED)
    .map((line) => [
      calledIn(line),
      line.districtName ?? line.district,
      KIND_WORDS[line.kind].zh,
      deadlineText(line),
      line.overdueDays > 0 ? `${formatNumber(line.overdueDays)} 天` : '',
      line.lateDays > 0 ? `${formatNumber(line.lateDays)} 天` : '',
      openLines(year, line).join('\n'),
      contactText(contacts.get(line.id)),
    ]);
  return [
    heading(`${title}\uff08${formatNumber(lines.length)}\uff09`),
    table(['机构', '地区', '类别', '截止日', '逾期', '迟报', '未结', '联系方式'], rows),
    ...(lines.length > MAX_LISTED
      ? [paragraph(`另有 ${formatNumber(lines.length - MAX_LISTED)} 个\uff0c见全部名单。`)]
      : []),
  ];
}

const contactText = ({ mail, phone }: AgencyContact = {}): string =>
  [mail, phone].filter((one) => one !== undefined).join('\n');

function childBlocks({ children }: ComplianceSummary): MailBlock[] {
  if (children.length === 0) return [];
  return [
    heading('下级地区'),
    table(
      ['地区', '应报送', '已接收', '未报送', '已退回', '逾期'],
      children.map(({ name, ...counts }) =>
        counts.expected + counts.notObliged === 0
          ? [name, '尚无机关名录', '', '', '', '']
          : [
              name,
              formatNumber(counts.expected),
              formatNumber(counts.accepted),
              formatNumber(counts.missing),
              formatNumber(counts.returned),
              formatNumber(counts.overdue),
            ],
      ),
    ),
  ];
}

function reminderContent({ summary, siteUrl }: MailSubject, { agency, due }: Reminder): MailContent {
  const { year, at } = summary;
  const returned = agency.state === 'returned' ? agency.office?.returned : undefined;
  const state = (returned ? RETURNED_BY_OFFICE : STATE_WORDS[agency.state]).zh;
  const open = openLines(year, agency);
  const today = agency.nameInYear === undefined ? '' : `\uff08现名 ${agency.name}\uff09`;
  return writeMail(`${calledIn(agency)} ${year}年度报告\uff1a${state}\uff0c${leftText(due)}`, [
    paragraph(
      `${calledIn(agency)}${today}\uff1a贵单位 ${year}年度政府信息公开工作年度报告\uff0c截至${momentText(at)}的状态是「${state}」。`,
    ),
    ...(agency.dataset === 'synthetic' ? [paragraph(`${SYNTHETIC_WORD.zh}\uff1a${SYNTHETIC_HINT.zh}`)] : []),
    paragraph(dueText(agency, due)),
    ...(returned ? listReturn(year, returned) : []),
    ...(agency.state === 'returned' && (open.length > 0 || !returned)
      ? [
          paragraph(
            `最近一次报送有 ${formatNumber(agency.open.count)} 处错误\uff0c未能接收。请按下列各处改正后重新报送。`,
          ),
          table(
            ['序号', '待改之处'],
            open.map((text, index) => [String(index + 1), text]),
          ),
        ]
      : returned
        ? []
        : [
            paragraph(
              '可以在网页上用 Word、WPS、Excel 或 PDF 文件制作报告\uff0c也可以先核对\uff1b文件不离开本机\uff0c不留存。',
            ),
          ]),
    ...linkTo(siteUrl, `agencies/${encodeURIComponent(agency.id)}/years/${year}`, '本单位的报送记录'),
    ...linkTo(
      siteUrl,
      `file?agency=${encodeURIComponent(agency.id)}&year=${year}`,
      agency.state === 'returned' ? '打开退回的报告\uff0c逐处改正' : '制作报告',
    ),
    ...linkTo(siteUrl, 'check', '核对报告'),
    note(
      '本邮件在截止日\uff08有内部时限的\uff0c在内部时限\uff09前 14 天、7 天、1 天和次日\uff0c发往机关名录\uff08roster\uff09中登记的邮箱。' +
        '不需要提醒的\uff0c请名录管理人员在 reminders 列填 no。',
    ),
  ]);
}

/** What the office returned it for, and where. */
function listReturn(year: number, { at, reason, paths = [] }: OfficeReturn): MailBlock[] {
  const places = paths.map((path) => placeName(chooseEdition(year), path).zh);
  return [
    paragraph(`主管部门于${momentText(at)}退回\uff1a${reason}`),
    ...(places.length === 0 ? [] : [paragraph(`要更正的地方\uff1a${places.join('、')}。`)]),
  ];
}

/** The findings that are at hand; how many more there are. */
function openLines(year: number, { open }: ComplianceLine): string[] {
  const more = open.count - open.findings.length;
  return [
    ...openText(year, open.findings, 'zh'),
    ...(more > 0 ? [`${open.findings.length === 0 ? '' : '另有 '}${formatNumber(more)} 处`] : []),
  ];
}

function deadlineText({ deadline, extension, internal, office }: AgencyCompliance): string {
  const notes = [
    ...(extension === undefined ? [] : [`延期\uff1a${extension}`]),
    ...(office?.returned ? [`主管部门退回\uff0c更正期限 ${printChineseDay(office.returned.until)}`] : []),
    ...(internal ? [`内部时限 ${printChineseDay(internal.until)}\uff1a${internal.reason}`] : []),
  ];
  return `${printChineseDay(deadline)}${notes.length > 0 ? `\uff08${notes.join('\uff1b')}\uff09` : ''}`;
}

/** What the day is, and where it is the office's own, what the law's is: a report is on time until then. */
function dueText(agency: AgencyCompliance, due: DueDeadline): string {
  const { deadline, internal, office } = agency;
  if (due.isCorrection === true && office?.returned)
    return `更正期限 ${printChineseDay(office.returned.until)}\uff0c${daysText(due)}。`;
  return due.isInternal === true && internal
    ? `内部时限 ${printChineseDay(internal.until)}\uff08${internal.reason}\uff09\uff0c${daysText(due)}。` +
        `${agency.extension === undefined ? '法定期限' : '延期后的截止日'} ${printChineseDay(deadline)}\uff0c在此之前报送仍为按时。`
    : `截止日 ${deadlineText(agency)}\uff0c${daysText(due)}。`;
}

const dueWord = ({ isInternal = false }: DueDeadline): string => (isInternal ? '内部时限' : '截止日');

const paragraph = (text: string): MailBlock => ({ kind: 'paragraph', text });
const heading = (text: string): MailBlock => ({ kind: 'heading', text });
const note = (text: string): MailBlock => ({ kind: 'note', text });
const table = (head: readonly string[], rows: readonly (readonly string[])[]): MailBlock => ({
  kind: 'table',
  head,
  rows,
});
const linkTo = (siteUrl: string | undefined, path: string, text: string): MailBlock[] =>
  siteUrl === undefined ? [] : [{ kind: 'link', text, url: `${siteUrl.replace(/\/$/, '')}/${path}` }];

const momentText = (at: Instant): string => ` ${printChinaMinute(at)}\uff08北京时间\uff09`;

function leftText({ daysLeft, isInternal = false, isCorrection = false }: DueDeadline): string {
  const word = isCorrection ? '更正期限' : isInternal ? '内部时限' : undefined;
  if (daysLeft > 0) return `距${word ?? '截止'} ${formatNumber(daysLeft)} 天`;
  if (daysLeft === 0) return word === undefined ? '今天截止' : `今天是${word}`;
  return `已${word === undefined ? '逾期' : `过${word}`} ${formatNumber(-daysLeft)} 天`;
}
const daysText = ({ daysLeft }: DueDeadline): string =>
  daysLeft > 0
    ? `还有 ${formatNumber(daysLeft)} 天`
    : daysLeft === 0
      ? '就是今天'
      : `已过 ${formatNumber(-daysLeft)} 天`;
