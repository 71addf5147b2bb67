/** Internal dates and vertical systems: what the forms of a summary say of them. */
import { describe, expect, it } from 'vitest';
import { complianceSchema } from '../../../shared/contracts/api/api-answers.ts';
import { writeComplianceAnswer } from '../../../shared/contracts/api/compliance-answer.ts';
import { readStoredSummary, storeSummary } from '../../../shared/contracts/bucket/stored-summary.ts';
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';
import { describeAgencyCompliance } from '../../../shared/domain/compliance/agency-compliance.ts';
import { addFigures } from '../../../shared/domain/form/figures.ts';
import { pickList } from '../../../shared/domain/compliance/compliance.ts';
import { listDatesInForce } from '../../../shared/domain/compliance/dates-in-force.ts';
import { writeComplianceCsv } from '../../../shared/letters/compliance-csv.ts';
import { writeComplianceHtml } from '../../../shared/letters/compliance-html.ts';
import { writeMailContent } from '../../../shared/letters/compliance-mails.ts';
import { anAgencyYear, aSummary, instant, isoDay } from '../../support/a-summary.ts';

const internal = { until: isoDay('2025-01-20'), reason: '柳政办〔2024〕9号' };
const agencies = [
  anAgencyYear('open', { internal, afterInternalDays: 4 }),
  anAgencyYear('after', {
    internal,
    state: 'accepted',
    firstAcceptedAt: instant('2025-01-22T01:00Z'),
    afterInternalDays: 2,
  }),
  anAgencyYear('before', { internal, state: 'accepted', firstAcceptedAt: instant('2025-01-02T01:00Z') }),
  anAgencyYear('free', { deadline: isoDay('2025-02-10'), extension: '暴雪' }),
  anAgencyYear('hz', { kind: 'consolidated', deadline: isoDay('2025-02-20') }),
  anAgencyYear('shuiwu', { kind: 'vertical', state: 'not-obliged', name: '税务局' }),
];
const summary = aSummary({ agencies });
const answer = complianceSchema.parse(writeComplianceAnswer(summary));

describe('an agency-year with an internal date', () => {
  const facts = (firstAccepted?: string) => ({
    revision: 1,
    district: '450205',
    year: 2024,
    agency: { id: 'a', name: 'a', kind: 'department' as const },
    obliged: true,
    internal,
    since: makeInstant(0),
    ...(firstAccepted !== undefined && {
      firstAccepted: { order: '1', receivedAt: instant(firstAccepted) },
      inForce: {
        submissionId: 's',
        order: '1',
        receivedAt: instant(firstAccepted),
        nil: false,
        openWarnings: 0,
        figures: addFigures('2021', []),
      },
      latest: {
        submissionId: 's',
        receivedAt: instant(firstAccepted),
        outcome: 'accepted' as const,
        errors: 0,
      },
    }),
  });
  it.each([
    // Filed, seen at; days after the internal date, late, overdue.
    ['2025-01-20T15:59:59Z', '2025-03-01T00:00Z', 0, 0, 0],
    ['2025-01-20T16:00:00Z', '2025-03-01T00:00Z', 1, 0, 0],
    ['2025-01-31T15:59:59Z', '2025-03-01T00:00Z', 11, 0, 0],
    ['2025-01-31T16:00:00Z', '2025-03-01T00:00Z', 0, 1, 0],
    [undefined, '2025-01-20T15:00Z', 0, 0, 0],
    [undefined, '2025-01-25T01:00Z', 5, 0, 0],
    [undefined, '2025-02-03T01:00Z', 0, 0, 3],
  ])(
    'filed at %s is seen at %s as %d, %d, %d days',
    (filed, at, afterInternalDays, lateDays, overdueDays) => {
      expect(describeAgencyCompliance(facts(filed), instant(at), '柳北区')).toMatchObject({
        deadline: '2025-01-31',
        afterInternalDays,
        lateDays,
        overdueDays,
      });
    },
  );
});

describe('a summary with internal dates', () => {
  it('tells who is after them apart from who is late', () => {
    expect(answer.counts).toMatchObject({
      expected: 4,
      afterInternal: 2,
      late: 0,
      overdue: 0,
      notObliged: 0,
    });
    expect(answer.onTimeRate).toMatchObject({ part: 2, whole: 4 });
    expect(pickList(summary, 'afterInternal').map(({ id }) => id)).toEqual(['open', 'after']);
    expect(answer.missing.map((one) => [one.id, one.internalDeadline, one.afterInternal])).toEqual([
      ['free', null, 0],
      ['open', '2025-01-20', 4],
    ]);
  });

  it('says which days hold, each with where it stands', () => {
    expect(listDatesInForce(summary).map(({ source, ...date }) => ({ ...date, source: source.zh }))).toEqual([
      {
        basis: 'law',
        day: '2025-01-31',
        source: '《政府信息公开条例》第四十九条、国办公开办函〔2021〕30号二(一)',
        edition: '2021-09-26',
        agencies: 4,
        consolidated: 0,
      },
      {
        basis: 'law',
        day: '2025-02-20',
        source: '《政府信息公开条例》第四十九条、国办公开办函〔2021〕30号二(二)',
        edition: '2021-09-26',
        agencies: 0,
        consolidated: 1,
      },
      { basis: 'extension', day: '2025-02-10', source: '暴雪', agencies: 1, consolidated: 0 },
      { basis: 'internal', day: '2025-01-20', source: internal.reason, agencies: 3, consolidated: 0 },
    ]);
    expect(answer.dates).toEqual(listDatesInForce(summary));
  });

  it('is kept whole, and one that was kept before there were any is read', () => {
    expect(readStoredSummary(storeSummary(summary).head([])).summary).toEqual(summary);
    const old: unknown = JSON.parse(
      new TextDecoder().decode(storeSummary(aSummary({ agencies: [agencies[3]!] })).head([])),
    );
    const without = JSON.stringify(old, (key, value: unknown) =>
      key === 'internal' || key.startsWith('afterInternal') ? undefined : value,
    );
    expect(without).not.toContain('nternal');
    expect(readStoredSummary(new TextEncoder().encode(without)).summary).toMatchObject({
      counts: { afterInternal: 0 },
      agencies: [{ afterInternalDays: 0 }],
    });
  });

  it('says so in its files', async () => {
    const csv = writeComplianceCsv(summary, summary.agencies);
    expect(csv).toContain('内部时限,内部时限依据,已过内部时限天数');
    expect(csv).toContain('2025-01-20,柳政办〔2024〕9号,2\r\n');
    expect(writeComplianceCsv(summary, [summary.agencies.find(({ id }) => id === 'free')!])).not.toContain(
      '内部时限',
    );
    const html = await writeComplianceHtml(summary);
    expect(html).toContain('2025-01-20 内部时限\uff1a3 个机构\uff08柳政办〔2024〕9号\uff09');
    expect(html).toContain('<table id="afterInternal">');
    expect(await writeComplianceHtml(aSummary({ agencies: [anAgencyYear('a')] }))).not.toContain('内部时限');
  });

  it('reminds of the internal date as such, and says until when the report is on time', () => {
    const agency = summary.agencies.find(({ id }) => id === 'open')!;
    const due = { deadline: internal.until, daysLeft: 1, isInternal: true };
    const mail = writeMailContent(
      { summary, siteUrl: undefined },
      { kind: 'reminder', to: 'a@example.cn', agency, due },
    );
    expect(mail.subject).toContain('距内部时限 1 天');
    expect(mail.text).toContain(
      '内部时限 2025年1月20日\uff08柳政办〔2024〕9号\uff09\uff0c还有 1 天。法定期限 2025年1月31日\uff0c在此之前报送仍为按时。',
    );
  });
});

describe('a unit of a vertical system', () => {
  it('is told apart, in no number and no list', async () => {
    expect(answer.vertical.map(({ id, state }) => [id, state])).toEqual([['shuiwu', 'not-obliged']]);
    expect(answer.byKind.find(({ kind }) => kind === 'vertical')?.counts.expected).toBe(0);
    expect(JSON.stringify({ ...answer, vertical: [] })).not.toContain('shuiwu');
    const html = await writeComplianceHtml(summary);
    expect(html).toContain('<table id="vertical">');
    expect(html).toContain('另有垂直管理系统单位 1 个');
    expect(writeComplianceCsv(summary, summary.agencies)).toContain('垂直管理系统单位无需报送');
  });
});
