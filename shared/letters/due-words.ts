/** What mails say of the days that bind a report, and of what stands open in it; in Chinese. */
import { printChinaMinute, printChineseDay, type Instant } from '../domain/basics/calendar.ts';
import type { AgencyCompliance, ComplianceLine } from '../domain/compliance/compliance.ts';
import type { DueDeadline } from '../domain/compliance/mail-plan.ts';
import { formatNumber } from '../domain/form/number-text.ts';
import { openText } from './open-text.ts';

/** The findings that are at hand; how many more there are. */
export function openLines(year: number, { open }: ComplianceLine): string[] {
  const more = open.count - open.findings.length;
  return [
    ...openText(year, open.findings, 'zh'),
    ...(more > 0 ? [`${open.findings.length === 0 ? '' : '另有 '}${formatNumber(more)} 处`] : []),
  ];
}

export function deadlineText({ deadline, extension, internal, office }: AgencyCompliance): string {
  const notes = [
    ...(extension === undefined ? [] : [`延期\uff1a${extension}`]),
    ...(office?.returned ? [`主管部门退回\uff0c更正期限 ${printChineseDay(office.returned.until)}`] : []),
    ...(internal ? [`内部时限 ${printChineseDay(internal.until)}\uff1a${internal.reason}`] : []),
  ];
  return `${printChineseDay(deadline)}${notes.length > 0 ? `\uff08${notes.join('\uff1b')}\uff09` : ''}`;
}

/** What the day is, and where it is the office's own, what the law's is: a report is on time until then. */
export function dueText(agency: AgencyCompliance, due: DueDeadline): string {
  const { deadline, internal } = agency;
  if (due.isCorrection === true) return `更正期限 ${printChineseDay(due.deadline)}\uff0c${daysText(due)}。`;
  return due.isInternal === true && internal
    ? `内部时限 ${printChineseDay(internal.until)}\uff08${internal.reason}\uff09\uff0c${daysText(due)}。` +
        `${agency.extension === undefined ? '法定期限' : '延期后的截止日'} ${printChineseDay(deadline)}\uff0c在此之前报送仍为按时。`
    : `截止日 ${deadlineText(agency)}\uff0c${daysText(due)}。`;
}

export const momentText = (at: Instant): string => ` ${printChinaMinute(at)}\uff08北京时间\uff09`;

export function leftText({ daysLeft, isInternal = false, isCorrection = false }: DueDeadline): string {
  const word = isCorrection ? '更正期限' : isInternal ? '内部时限' : undefined;
  if (daysLeft > 0) return `距${word ?? '截止'} ${formatNumber(daysLeft)} 天`;
  if (daysLeft === 0) return word === undefined ? '今天截止' : `今天是${word}`;
  return `已${word === undefined ? '逾期' : `过${word}`} ${formatNumber(-daysLeft)} 天`;
}
export const daysText = ({ daysLeft }: DueDeadline): string =>
  daysLeft > 0
    ? `还有 ${formatNumber(daysLeft)} 天`
    : daysLeft === 0
      ? '就是今天'
      : `已过 ${formatNumber(-daysLeft)} 天`;
