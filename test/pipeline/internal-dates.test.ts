/** Internal dates (内部时限): earlier than the law's, told as such; nothing is late by them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CalendarLine } from '../../shared/contracts/files/calendar-file.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { changedByCalendar, loadCalendar, planCalendar } from '../../shared/pipeline/load-calendar.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { summariseRegion } from '../../shared/pipeline/summarise.ts';
import { planUndoCalendar } from '../../shared/pipeline/undo-calendar.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aDesk, DISTRICT, member } from '../support/a-desk.ts';
import { instant, isoDay } from '../support/a-summary.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const YEAR = 2024;
const SET = instant('2026-03-01T00:00:00Z');
const LATER = instant('2026-03-02T00:00:00Z');
let engines: TestEngines;
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(async () => {
  desk = await aDesk(engines, [
    member('aa'),
    member('bb', { kind: 'township' }),
    member('tax', { kind: 'vertical' }),
    member('whole', { kind: 'consolidated' }),
  ]);
});

const internal = (scope: string, day: string | undefined, kind?: CalendarLine['kind']): CalendarLine => ({
  year: YEAR,
  scope,
  kind,
  type: 'internal',
  until: day === undefined ? undefined : isoDay(`${YEAR + 1}-${day}`),
  reason: '市里要求',
});
const load = (lines: readonly CalendarLine[], at = SET) => loadCalendar(desk.store.table, lines, at);
const dayOf = async (id: string) => (await desk.item(id, YEAR)).internal?.until;

describe('an internal date', () => {
  it('of a city binds all below it but vertical systems; the nearer region’s goes before', async () => {
    await load([internal('450200', '01-20')]);
    expect(await Promise.all(['aa', 'bb', 'whole', 'tax'].map(dayOf))).toEqual([
      '2025-01-20',
      '2025-01-20',
      '2025-01-20',
      undefined,
    ]);
    await load([internal(DISTRICT, '01-25', 'township')], LATER);
    expect(await Promise.all(['aa', 'bb'].map(dayOf))).toEqual(['2025-01-20', '2025-01-25']);
  });

  it('makes no report late, and no finding', async () => {
    await load([internal('450200', '01-10')]);
    const receipt = await desk.file({ id: 'aa', year: YEAR, at: '2025-01-20T00:00:00Z' });
    expect(receipt.findings.map(({ rule }) => rule)).not.toContain('D1');
    const total = (await desk.store.table.regionYears(DISTRICT, [YEAR], [])).years.get(YEAR);
    expect(total?.reports).toMatchObject({ accepted: 1, late: 0 });
    const summary = await summariseRegion(
      desk.store.table,
      { code: DISTRICT, year: YEAR, at: instant('2025-01-25T00:00Z'), since: instant('2025-01-24T00:00Z') },
      () => Promise.resolve(new Map()),
    );
    expect(summary?.counts).toMatchObject({
      expected: 2,
      accepted: 1,
      late: 0,
      afterInternal: 2,
      overdue: 0,
    });
    expect((await verifyYear(desk.store.table, desk.store.bucket, YEAR)).discrepancies).toEqual([]);
  });

  it('stands beside an extension of the same scope; each is withdrawn by itself', async () => {
    const extension: CalendarLine = {
      ...internal(DISTRICT, '02-10'),
      type: undefined,
      kind: 'department',
      reason: '暴雪',
    };
    await load([internal(DISTRICT, '01-20', 'department'), extension]);
    const { extension: until, internal: date } = await desk.item('aa', YEAR);
    expect([until?.until, date?.until]).toEqual(['2025-02-10', '2025-01-20']);
    await load([internal(DISTRICT, undefined, 'department')], LATER);
    const after = await desk.item('aa', YEAR);
    expect([after.extension?.until, after.internal]).toEqual(['2025-02-10', undefined]);
  });

  it('holds no more where the agency becomes a unit of a vertical system', async () => {
    await load([internal('450200', '01-20')]);
    await loadRoster(desk.store.table, [member('aa', { kind: 'vertical' })], LATER);
    expect(await desk.item('aa', YEAR)).toMatchObject({ obliged: false, agency: { kind: 'vertical' } });
    expect(await dayOf('aa')).toBeUndefined();
  });

  it('loaded again writes nothing, and keeps what was said before', async () => {
    await load([internal('450200', '01-20')]);
    const state = await desk.store.state();
    expect(await load([internal('450200', '01-20')], LATER)).toEqual({ entries: [], changes: [] });
    expect(await desk.store.state()).toEqual(state);
    await load([internal('450200', '01-15')], LATER);
    const { before = [] } = await desk.item('aa', YEAR);
    expect(before.map((says) => says.internal?.until)).toEqual([undefined, '2025-01-20']);
    const then = await readTableAt(desk.store.table, before.at(-1)!.since).children(DISTRICT, YEAR);
    expect(then.agencies.map((item) => item.internal?.until)).toEqual(['2025-01-20', '2025-01-20']);
  });

  it('is taken back with its load, and stands in the kept facts while it holds', async () => {
    const lines = [internal('450200', '01-20')];
    const entries = await changedByCalendar(
      desk.store.table,
      await planCalendar(desk.store.table, lines, SET),
    );
    await load(lines);
    await desk.settle();
    const facts = async () =>
      (await desk.store.table.childFacts(DISTRICT, YEAR)).agencies.map((item) => item.internal?.until);
    expect(await facts()).toEqual(['2025-01-20', '2025-01-20']);
    const undo = await planUndoCalendar({ table: desk.store.table, now: LATER }, entries, SET);
    expect(undo.obstacles).toEqual([]);
    await undo.write();
    await desk.settle();
    expect(await facts()).toEqual([undefined, undefined]);
    expect(await desk.store.table.calendar()).toMatchObject([{ type: 'internal', before: [{ since: SET }] }]);
  });
});
