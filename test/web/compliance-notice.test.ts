/** The notice (通报): each agency once, in the list that it belongs to, and the same numbers as the summary. */
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  countConsolidated,
  type AgencyCompliance,
  type ComplianceSummary,
} from '../../shared/domain/compliance/compliance.ts';
import { tellFacts } from '../../shared/domain/compliance/outline.ts';
import { makeNotice, pickForNotice, type Notice } from '../../web/downloads/compliance-notice.ts';
import { writeNoticeDocx } from '../../web/downloads/notice-docx.ts';
import { aSummary, anAgencyYear, instant, isoDay } from '../support/a-summary.ts';

const AT = '2025-02-05T08:00+08:00';
const accepted = (id: string, at: string, more: Partial<AgencyCompliance> = {}): AgencyCompliance =>
  anAgencyYear(id, { state: 'accepted', firstAcceptedAt: instant(at), latestAt: instant(at), ...more });
const AGENCIES: readonly AgencyCompliance[] = [
  accepted('b', '2025-01-20T10:00+08:00'),
  accepted('a', '2025-01-21T10:00+08:00', { correctedAt: instant('2025-02-01T09:00+08:00') }),
  accepted('late', '2025-02-03T10:00+08:00', { lateDays: 3 }),
  anAgencyYear('returned', { state: 'returned', overdueDays: 5 }),
  anAgencyYear('overdue', { overdueDays: 5 }),
  anAgencyYear('waiting'),
  anAgencyYear('free', { state: 'not-obliged' }),
  accepted('hz', '2025-02-04T10:00+08:00', { kind: 'consolidated' }),
];
const summary = aSummary({ agencies: AGENCIES, at: AT });

const noticeOf = (told: ComplianceSummary, name: string): Notice =>
  makeNotice({ facts: tellFacts(told), ...pickForNotice(told) }, name);
const namesIn = (heading: string, notice = noticeOf(summary, '柳北区')): string[] =>
  notice.sections
    .filter((section) => section.heading.endsWith(`、${heading}`))
    .flatMap(({ table }) => table?.rows.map(([, name = '']) => name) ?? []);

describe('the notice', () => {
  it('is headed as an official document is, and says as of when', () => {
    const notice = noticeOf(summary, '柳北区');
    expect(notice.title).toBe('关于柳北区2024年度政府信息公开工作年度报告报送情况的通报');
    expect(notice.opening).toContain('截至2025-02-05 08:00');
    expect(notice.day).toBe('2025-02-05');
    expect(notice.sections.map(({ heading }) => heading.slice(0, 2))).toEqual([
      '一、',
      '二、',
      '三、',
      '四、',
      '五、',
      '六、',
      '七、',
    ]);
  });

  it('lists each agency once, who filed first first', () => {
    expect(namesIn('按时报送的机关')).toEqual(['机关b', '机关a']);
    expect(namesIn('迟报的机关')).toEqual(['机关late']);
    expect(namesIn('已退回、尚未重新报送的机关')).toEqual(['机关returned']);
    expect(namesIn('逾期未报送的机关')).toEqual(['机关overdue']);
    expect(namesIn('尚未到期、未报送的机关')).toEqual(['机关waiting']);
    expect(namesIn('全区汇总报告')).toEqual(['机关hz']);
  });

  it('says when each filed, how late, and what was corrected', () => {
    const [, onTime, late] = noticeOf(summary, '柳北区').sections;
    expect(onTime?.table?.rows[1]).toEqual(['2', '机关a', '2025-01-21 10:00', '2025-02-01 09:00更正']);
    expect(late?.table?.rows[0]).toEqual(['1', '机关late', '2025-01-31', '2025-02-03 10:00', '3', '']);
  });

  it('counts as the summary does, with consolidated reports and without', () => {
    const [overview] = noticeOf(summary, '柳北区').sections;
    expect(overview?.passages[0]).toMatch(/应报送年度报告的机关 6 个，已接收 3 个，报送率 50.0\u00a0%。/);
    expect(overview?.passages[0]).toContain('按时报送 2 个，迟报 1 个');
    expect(overview?.passages[1]).toContain('全区汇总报告 1 份单独列出，不计入以上数字');
    const counted = noticeOf(countConsolidated(summary), '柳北区');
    expect(counted.sections[0]?.passages[0]).toContain('应报送年度报告的机关 7 个，已接收 4 个');
    expect(counted.sections[0]?.passages[1]).toContain('连同全区汇总报告计算');
    expect(namesIn('按时报送的机关', counted)).toContain('机关hz');
    expect(namesIn('全区汇总报告', counted)).toEqual([]);
  });

  it('asks for what is due, and for nothing where everything is there', () => {
    expect(noticeOf(summary, '柳北区').closing).toMatch(/逾期未报送.+截止日前完成报送/);
    const whole = aSummary({ agencies: [accepted('a', '2025-01-21T10:00+08:00')], at: AT });
    expect(noticeOf(whole, '柳北区').closing).toBe('应报送的机关已全部报送。');
  });

  it('says that nobody is obliged where nobody is, and until when the office wants a correction', () => {
    const none = aSummary({ agencies: [accepted('hz', AT, { kind: 'consolidated' })], at: AT });
    expect(noticeOf(none, '柳北区').closing).toBe('没有应报送的机关。');
    const returned = { submissionId: 's', at: instant(AT), until: isoDay('2025-02-20'), reason: '表三有误' };
    const agencies = [anAgencyYear('returned', { state: 'returned', office: { returned } })];
    const [, list] = noticeOf(aSummary({ agencies, at: AT }), '柳北区').sections;
    expect(list?.table?.columns[3]?.head).toBe('更正期限');
    expect(list?.table?.rows[0]).toEqual(['1', '机关returned', '2025-01-31', '2025-02-20', '–']);
  });

  it('leaves out what would make a list too long, and says how many', () => {
    const agencies = Array.from({ length: 501 }, (_, i) => anAgencyYear(`x${i}`, { overdueDays: 5 }));
    const { table } = noticeOf(aSummary({ agencies, at: AT }), '柳北区').sections[1] ?? {};
    expect(table?.rows).toHaveLength(500);
    expect(table?.more).toContain('另有 1 个');
  });

  it('is a Word document whose tables repeat their heads', async () => {
    const bytes = await writeNoticeDocx(noticeOf(summary, '柳北区'), { foot: '截至', notes: ['来源'] });
    const xml = new TextDecoder().decode(unzipSync(bytes)['word/document.xml']);
    expect(xml.match(/<w:tbl>/g)).toHaveLength(6);
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(6);
    expect(xml).toContain('机关overdue');
    expect(xml).toContain('2025年2月5日');
  });
});
