/** What the mails say: the facts of the summary, in both parts alike, and what to do. */
import { describe, expect, it } from 'vitest';
import { writeMailContent } from '../../../shared/letters/compliance-mails.ts';
import { readStoredSummary, storeSummary } from '../../../shared/contracts/bucket/stored-summary.ts';
import type { ComplianceSummary } from '../../../shared/domain/compliance/compliance.ts';
import type { Finding } from '../../../shared/domain/findings/finding.ts';
import { planMails, type Digest, type Reminder } from '../../../shared/domain/compliance/mail-plan.ts';
import { findSlotAtOrBefore } from '../../../shared/domain/compliance/summary-slots.ts';
import { findHalfWidth } from '../../support/half-width.ts';
import { anAgencyYear, aSummary, instant, isoDay } from '../../support/a-summary.ts';
import { rowsIn, textOf } from '../../support/read-html.ts';

const CELL = '/applications/results/partial/natural';
const finding: Finding = {
  rule: 'A1',
  severity: 'error',
  path: '/applications/results/total/natural',
  found: 30,
  expected: 39,
  message: {
    zh: '表三「总计·自然人」是 30,各项之和为 39。',
    en: 'Table 3, total, natural persons: 30, not 39.',
  },
  suspect: {
    path: CELL,
    found: 12,
    value: 21,
    slip: 'transposed',
    clears: 3,
    changes: [{ path: CELL, found: 12, value: 21 }],
  },
};
const at = '2025-02-01T08:00+08:00';
const summary = aSummary({
  code: '450200',
  name: '柳州市',
  at,
  agencies: [
    anAgencyYear('jyj', {
      name: '教育局',
      state: 'returned',
      overdueDays: 1,
      errors: 4,
      submissionId: 'v1',
      latestAt: instant('2025-01-31T02:00Z'),
    }),
    anAgencyYear('wjw', { name: '卫生<健康>局 & "1"', overdueDays: 1 }),
    anAgencyYear('czj', {
      name: '财政局',
      state: 'flagged',
      submissionId: 'v2',
      openWarnings: 1,
      lateDays: 1,
    }),
    anAgencyYear('mzj', { name: '民政局', state: 'accepted', zero: 'unconfirmed', submissionId: 'v3' }),
    anAgencyYear('slj', {
      name: '水利局',
      deadline: isoDay('2025-02-08'),
      extension: '水灾',
    }),
  ],
  earlier: [
    anAgencyYear('jyj'),
    anAgencyYear('wjw'),
    anAgencyYear('czj', { state: 'flagged', submissionId: 'v2', lateDays: 1 }),
    anAgencyYear('mzj'),
    anAgencyYear('slj'),
  ],
  children: [
    { code: '450205', name: '柳北区' },
    { code: '450203', name: '鱼峰区' },
  ],
  open: { jyj: { findings: [finding], count: 4 } },
});
const siteUrl = 'https://gouji.example.cn/';

const digestOf = (one: ComplianceSummary) => {
  const [digest] = planMails({
    summary: one,
    slot: findSlotAtOrBefore(one.at),
    officeMail: 'office@example.cn',
    contacts: new Map(),
  });
  const contacts = new Map([['jyj', { mail: 'jyj@example.cn', phone: '0772-2812345' }]]);
  return writeMailContent({ summary: one, contacts, siteUrl }, digest!);
};
const reminderOf = (id: string, daysLeft = -1) => {
  const agency = summary.agencies.find((one) => one.id === id)!;
  const reminder: Reminder = {
    kind: 'reminder',
    to: 'a@example.cn',
    agency,
    due: { deadline: agency.deadline, daysLeft },
  };
  return writeMailContent({ summary, siteUrl }, reminder);
};

describe('the digest of an office', () => {
  it('has the numbers that count in its subject', () => {
    expect(digestOf(summary).subject).toBe(
      '柳州市 2024年度报告\uff1a2 / 5 已接收\uff0c1 个新接收\uff0c2 个逾期\uff0c距截止 7 天',
    );
    const quiet = aSummary({ agencies: [anAgencyYear('a', { state: 'accepted' })], at });
    const digest: Digest = { kind: 'digest', to: 'o', deadlines: [] };
    expect(writeMailContent({ summary: quiet, siteUrl }, digest).subject).toBe(
      '柳北区 2024年度报告\uff1a1 / 1 已接收',
    );
  });

  it('has every list of the summary with days, contact, and what is open with its cure', () => {
    const { text } = digestOf(summary);
    expect(text).toContain('截至 2025-02-01 08:00\uff08北京时间\uff09');
    expect(text).toContain('截止日 2025年1月31日\uff0c已过 1 天。');
    expect(text).toContain('截止日 2025年2月8日\uff0c还有 7 天。');
    expect(text).toMatch(/- 教育局\uff1a.*逾期 1 天[^-]*联系方式 jyj@example\.cn\s0772-2812345/s);
    expect(text).toContain('表三「总计·自然人」是 30');
    expect(text).toMatch(/填的是 12，应为 21/);
    expect(text).toContain('另有 3 处');
    expect(text).toMatch(/- 水利局\uff1a.*2025年2月8日\uff08延期\uff1a水灾\uff09/);
    expect(text).toMatch(/- 财政局\uff1a.*迟报 1 天/);
    expect(text).toContain('新接收 1 个\uff1a民政局');
    expect(text).toContain('新退回 1 个\uff1a教育局');
    expect(text).toContain('新逾期 2 个\uff1a教育局、卫生<健康>局 & "1"');
    expect(text).toContain('【全部为零\uff0c未确认\uff081\uff09】');
    expect(text).toMatch(/- 柳北区\uff1a应报送 5\uff0c已接收 2\uff0c未报送 2\uff0c已退回 1\uff0c逾期 2/);
    expect(text).toContain('- 鱼峰区\uff1a应报送 尚无机关名录');
    expect(text).toContain('https://gouji.example.cn/compliance/450200/2024');
    expect(text).toContain('mail 列');
  });

  it('says the same in its HTML part', () => {
    const { text, html } = digestOf(summary);
    const shown = textOf(html).replaceAll(/\s+/g, ' ');
    for (const fact of text.split(/[\n\uff1a\uff0c【】]|^- /m)) {
      const [, cell] =
        /^(?:机构数|地区|类别|截止日|逾期|迟报|未结|联系方式|应报送|已接收|未报送|已退回) (.*)$/.exec(fact) ??
        [];
      const wanted = (cell ?? fact).replace(/^- |^--$/, '').trim();
      if (wanted !== '' && !wanted.startsWith('https') && !wanted.startsWith('//'))
        expect(shown).toContain(wanted);
    }
    expect(html).toContain('href="https://gouji.example.cn/compliance/450200/2024"');
    expect(rowsIn(html).length).toBeGreaterThan(10);
  });

  it('escapes what agencies wrote', () => {
    const { html } = digestOf(summary);
    expect(html).toContain('卫生&lt;健康&gt;局 &amp; &quot;1&quot;');
    expect(html).not.toContain('<健康>');
  });

  it('is not written by what a document states', () => {
    const forged = {
      ...finding,
      message: { ...finding.message, zh: '名称“\n\n【未报送\uff080\uff09】\u001b[2J”' },
    };
    const one = aSummary({
      at,
      agencies: [anAgencyYear('jyj', { state: 'returned', errors: 1, overdueDays: 1 })],
      open: { jyj: { findings: [forged], count: 1 } },
    });
    const { text, html } = digestOf(one);
    expect(text).toContain('名称“ 【未报送');
    expect(text).not.toMatch(/^【未报送/m);
    expect(text + html).not.toContain('\u001b');
  });

  it('tells agencies of one name apart, and says that a consolidated report is not counted', () => {
    const agencies = [
      anAgencyYear('a', { name: '民政局', overdueDays: 1 }),
      anAgencyYear('b', { name: '民政局', district: '450203', districtName: '鱼峰区', overdueDays: 1 }),
      anAgencyYear('hz', { name: '柳州市', kind: 'consolidated', deadline: isoDay('2025-03-31') }),
    ];
    const earlier = agencies.map((agency) => ({ ...agency, overdueDays: 0 }));
    const two = aSummary({ code: '450200', name: '柳州市', at, agencies, earlier });
    const { text } = digestOf(two);
    expect(text).toContain('新逾期 2 个\uff1a民政局\uff08柳北区\uff09、民政局\uff08鱼峰区\uff09');
    expect(text).toContain('应报送 2 个');
    expect(text).toContain('【未报送\uff082\uff09】');
    expect(text).toContain('另有汇总报告 1 份\uff0c不计入机构数。');
    expect(text).toContain('【汇总报告\uff0c未报送\uff081\uff09】\n\n- 柳州市\uff1a');
    expect(digestOf(summary).text).not.toContain('汇总报告');
  });

  it('counts those beyond the first fifty of a list', () => {
    const many = aSummary({
      agencies: Array.from({ length: 60 }, (_, i) => anAgencyYear(`a${i + 10}`)),
      at: '2025-01-24T08:00+08:00',
    });
    const { text } = digestOf(many);
    expect(text.match(/^- 机关a/gm)).toHaveLength(50);
    expect(text).toContain('另有 10 个\uff0c见全部名单。');
  });

  it('has no link where nobody knows the site', () => {
    const { text, html } = writeMailContent(
      { summary, siteUrl: undefined },
      { kind: 'digest', to: 'o', deadlines: [] },
    );
    expect(text + html).not.toMatch(/https?:|href/);
  });
});

describe('the reminder of an agency', () => {
  it('says what is missing, until when, and where to check first', () => {
    const { subject, text, html } = reminderOf('slj', 7);
    expect(subject).toBe('水利局 2024年度报告\uff1a未报送\uff0c距截止 7 天');
    expect(text).toContain('的状态是「未报送」');
    expect(text).toContain('截止日 2025年2月8日\uff08延期\uff1a水灾\uff09\uff0c还有 7 天。');
    expect(text).toContain('https://gouji.example.cn/agencies/slj/years/2024');
    expect(text).toContain('https://gouji.example.cn/check');
    expect(text).toContain('制作报告');
    expect(text).toContain('https://gouji.example.cn/file?agency=slj&year=2024');
    expect(html).toContain('href="https://gouji.example.cn/check"');
  });

  it('says what to correct in a returned report, with the cell that most likely caused it', () => {
    const { subject, text, html } = reminderOf('jyj');
    expect(text).toContain('打开退回的报告\uff0c逐处改正');
    expect(html).toContain('href="https://gouji.example.cn/file?agency=jyj&amp;year=2024"');
    expect(subject).toBe('教育局 2024年度报告\uff1a已退回\uff0c已逾期 1 天');
    expect(text).toContain('最近一次报送有 4 处错误');
    for (const part of [text, textOf(html)]) {
      expect(part).toContain('填的是 12，应为 21（两位数字颠倒）。改后，下列 3 处同时平衡。');
      expect(part).toContain('另有 3 处');
    }
  });

  it('says what the office returned, why, where, and until when it is to be corrected', () => {
    const returned = {
      submissionId: 'v1',
      at: instant('2025-01-15T08:00+08:00'),
      until: isoDay('2025-02-05'),
      reason: '与台账不符',
      paths: ['/applications/results/total/total'],
    };
    const back = anAgencyYear('jyj', { state: 'returned', office: { returned } });
    const one = aSummary({ agencies: [back] });
    const agency = one.agencies[0]!;
    const due = { deadline: returned.until, daysLeft: 7, isCorrection: true };
    const { subject, text } = writeMailContent(
      { summary: one, siteUrl },
      { kind: 'reminder', to: 'a@example.cn', agency, due },
    );
    expect(subject).toContain('主管部门退回\uff0c距更正期限 7 天');
    expect(text).toContain('更正期限 2025年2月5日\uff0c还有 7 天。');
    expect(text).toContain('退回\uff1a与台账不符');
    expect(text).toContain('要更正的地方\uff1a表三');
    expect(text).not.toContain('处错误');
    expect(digestOf(aSummary({ agencies: [back] })).text).toContain(
      '主管部门退回\uff0c更正期限 2025年2月5日',
    );
  });

  it('says on the last day that it is today', () => {
    expect(reminderOf('slj', 0).text).toContain('就是今天');
  });

  it('says how to stop reminders: in the roster, not by a link', () => {
    const { text } = reminderOf('wjw');
    expect(text).toContain('reminders 列填 no');
    expect(text).not.toMatch(/unsubscribe|退订/);
  });
});

it('mails set Chinese with its own punctuation, what rules say included', () => {
  expect(summary.agencies.some(({ open }) => open.findings.length > 0)).toBe(true);
  for (const mail of [digestOf(summary), reminderOf('jyj'), reminderOf('wjw'), reminderOf('slj', 7)])
    for (const text of [mail.subject, mail.text, textOf(mail.html)]) expect(findHalfWidth(text)).toEqual([]);
});

it('mails do not shout', () => {
  for (const mail of [digestOf(summary), reminderOf('jyj'), reminderOf('wjw')])
    expect(mail.subject + mail.text + mail.html.replace('<!DOCTYPE', '')).not.toMatch(/[!\uff01]/);
});

describe('a kept summary', () => {
  it('is the same when it is read again', () => {
    expect(readStoredSummary(storeSummary(summary).head([])).summary).toEqual(summary);
  });
  it('that is none is refused, with the place', () => {
    const broken = JSON.parse(new TextDecoder().decode(storeSummary(summary).head([]))) as { at: unknown };
    broken.at = 'yesterday';
    expect(() => readStoredSummary(new TextEncoder().encode(JSON.stringify(broken)))).toThrow(/schema at at/);
  });
});
