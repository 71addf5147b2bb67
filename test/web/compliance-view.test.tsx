import { describe, expect, it } from 'vitest';
import type { AgencyCompliance } from '../../shared/domain/compliance/compliance.ts';
import { tellChanges } from '../../shared/domain/compliance/outline.ts';
import { TEXTS } from '../../web/texts/texts.ts';
import { makeComplianceView, type ComplianceView } from '../../web/compliance/compliance-view.ts';
import {
  PAGE_SIZE,
  nextSorting,
  queryText,
  type ComplianceQuery,
} from '../../web/compliance/compliance-query.ts';
import { CompliancePage } from '../../web/compliance/compliance-page.tsx';
import { textOf } from '../support/read-html.ts';
import { isoDay, anAgencyYear, instant, aSummary } from '../support/a-summary.ts';

const NOW = instant('2025-03-01T00:00:00Z');

const NO_CHANGES = { newlyAccepted: [], newlyLate: [], newlyReturned: [], corrected: [], reopened: [] };

const viewOf = (
  agencies: readonly AgencyCompliance[],
  query: Partial<ComplianceQuery> = {},
): ComplianceView =>
  makeComplianceView({
    summary: aSummary({ agencies, at: NOW }),
    query: { page: 1, ...query },
    asOf: undefined,
    now: NOW,
    names: new Map(),
    earlier: [],
  });

const many = (n: number, facts: Partial<AgencyCompliance> = {}): AgencyCompliance[] =>
  Array.from({ length: n }, (_, i) => anAgencyYear(`a-${String(i).padStart(4, '0')}`, facts));

describe('a long list', () => {
  it('is shown a hundred at a time, in one order', () => {
    const agencies = many(250);
    const pages = [1, 2, 3].map((page) => viewOf(agencies, { page }).listed);
    expect(pages.map(({ lines }) => lines.length)).toEqual([PAGE_SIZE, PAGE_SIZE, 50]);
    expect(pages.map(({ first, pages: count }) => [first, count])).toEqual([
      [0, 3],
      [100, 3],
      [200, 3],
    ]);
    expect(new Set(pages.flatMap(({ lines }) => lines.map(({ id }) => id))).size).toBe(250);
  });

  it('shows its last page where a later one is asked for', () => {
    expect(viewOf(many(250), { page: 99 }).listed.page).toBe(3);
    expect(viewOf([], { page: 2 }).listed.page).toBe(1);
  });

  it('keeps what was asked for from page to page, and starts anew with another filter', () => {
    expect(
      queryText({ list: 'missing', kind: 'township', sort: { key: 'days', descending: true }, page: 2 }),
    ).toBe('?list=missing&kind=township&sort=-days&page=2');
    expect(queryText({ page: 1 })).toBe('');
  });
});

describe('sorting', () => {
  const agencies = [
    anAgencyYear('a', { overdueDays: 3 }),
    anAgencyYear('b', { state: 'accepted', lateDays: 9, firstAcceptedAt: NOW }),
    anAgencyYear('c', { state: 'accepted', firstAcceptedAt: instant('2025-01-10T00:00:00Z') }),
  ];
  const idsBy = (query: Partial<ComplianceQuery>): string[] =>
    viewOf(agencies, query).listed.lines.map(({ id }) => id);

  it('by days puts the longest delay first, overdue or late', () => {
    expect(idsBy({ sort: { key: 'days', descending: true } })).toEqual(['b', 'a', 'c']);
    expect(idsBy({ sort: { key: 'days', descending: false } })).toEqual(['c', 'a', 'b']);
  });

  it('by receipt has those without one last in either order', () => {
    expect(idsBy({ sort: { key: 'received', descending: true } })).toEqual(['b', 'c', 'a']);
    expect(idsBy({ sort: { key: 'received', descending: false } })).toEqual(['c', 'b', 'a']);
  });

  it('turns round at the second click', () => {
    expect(nextSorting('name', undefined)).toEqual({ key: 'name', descending: false });
    expect(nextSorting('name', { key: 'name', descending: false }).descending).toBe(true);
    expect(nextSorting('days', { key: 'name', descending: false }).descending).toBe(true);
  });
});

describe('deadlines', () => {
  it('are each with whom they bind and who still misses them', () => {
    const { deadlines } = viewOf([
      anAgencyYear('a'),
      anAgencyYear('b', { state: 'accepted' }),
      anAgencyYear('c', { deadline: isoDay('2025-03-10'), extension: '洪灾', kind: 'township' }),
      anAgencyYear('hz', { deadline: isoDay('2025-03-10'), kind: 'consolidated' }),
    ]);
    const none = { isInternal: false, consolidated: 0, openConsolidated: 0 };
    expect(deadlines).toEqual([
      { ...none, day: '2025-01-31', agencies: 2, open: 1, kinds: ['department'], daysLeft: -29 },
      {
        ...none,
        day: '2025-03-10',
        agencies: 1,
        open: 1,
        consolidated: 1,
        openConsolidated: 1,
        kinds: ['township'],
        daysLeft: 9,
      },
    ]);
  });
});

function pageOf(view: ComplianceView): string {
  const page = {
    lang: 'zh-CN' as const,
    t: TEXTS['zh-CN'],
    langInAddress: false,
    path: '/compliance/450205/2024',
    theme: 'auto' as const,
    themeInAddress: false,
    query: '',
    at: NOW,
    asOf: '2025-03-01 08:00',
    past: undefined,
    styles: '',
    charts: '',
    drawing: '',
    check: { file: 'k', imports: [] },
    filing: { file: 'k', imports: [] },
    converter: 'w',
    fresh: '',
    version: undefined,
  };
  const drawn = <CompliancePage page={page} view={view} />;
  if (drawn instanceof Promise) throw new TypeError('the view is asynchronous');
  return drawn.toString();
}

describe('the page of a summary', () => {
  it('says that everything is accepted', () => {
    const text = textOf(pageOf(viewOf(many(3, { state: 'accepted', firstAcceptedAt: NOW }))));
    expect(text).toContain('应报送的 3 个机构已全部接收。');
    expect(text).toMatch(/已过 29 天 2025-01-31 部门.3 个 全部接收/);
  });

  it('says how many of those that are open are overdue', () => {
    const agencies = [
      ...many(2, { overdueDays: 29 }),
      anAgencyYear('b'),
      anAgencyYear('c', { state: 'accepted' }),
    ];
    expect(textOf(pageOf(viewOf(agencies)))).toMatch(/1 \/ 4 已接收.3 个未接收.其中 2 个已逾期。/);
  });

  it('knows a district without a roster from one in which nobody owes a report', () => {
    const summary = aSummary({
      code: '450200',
      name: '柳州市',
      at: NOW,
      agencies: [anAgencyYear('a', { state: 'not-obliged' }), anAgencyYear('b', { district: '450203' })],
      children: [
        { code: '450202', name: '城中区' },
        { code: '450205', name: '柳北区' },
      ],
    });
    const view = makeComplianceView({
      summary,
      query: { page: 1 },
      asOf: undefined,
      now: NOW,
      names: new Map(),
      earlier: [],
    });
    const text = textOf(pageOf(view));
    expect(text).toContain('城中区 没有名册');
    expect(text).toContain('柳北区 – 0 / 0');
  });

  it('says that it compares with a summary that was kept, where another instant was chosen', () => {
    const view = viewOf(many(1));
    const { since } = view.changes;
    const notes = [since, instant('2025-02-27T10:00+08:00')].map((chosen) =>
      pageOf({ ...view, since: chosen }).includes('data-since-kept'),
    );
    expect(notes).toEqual([false, true]);
  });

  it('names what came in and changed nothing, and counts it', () => {
    const again = anAgencyYear('again', { state: 'accepted', firstAcceptedAt: NOW, latestAt: NOW });
    const text = textOf(pageOf(viewOf([again, anAgencyYear('b')])));
    expect(text).toContain('收到 1 个机构的报告。没有变化。 收到，情况未变 1 机关again');
  });

  it('has no workbook of more agencies than one holds, and CSV of all', () => {
    const linksIn = (count: number): string[] =>
      ['agencies.xlsx', '2024.csv'].filter((file) => pageOf(viewOf(many(count))).includes(file));
    expect(linksIn(20_000)).toEqual(['agencies.xlsx', '2024.csv']);
    expect(linksIn(20_001)).toEqual(['2024.csv']);
  });

  it('gives the reason of an extension', () => {
    const text = textOf(pageOf(viewOf([anAgencyYear('a', { extension: '洪灾' })])));
    expect(text).toMatch(/2025-01-31 延期.洪灾/);
  });

  it('shows the first of the open findings and says how many more there are', () => {
    const view = viewOf([anAgencyYear('a', { state: 'returned', errors: 9 })]);
    const finding = {
      rule: 'A1' as const,
      severity: 'error' as const,
      path: '/applications/received/total',
      found: 1,
      expected: 2,
      message: { zh: '请核对。', en: 'Check it.' },
    };
    const lines = view.listed.lines.map((line) => ({ ...line, open: { findings: [finding], count: 9 } }));
    const text = textOf(pageOf({ ...view, listed: { ...view.listed, lines } }));
    expect(text).toContain('A1 请核对。 另有 8 处');
  });

  it('says when a correction came, without moving the first receipt', () => {
    const corrected = anAgencyYear('a', {
      state: 'accepted',
      firstAcceptedAt: instant('2025-01-10T00:00:00Z'),
      correctedAt: instant('2025-02-10T00:00:00Z'),
    });
    expect(textOf(pageOf(viewOf([corrected])))).toContain('2025-01-10 08:00 更正 2025-02-10 08:00');
  });

  it('links the pages of a long list, with its filters', () => {
    const html = pageOf(viewOf(many(250), { page: 2, list: 'missing' }));
    expect(textOf(html)).toContain('第 101 至 200 个，共 250 个');
    expect(html).toContain('rel="prev" href="/compliance/450205/2024?list=missing#agencies"');
    expect(html).toContain('rel="next" href="/compliance/450205/2024?list=missing&amp;page=3#agencies"');
    expect(html).toContain('href="/compliance/450205/2024?list=missing#agencies" aria-label="第 1 页"');
    expect(pageOf(viewOf(many(100)))).not.toContain('rel="next"');
  });

  it('folds the names of a great change', () => {
    const agencies = many(30, { state: 'accepted', firstAcceptedAt: NOW });
    const view = viewOf(agencies);
    const changes = { since: view.changes.since, ...NO_CHANGES, newlyAccepted: agencies };
    const html = pageOf({ ...view, changes: tellChanges(changes, agencies, undefined) });
    expect(textOf(html)).toMatch(/新接收 30 /);
    expect(textOf(html)).toContain('另外 18 个');
  });
});
