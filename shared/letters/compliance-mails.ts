/**
 * What the mails about a summary say: the digest of a region's office, and reminders. In Chinese; the same facts as the
 * summary's page and files. Nobody is blamed: a mail says how things stand and what to do.
 */
import { printChinaMinute, printChineseDay } from '../domain/basics/calendar.ts';
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
import type { Digest, DueDeadline, PlannedMail } from '../domain/compliance/mail-plan.ts';
import { CHANGE_WORDS, KIND_WORDS, LIST_WORDS, syntheticNotice } from '../domain/compliance/state-words.ts';
import { RETURNED_WORDS } from '../domain/roster/returned-words.ts';
import { besideTexts, listCounted } from './compliance-html.ts';
import { daysText, deadlineText, leftText, momentText, openLines } from './due-words.ts';
import { setInChinese, writeMail, type MailBlock, type MailContent } from './mail-document.ts';
import { writeReminder } from './reminder-mail.ts';

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

export function writeMailContent(subject: MailSubject, mail: PlannedMail): MailContent {
  if (mail.kind === 'digest') return digestContent(subject, mail);
  const { year, at } = subject.summary;
  return writeReminder({ year, at, siteUrl: subject.siteUrl }, mail);
}

function digestContent(
  { summary, contacts = new Map(), siteUrl }: MailSubject,
  { deadlines }: Digest,
): MailContent {
  const { region, year, at, counts, changes } = summary;
  const synthetic = countSynthetic(summary);
  return writeMail(
    digestSubject(summary, deadlines),
    setInChinese([
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
    ]),
  );
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
export const listInDigest = (summary: ComplianceSummary): ComplianceLine[] =>
  listsOf(summary).flatMap(({ lines }) => lines.slice(0, MAX_LISTED));

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

const contactText = ({ mail, phone, returned }: AgencyContact = {}): string =>
  [mail, returned && RETURNED_WORDS.zh(returned), phone].filter((one) => one !== undefined).join('\n');

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
