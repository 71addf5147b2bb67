/** The compliance summary over the real stores: of now, of any instant, and under faults. */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeComplianceAnswer } from '../../shared/contracts/api/compliance-answer.ts';
import { lastEndedYear, parseInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import {
  CHANGE_NAMES,
  LISTS,
  pickList,
  type ComplianceSummary,
  type ListName,
} from '../../shared/domain/compliance/compliance.ts';
import { complianceAt } from '../../shared/pipeline/compliance-at.ts';
import { TooManyMovedError } from '../../shared/pipeline/table-at-slot.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { writeMailContent } from '../../shared/letters/compliance-mails.ts';
import { DISTRICT, aDesk, member, REGIONS } from '../support/a-desk.ts';
import type { Store } from '../support/a-store.ts';
import { startEngines } from '../support/engines.ts';

let engines: Awaited<ReturnType<typeof startEngines>>;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const CITY = '450200';
const YEAR = 2024;
const instant = (text: string): Instant => {
  const at = parseInstant(text);
  if (at === undefined) throw new Error(text);
  return at;
};
/** Consolidated reports among them: they are read and told as of an instant alike. */
const ids = (summary: ComplianceSummary | undefined, name: ListName): string[] =>
  summary ? summary.agencies.filter(LISTS[name]).map(({ id }) => id) : [];
const asOf = ({ table }: Store, at: string, code = CITY, year = YEAR) =>
  complianceAt(table, { code, year, now: instant('2026-06-01T00:00Z'), asOf: instant(at) });
const live = ({ table }: Store, now: string, code = CITY, year = YEAR) =>
  complianceAt(table, { code, year, now: instant(now) });

/** A district's four departments, one of the city's own, and a consolidated report. */
const ROSTER: readonly RosterEntry[] = [
  member('zheng', { mail: 'zheng@example.cn' }),
  member('chi'),
  member('tui'),
  member('que'),
  member('shi', { district: CITY }),
  member('hui', { kind: 'consolidated' }),
];

/** On time, late by five days, returned for its sums, and nothing at all. */
async function aWinter() {
  const desk = await aDesk(engines, ROSTER);
  const file = (id: string, at: string, more: Partial<Parameters<typeof desk.receive>[0]> = {}) =>
    desk.receive({ id, year: YEAR, at, ...more });
  await file('zheng', '2025-01-20T09:00+08:00');
  await file('tui', '2025-01-31T10:00+08:00', {
    change: (document) => {
      const { results } = document.applications as unknown as { results: { total: { total: number } } };
      results.total.total += 1;
    },
  });
  await file('chi', '2025-02-05T09:00+08:00');
  await file('shi', '2025-01-31T23:59+08:00', { district: CITY });
  await file('zheng', '2025-02-10T09:00+08:00', { received: 12 });
  await desk.settle();
  return desk;
}

describe('a winter', () => {
  let store: Store;
  beforeAll(async () => {
    ({ store } = await aWinter());
  });

  it('stands now as it stood at the last instant', async () => {
    const now = await live(store, '2025-03-01T08:00+08:00');
    const then = await asOf(store, '2025-03-01T08:00+08:00');
    expect(then).toEqual(now);
    expect(ids(now, 'missing')).toEqual(['que', 'hui']);
    expect(ids(now, 'returned')).toEqual(['tui']);
    expect(ids(now, 'late')).toEqual(['chi']);
    expect(now?.counts).toMatchObject({
      expected: 5,
      accepted: 3,
      returned: 1,
      missing: 1,
      late: 1,
      overdue: 2,
    });
  });

  it('tells the office of a correction that was returned, with what is wrong in it, while the report stays in force', async () => {
    const desk = await aDesk(engines, [member('zheng')]);
    const file = (at: string, more: Partial<Parameters<typeof desk.receive>[0]> = {}) =>
      desk.file({ id: 'zheng', year: YEAR, at, ...more });
    await file('2025-01-20T09:00+08:00');
    const spoil = (document: { applications: { received: { total: number } } }): void => {
      document.applications.received.total += 1;
    };
    await file('2025-02-10T09:00+08:00', { change: spoil });
    const summary = await live(desk.store, '2025-02-12T08:00+08:00', DISTRICT);
    if (!summary) throw new Error('no summary');
    expect(ids(summary, 'returnedCorrection')).toEqual(['zheng']);
    expect(ids(summary, 'accepted')).toEqual(['zheng']);
    const [line] = pickList(summary, 'returnedCorrection');
    expect(line?.open.findings.map(({ rule }) => rule)).toEqual(['A1', 'A2']);
    expect(line?.open.count).toBe(2);
    const digest = { kind: 'digest', to: 'office@example.cn', deadlines: [] } as const;
    const { text } = writeMailContent({ summary, siteUrl: undefined }, digest);
    expect(text).toContain('更正被退回\uff081\uff09');
    // Taken back by filing again what is in force.
    await file('2025-02-20T09:00+08:00');
    const after = await live(desk.store, '2025-02-21T08:00+08:00', DISTRICT);
    expect(ids(after, 'returnedCorrection')).toEqual([]);
    expect(after?.counts.corrected).toBe(0);
  });

  it('tells days overdue in China time, and what a returned report lacks', async () => {
    const summary = await live(store, '2025-02-01T00:00+08:00');
    const line = (id: string) => summary?.agencies.find((agency) => agency.id === id);
    expect(line('que')).toMatchObject({ overdueDays: 1, deadline: '2025-01-31' });
    expect(line('hui')).toMatchObject({ overdueDays: 0, deadline: '2025-02-20' });
    expect(line('tui')?.open.count).toBeGreaterThan(0);
    expect(line('tui')?.open.findings[0]).toMatchObject({ severity: 'error' });
    expect(line('tui')?.open.findings[0]?.suspect).toBeDefined();
    expect(line('zheng')).not.toHaveProperty('mail');
    const before = await live(store, '2025-01-31T23:59:59+08:00');
    expect(before?.counts.overdue).toBe(0);
  });

  it.each([
    ['2025-01-01T08:00+08:00', [], [], ['que', 'chi', 'shi', 'tui', 'zheng', 'hui'].sort()],
    ['2025-01-20T09:00+08:00', ['zheng'], [], ['chi', 'hui', 'que', 'shi', 'tui']],
    ['2025-01-31T12:00+08:00', ['zheng'], ['tui'], ['chi', 'hui', 'que', 'shi']],
    ['2025-02-05T09:00+08:00', ['chi', 'shi', 'zheng'], ['tui'], ['hui', 'que']],
  ])('as of %s has what had come by then', async (at, accepted, returned, missing) => {
    const summary = await asOf(store, at);
    expect(ids(summary, 'accepted').sort()).toEqual(accepted);
    expect(ids(summary, 'returned')).toEqual(returned);
    expect(ids(summary, 'missing').sort()).toEqual(missing);
  });

  it('tells what changed since the slot before', async () => {
    const changed = async (at: string) => {
      const summary = await asOf(store, at);
      const { since, ...changes } = summary!.changes;
      return {
        since,
        ...Object.fromEntries(
          Object.entries(changes).flatMap(([name, agencies]) =>
            agencies.length > 0 ? [[name, agencies.map(({ id }) => id)]] : [],
          ),
        ),
      };
    };
    expect(await changed('2025-01-21T08:00+08:00')).toEqual({
      since: instant('2025-01-20T08:00+08:00'),
      newlyAccepted: ['zheng'],
    });
    expect(await changed('2025-02-01T08:00+08:00')).toEqual({
      since: instant('2025-01-31T08:00+08:00'),
      newlyAccepted: ['shi'],
      newlyReturned: ['tui'],
      newlyLate: ['chi', 'que', 'tui'],
    });
    // The morning after says the same as the summary of the morning.
    expect(await changed('2025-02-01T11:59+08:00')).toMatchObject({ newlyAccepted: ['shi'] });
    // Late already, and so not newly so.
    expect(await changed('2025-02-06T08:00+08:00')).toMatchObject({ newlyAccepted: ['chi'] });
    expect(await changed('2025-02-11T08:00+08:00')).toMatchObject({ corrected: ['zheng'] });
    expect(await changed('2025-02-20T08:00+08:00')).toEqual({ since: instant('2025-02-19T08:00+08:00') });
  });

  it('keeps the day of the first acceptable report through corrections', async () => {
    const summary = await live(store, '2025-03-01T08:00+08:00');
    const line = summary?.agencies.find(({ id }) => id === 'zheng');
    expect(line).toMatchObject({
      firstAcceptedAt: instant('2025-01-20T09:00+08:00'),
      correctedAt: instant('2025-02-10T09:00+08:00'),
      lateDays: 0,
    });
    expect(summary?.progress).toEqual([
      { day: '2025-01-20', filed: 1 },
      { day: '2025-01-31', filed: 2 },
      { day: '2025-02-05', filed: 3 },
    ]);
  });

  it('is the sum of its children and its own', async () => {
    const summary = await live(store, '2025-03-01T08:00+08:00');
    expect(summary?.children).toEqual([
      expect.objectContaining({ code: '450205', expected: 4, accepted: 2 }),
    ]);
    const province = await live(store, '2025-03-01T08:00+08:00', '450000');
    expect(province?.counts).toEqual(summary?.counts);
    expect(province?.children).toEqual([expect.objectContaining({ code: CITY, ...summary?.counts })]);
  });

  it('reads each region once, and scans nothing', async () => {
    const read: string[] = [];
    const counting = {
      ...store.table,
      childFacts: (code: string, year: number) => {
        read.push(`${code} ${year}`);
        return store.table.childFacts(code, year);
      },
      history: () => Promise.reject(new Error('the marks were kept')),
    };
    await complianceAt(counting, {
      code: CITY,
      year: YEAR,
      now: instant('2025-03-01T08:00+08:00'),
      keptMarks: () => Promise.resolve(new Map()),
    });
    expect(read.sort()).toEqual([`${CITY} ${YEAR}`, `450205 ${YEAR}`].sort());
  });
});

describe('what has changed since the slot before', () => {
  it('is proved by one reading of when something came last in the year before', async () => {
    const { store } = await aWinter();
    const asked: string[] = [];
    const table = {
      ...store.table,
      childMoves: (codes: readonly string[], year: number) => {
        asked.push(`${[...codes].sort().join()} ${year}`);
        return store.table.childMoves(codes, year);
      },
      history: () => Promise.reject(new Error('nothing has moved since')),
    };
    // Long after the last report, and after the rosters were loaded.
    await complianceAt(table, { code: CITY, year: YEAR, now: instant('2030-01-01T00:00Z') });
    expect(asked).toEqual([`${CITY},450205 ${YEAR - 1}`]);
  });
});

describe('what has changed since a chosen instant', () => {
  const since = (at: string) => ({ since: instant(at), now: instant('2025-03-01T08:00+08:00') });
  const changed = (summary: ComplianceSummary | undefined): string[] =>
    (summary ? CHANGE_NAMES : []).flatMap((name) =>
      (summary?.changes[name] ?? []).map(({ id }) => `${name} ${id}`),
    );

  it('is told by the same rule as since a slot, to the minute', async () => {
    const { store } = await aWinter();
    const told = (at: string) => complianceAt(store.table, { code: CITY, year: YEAR, ...since(at) });
    const slot = await complianceAt(store.table, {
      ...{ code: CITY, year: YEAR },
      now: instant('2025-01-21T09:00+08:00'),
      asOf: instant('2025-01-21T09:00+08:00'),
    });
    expect(changed(slot)).toContain('newlyAccepted zheng');
    const [before, after] = [await told('2025-01-20T08:59+08:00'), await told('2025-01-20T09:00+08:00')];
    expect(changed(before)).toContain('newlyAccepted zheng');
    expect(changed(after)).not.toContain('newlyAccepted zheng');
    expect(changed(after)).toContain('newlyLate chi');
    expect(before?.changes.since).toBe(instant('2025-01-20T08:59+08:00'));
  });

  it('is refused where more would have to be replayed than may be, and not before', async () => {
    const { store } = await aWinter();
    const told = (mostReplayed: number) =>
      complianceAt(store.table, { code: CITY, year: YEAR, ...since('2025-01-10T08:00+08:00'), mostReplayed });
    await expect(told(5)).rejects.toThrow(TooManyMovedError);
    expect(changed(await told(6))).toContain('newlyAccepted zheng');
  });
});

describe('a past instant and the slot before it', () => {
  it('are told from one reading of each region and year', async () => {
    const { store } = await aWinter();
    const read: string[] = [];
    const counting = {
      ...store.table,
      history: (code: string, year: number) => {
        read.push(`${code} ${year}`);
        return store.table.history(code, year);
      },
    };
    const now = instant('2026-06-01T00:00Z');
    await complianceAt(counting, { code: CITY, year: YEAR, now, asOf: instant('2025-03-01T08:00+08:00') });
    expect(read).toContain(`450205 ${YEAR}`);
    expect(read).toEqual([...new Set(read)]);
  });
});

describe('faults', () => {
  it('while uploads pour in, a past instant is answered the same', async () => {
    const desk = await aWinter();
    const before = JSON.stringify(writeComplianceAnswer((await asOf(desk.store, '2025-02-20T08:00+08:00'))!));
    const during = Array.from({ length: 12 }, async (_, i) => {
      await desk.receive({ id: i % 2 === 0 ? 'que' : 'chi', year: YEAR, received: 20 + i });
      return JSON.stringify(writeComplianceAnswer((await asOf(desk.store, '2025-02-20T08:00+08:00'))!));
    });
    expect(new Set(await Promise.all(during))).toEqual(new Set([before]));
    await desk.settle();
    const now = await live(desk.store, '2026-06-01T00:00Z');
    expect(ids(now, 'missing')).toEqual(['hui']);
  });

  it('a region without a roster is told as such, and one that is not on record not at all', async () => {
    const { store } = await aDesk(engines, []);
    const summary = await live(store, '2025-03-01T08:00+08:00');
    expect(summary).toMatchObject({ agencies: [], deadlines: [], progress: [] });
    expect(summary?.counts.expected).toBe(0);
    expect(summary?.children).toEqual([expect.objectContaining({ code: '450205', expected: 0 })]);
    expect(await live(store, '2025-03-01T08:00+08:00', '330000')).toBeUndefined();
    expect(REGIONS.some(({ code }) => code === '330000')).toBe(false);
  });

  it('an agency that left the roster after it had filed stays in the past, and is no longer counted', async () => {
    const desk = await aWinter();
    const past = await asOf(desk.store, '2025-02-20T08:00+08:00');
    await loadRoster(desk.store.table, [member('zheng', { to: 2023 })], desk.store.now());
    await desk.settle();
    expect(await asOf(desk.store, '2025-02-20T08:00+08:00')).toEqual(past);
    const now = await live(desk.store, '2026-06-01T00:00Z');
    expect(now?.counts).toMatchObject({ expected: 4, accepted: 2, notObliged: 1 });
    expect(now?.agencies.some(({ id }) => id === 'zheng')).toBe(false);
    const kept: AgencyYear = await desk.item('zheng', YEAR);
    expect(kept.inForce).toBeDefined();
  });

  it('a leap day is a day', async () => {
    const desk = await aDesk(engines, [member('zheng')]);
    await desk.receive({ id: 'zheng', year: 2023, at: '2024-02-29T23:59+08:00' });
    await desk.settle();
    const on = async (at: string) =>
      (await asOf(desk.store, at, '450205', 2023))?.agencies.map(({ overdueDays, lateDays }) => [
        overdueDays,
        lateDays,
      ]);
    expect(await on('2024-02-29T08:00+08:00')).toEqual([[29, 0]]);
    expect(await on('2024-03-01T08:00+08:00')).toEqual([[0, 29]]);
    expect((await asOf(desk.store, '2024-03-01T08:00+08:00', '450205', 2023))?.changes).toMatchObject({
      since: instant('2024-02-29T08:00+08:00'),
      newlyAccepted: [{ id: 'zheng' }],
    });
  });

  it('a year without anything has everyone missing, and nothing changed', async () => {
    const desk = await aDesk(engines, ROSTER);
    const summary = await live(desk.store, '2025-01-15T08:00+08:00');
    expect(summary?.counts).toMatchObject({ expected: 5, accepted: 0, missing: 5 });
    expect(summary?.progress).toEqual([]);
    expect(Object.values(summary!.changes).filter(Array.isArray).flat()).toEqual([]);
    expect(lastEndedYear(instant('2025-01-15T08:00+08:00'))).toBe(YEAR);
  });
});
