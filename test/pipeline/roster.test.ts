/** What roster and calendar say of an agency-year, what they said before, and what follows from a change of it. */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CalendarLine } from '../../shared/contracts/files/calendar-file.ts';
import { tellState } from '../../shared/domain/standing/agency-year.ts';
import { changedReport } from '../../shared/contracts/events/stream-event.ts';
import {
  countEpochMs,
  makeInstant,
  isIsoDay,
  parseInstant,
  type Instant,
  type IsoDay,
} from '../../shared/domain/basics/calendar.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { pickEntries } from '../../shared/pipeline/enrolment.ts';
import { applyCalendar, loadCalendar, planCalendar } from '../../shared/pipeline/load-calendar.ts';
import { loadRoster, openYear } from '../../shared/pipeline/load-roster.ts';
import {
  agenciesOutside,
  previewRegions,
  previewRoster,
  yearsOutside,
} from '../../shared/pipeline/preview-load.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { DISTRICT, aDesk, member, type DeskFiling } from '../support/a-desk.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';

const YEAR = 2024;
let engines: TestEngines;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const at = (text: string): Instant => {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(text);
  return instant;
};
const day = (text: string): IsoDay => {
  if (!isIsoDay(text)) throw new Error(text);
  return text;
};
const line = (scope: string, until: string | undefined, more: Partial<CalendarLine> = {}): CalendarLine => ({
  year: YEAR,
  scope,
  kind: 'department',
  until: until === undefined ? undefined : day(until),
  reason: '暴雪停工',
  ...more,
});
const LOADED_AT = at('2025-02-20T00:00:00Z');
const LATER = at('2025-03-10T00:00:00Z');

describe('an extension', () => {
  let desk: Awaited<ReturnType<typeof aDesk>>;
  beforeEach(async () => {
    desk = await aDesk(engines, [member('aa'), member('bb'), member('gg', { kind: 'government' })]);
  });
  const load = (lines: readonly CalendarLine[], when: Instant = LOADED_AT) =>
    loadCalendar(desk.store.table, lines, when);
  const late = async (region = '000000'): Promise<number | undefined> =>
    (await desk.store.table.regionYears(region, [YEAR], [])).years.get(YEAR)?.reports.late;
  const fileLate = () =>
    desk.file({
      id: 'aa',
      year: YEAR,
      at: '2025-02-10T01:00:00Z',
      change: (document) => (document['publishedOn'] = '2025-02-09'),
    });

  it('takes lateness, D1 and D2 from who is on time by it, in state and totals, and gives them back when it is withdrawn', async () => {
    const receipt = await fileLate();
    expect(receipt.findings.map(({ rule }) => rule).toSorted()).toEqual(['D1', 'D2']);
    expect((await desk.item('aa', YEAR)).rules?.open).toEqual(['D1', 'D2']);
    expect((await desk.item('aa', YEAR)).inForce?.openWarnings).toBe(1);
    expect([await late(), await late(DISTRICT)]).toEqual([1, 1]);

    const { changes } = await load([line('450200', '2025-02-10')]);
    expect(changes.map(({ item }) => item.agency.id)).toEqual(['aa', 'bb']);
    await desk.settle();
    expect(await desk.item('aa', YEAR)).toMatchObject({
      extension: { until: '2025-02-10', reason: '暴雪停工' },
      inForce: { openWarnings: 0 },
      rules: { open: [] },
    });
    expect([await late(), await late(DISTRICT)]).toEqual([0, 0]);
    expect((await verifyYear(desk.store.table, desk.store.bucket, YEAR)).discrepancies).toEqual([]);

    await load([line('450200', undefined, { reason: '误填' })], LATER);
    await desk.settle();
    expect((await desk.item('aa', YEAR)).extension).toBeUndefined();
    expect((await desk.item('aa', YEAR)).rules?.open).toEqual(['D1', 'D2']);
    expect([await late(), await late(DISTRICT)]).toEqual([1, 1]);
  });

  it('that ends the day before leaves it late by a day less, and a published day behind it implausible', async () => {
    await fileLate();
    await load([line('aa', '2025-02-08')]);
    await desk.settle();
    expect(await desk.comparisons('aa', YEAR)).toEqual(['D2 /publishedOn 2025-02-09 2025-02-08']);
    expect((await desk.item('aa', YEAR)).rules?.open).toEqual(['D1', 'D2']);
    expect(await late()).toBe(1);
  });

  it('binds what is filed after it was loaded', async () => {
    await load([line(DISTRICT, '2025-02-10')]);
    const receipt = await fileLate();
    expect(receipt.findings).toEqual([]);
    expect(await late()).toBe(0);
  });

  it('binds no other year, kind or district, and the agency’s own goes before its region’s', async () => {
    await load([line(DISTRICT, '2025-02-10'), line('bb', '2025-03-01', { kind: undefined })]);
    const until = async (id: string, year = YEAR) => (await desk.item(id, year)).extension?.until;
    expect(await until('aa')).toBe('2025-02-10');
    expect(await until('bb')).toBe('2025-03-01');
    expect(await until('gg')).toBeUndefined();
    expect(await until('aa', YEAR - 1)).toBeUndefined();
    await load([line('bb', undefined, { kind: undefined })], LATER);
    expect(await until('bb')).toBe('2025-02-10');
  });

  it('is kept with what it said before; loaded again it writes nothing', async () => {
    await load([line(DISTRICT, '2025-02-10')]);
    const state = await desk.store.state();
    const again = await load([line(DISTRICT, '2025-02-10')], LATER);
    expect(again).toEqual({ entries: [], changes: [] });
    expect(await desk.store.state()).toEqual(state);
    await load([line(DISTRICT, '2025-02-20', { reason: '再次延期' })], LATER);
    expect(await desk.store.table.calendar()).toEqual([
      expect.objectContaining({
        until: '2025-02-20',
        since: LATER,
        before: [{ until: '2025-02-10', reason: '暴雪停工', since: LOADED_AT }],
      }),
    ]);
    const { since, before = [] } = await desk.item('bb', YEAR);
    expect(before.map(({ extension }) => extension?.until)).toEqual([undefined, '2025-02-10']);
    expect(since > (before.at(-1)?.since ?? since)).toBe(true);
  });

  it('is only told by a plan', async () => {
    const state = await desk.store.state();
    const plan = await planCalendar(desk.store.table, [line(DISTRICT, '2025-02-10')], LOADED_AT);
    expect(plan.entries).toHaveLength(1);
    expect(plan.changes.map(({ item, dates }) => [item.agency.id, dates.extension?.until])).toEqual([
      ['aa', '2025-02-10'],
      ['bb', '2025-02-10'],
    ]);
    expect(await desk.store.state()).toEqual(state);
  });

  it('finds the agency-year that an upload has changed meanwhile', async () => {
    const stale = await desk.item('aa', YEAR);
    await fileLate();
    await load([line('gg', '2025-05-01', { kind: undefined })]);
    const { table } = desk.store;
    const { entries } = await planCalendar(table, [line(DISTRICT, '2025-02-10')], LOADED_AT);
    for (const entry of entries) await table.putCalendar(entry);
    expect(await applyCalendar(table, pickEntries(entries), [stale], LOADED_AT)).toBe(1);
    const item = await desk.item('aa', YEAR);
    expect(item.extension?.until).toBe('2025-02-10');
    expect(item.inForce).toBeDefined();
  });

  it('that was loaded by half is finished by the same load, and by reconciliation', async () => {
    await fileLate();
    const { table } = desk.store;
    const broken = { ...table, putAgencyYear: () => Promise.reject(new Error('the store does not answer')) };
    await expect(loadCalendar(broken, [line(DISTRICT, '2025-02-10')], LOADED_AT)).rejects.toThrow();
    expect((await desk.item('aa', YEAR)).extension).toBeUndefined();
    const { entries, changes } = await load([line(DISTRICT, '2025-02-10')], LATER);
    expect([entries.length, changes.length]).toEqual([0, 2]);
    expect((await desk.item('aa', YEAR)).extension?.until).toBe('2025-02-10');
  });

  it('survives a rebuild', async () => {
    await load([line(DISTRICT, '2025-02-10')]);
    await fileLate();
    expect(await rebuildYear(desk.store, YEAR)).toMatchObject({ mended: [], failures: [] });
    expect(await late()).toBe(0);
  });
});

describe('the calendar of years to come', () => {
  const REGIONS = ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: code }));
  const storeAt = async (now: string): Promise<Store> =>
    aStore(
      { ...engines, bucket: await aBucket(engines, `roster-${++buckets}`) },
      { regions: REGIONS, roster: [anAgency('a-1', '450205')], now },
    );
  const untilOf = async ({ table }: Store, year: number, agencyId = 'a-1') =>
    (await table.agencyYears({ district: '450205', agencyId }, [year])).get(year)?.extension?.until;

  it('binds a year when it is opened, and an agency when it is put on the roster', async () => {
    const store = await storeAt('2025-06-01T00:00:00Z');
    const lines = [2025, 2026].map((year) => line('450000', `${year + 1}-02-28`, { year }));
    const { changes } = await loadCalendar(store.table, lines, store.now());
    expect(changes).toHaveLength(1);
    await openYear(store.table, 2026, at('2026-01-01T00:00:00Z'));
    expect([await untilOf(store, 2025), await untilOf(store, 2026)]).toEqual(['2026-02-28', '2027-02-28']);
    await loadRoster(store.table, [anAgency('a-2', '450205')], at('2026-02-01T00:00:00Z'));
    expect(await untilOf(store, 2026, 'a-2')).toBe('2027-02-28');
    expect(await untilOf(store, 2024, 'a-2')).toBeUndefined();
  });

  it('is put right by reconciliation, with the totals', async () => {
    const store = await storeAt('2025-06-01T00:00:00Z');
    const place: Place = { district: '450205', agencyId: 'a-1', year: YEAR };
    await file(store, place, { received: 3 }, { lane: 'backfill', receivedAt: at('2025-02-10T00:00:00Z') });
    await settle(store, [place]);
    const late = async () =>
      (await store.table.regionYears('000000', [YEAR], [])).years.get(YEAR)?.reports.late;
    expect(await late()).toBe(1);
    const broken = { ...store.table, putAgencyYear: () => Promise.reject(new Error('gone')) };
    await expect(loadCalendar(broken, [line('450200', '2025-02-28')], store.now())).rejects.toThrow('gone');
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ failures: [] });
    expect(await untilOf(store, YEAR)).toBe('2025-02-28');
    expect(await late()).toBe(0);
  });
});

describe('a change of the extension in the stream', () => {
  const record = (extension: string | undefined, more: object = {}) => ({
    agency: { M: { id: { S: 'aa' } } },
    ...(extension === undefined ? {} : { extension: { M: { until: { S: extension } } } }),
    ...more,
  });
  const changed = (before: object, now: object) =>
    changedReport({
      dynamodb: {
        Keys: { pk: { S: `${DISTRICT}#${YEAR}` }, sk: { S: 'agency#aa' } },
        OldImage: before,
        NewImage: now,
      },
    });

  it('leads to a recheck; one of the handed-on cases alone does not', () => {
    expect(changed(record(undefined), record('2025-02-28'))?.place.agencyId).toBe('aa');
    expect(changed(record('2025-02-28'), record('2025-03-01'))?.place.agencyId).toBe('aa');
    expect(changed(record('2025-02-28'), record(undefined))?.place.agencyId).toBe('aa');
    expect(changed(record('2025-02-28'), record('2025-02-28', { handsTo: { L: [] } }))).toBeUndefined();
  });
});

describe('a roster that is loaded again', () => {
  const FIRST = at('2025-01-05T00:00:00Z');
  const SECOND = at('2025-06-05T00:00:00Z');
  let desk: Awaited<ReturnType<typeof aDesk>>;
  beforeEach(async () => {
    desk = await aDesk(engines, []);
    await load(FIRST, member('aa'), member('bb'));
  });
  const load = (when: Instant, ...entries: RosterEntry[]) => loadRoster(desk.store.table, entries, when);
  const settled = () => settle(desk.store, [{ district: DISTRICT, agencyId: 'aa', year: YEAR }]);
  const roster = async (id: string) => (await desk.store.table.wholeRosterOf([id])).get(id);

  it('keeps what it said before: of the agency, and of each of its years', async () => {
    await load(SECOND, member('aa', { name: '新名', mail: 'aa@example.org', reminders: false }));
    expect(await roster('aa')).toMatchObject({ name: '新名', mail: 'aa@example.org', since: SECOND });
    expect(await desk.store.table.rosterVersions('aa')).toEqual([
      expect.objectContaining({ name: '机关aa', since: FIRST }),
    ]);
    const item = await desk.item('aa', YEAR);
    expect(item).toMatchObject({
      agency: { name: '新名', reminders: false },
      since: SECOND,
      before: [{ agency: { name: '机关aa' }, obliged: true, since: FIRST }],
    });
    expect((await desk.item('bb', YEAR)).before).toBeUndefined();
    await load(at('2025-07-01T00:00:00Z'), member('aa', { name: '再改名' }));
    expect((await desk.item('aa', YEAR)).before?.map(({ agency }) => agency.name)).toEqual([
      '机关aa',
      '新名',
    ]);
    expect(await desk.store.table.rosterVersions('aa')).toHaveLength(2);
  });

  it('keeps the contact in an item of its own: nothing else that a load writes has it', async () => {
    const mail = 'kept-apart@example.org';
    await load(SECOND, member('aa', { mail, phone: '0772-2812345' }), member('bb', { mail }));
    await load(at('2025-07-01T00:00:00Z'), member('aa', { name: '改名', mail, phone: '0772-2812346' }));
    await settled();
    const state = [...(await desk.store.state())];
    const bearing = (text: string) =>
      state.flatMap(([key, item]) => (JSON.stringify([key, item]).includes(text) ? [key] : []));
    expect(bearing('0772-281')).toEqual(['contact#aa|contact', `contact#aa|contact#${SECOND}`]);
    expect(bearing(mail)).toEqual([
      'contact#aa|contact',
      `contact#aa|contact#${SECOND}`,
      'contact#bb|contact',
      `grants#${mail}|roster#aa`,
      `grants#${mail}|roster#bb`,
    ]);
    expect(await desk.store.table.roster('aa')).not.toHaveProperty('mail');
    expect(await desk.store.table.contactsOf(['aa', 'nobody'])).toEqual(
      new Map([['aa', { mail, phone: '0772-2812346' }]]),
    );
  });

  it('forgets an earlier contact after a month, and that of an agency that ended after two more years', async () => {
    const ends = async () =>
      new Map(
        [...(await desk.store.state())].flatMap(([key, item]) => {
          const { expiresAtEpochS: end } = Object(item) as { expiresAtEpochS?: number };
          return end === undefined ? [] : [[key, new Date(end * 1000).toISOString()]];
        }),
      );
    await load(SECOND, member('aa', { mail: 'one@example.org' }));
    expect(await ends()).toEqual(new Map());
    await load(at('2025-07-01T00:00:00Z'), member('aa', { mail: 'two@example.org', to: 2023 }));
    const gone = '2025-07-31T16:00:00.000Z';
    expect(await ends()).toEqual(
      new Map([
        ['contact#aa|contact', '2025-12-31T16:00:00.000Z'],
        [`contact#aa|contact#${SECOND}`, gone],
        ['grants#one@example.org|roster#aa', gone],
        ['grants#two@example.org|roster#aa', '2025-12-31T16:00:00.000Z'],
      ]),
    );
    // A file that still states it brings none back.
    await load(at('2026-01-02T00:00:00Z'), member('aa', { mail: 'two@example.org', to: 2023 }));
    expect(await desk.store.table.contactsOf(['aa'])).toEqual(new Map());
    const versions = (await desk.store.table.rosterVersions('aa')).length;
    await load(at('2026-01-03T00:00:00Z'), member('aa', { mail: 'two@example.org', to: 2023 }));
    expect(await desk.store.table.rosterVersions('aa')).toHaveLength(versions);
  });

  it('is without a contact that the file takes away', async () => {
    await load(SECOND, member('aa', { phone: '0772-2812345' }));
    const { revision } = await desk.item('aa', YEAR);
    expect(await roster('aa')).toMatchObject({ phone: '0772-2812345', since: SECOND });
    expect((await desk.item('aa', YEAR)).revision).toBe(revision);
    await load(at('2025-07-01T00:00:00Z'), member('aa'));
    expect(await roster('aa')).not.toHaveProperty('phone');
    expect((await desk.store.table.wholeVersions('aa')).map(({ phone }) => phone)).toEqual([
      undefined,
      '0772-2812345',
    ]);
  });

  it('writes nothing where nothing changed', async () => {
    const revision = (await desk.item('aa', YEAR)).revision;
    await load(SECOND, member('aa'), member('bb'));
    expect(await roster('aa')).toMatchObject({ since: FIRST });
    expect(await desk.store.table.rosterVersions('aa')).toEqual([]);
    expect((await desk.item('aa', YEAR)).revision).toBe(revision);
  });

  it('keeps versions apart that come in the same instant, or with a clock that went back', async () => {
    await load(FIRST, member('aa', { name: '乙' }));
    await load(makeInstant(countEpochMs(FIRST) - 60_000), member('aa', { name: '丙' }));
    const { since, before = [] } = await desk.item('aa', YEAR);
    expect([...before, { since }].map((one) => countEpochMs(one.since) - countEpochMs(FIRST))).toEqual([
      0, 1, 2,
    ]);
    expect(await desk.store.table.rosterVersions('aa')).toHaveLength(2);
  });

  it('loses no version to another load of the same agency', async () => {
    const names = ['甲', '乙', '丙', '丁'];
    await Promise.all(
      names.map((name, i) => load(makeInstant(countEpochMs(SECOND) + i * 1000), member('aa', { name }))),
    );
    const versions = await desk.store.table.rosterVersions('aa');
    const said = [...versions, await roster('aa')].map((one) => one?.name);
    expect(said[0]).toBe('机关aa');
    expect(said.slice(1).toSorted()).toEqual(names.toSorted());
  });

  it('loses no version that changes no year yet', async () => {
    const lasts = [2091, 2092, 2093, 2094];
    await Promise.all(
      lasts.map((to, i) => load(makeInstant(countEpochMs(SECOND) + i * 1000), member('aa', { to }))),
    );
    const said = [...(await desk.store.table.rosterVersions('aa')), await roster('aa')].map((one) => one?.to);
    expect(said[0]).toBeUndefined();
    expect(said.slice(1).toSorted()).toEqual(lasts);
  });

  it('renames an agency without losing its reports, and keeps its namesake in another district apart', async () => {
    await load(FIRST, member('cc', { name: '教育局', district: '450200' }), member('aa', { name: '教育局' }));
    await desk.file({ id: 'aa', year: YEAR, received: 7, change: (d) => (d.agency.name = '教育局') });
    await load(SECOND, member('aa', { name: '教育和体育局' }));
    await settled();
    const renamed = await desk.item('aa', YEAR);
    expect(renamed).toMatchObject({ agency: { name: '教育和体育局' }, inForce: { openWarnings: 0 } });
    expect(
      await desk.store.table.submissions({ district: DISTRICT, agencyId: 'aa', year: YEAR }),
    ).toHaveLength(1);
    const { agencies } = await desk.store.table.children('450200', YEAR);
    expect(agencies.map(({ agency, inForce }) => [agency.id, agency.name, inForce])).toEqual([
      ['cc', '教育局', undefined],
    ]);
  });

  it('keeps former names, with the years in which they held, and takes reports under any of them', async () => {
    const says = async () => (await desk.item('aa', YEAR)).agency;
    await load(at('2025-06-01T00:00:00Z'), member('aa', { name: '数据服务局' }));
    await load(at('2025-06-02T00:00:00Z'), member('aa', { name: '数据服务 局（大数据）' }));
    await load(at('2026-06-01T00:00:00Z'), member('aa', { name: '数据局' }));
    expect((await roster('aa'))?.formerNames).toEqual([
      { name: '机关aa', until: 2024 },
      // It lasted for no year.
      { name: '数据服务局', until: 2024 },
      { name: '数据服务 局（大数据）', until: 2025 },
    ]);
    expect((await says()).formerNames).toHaveLength(3);
    expect([2019, 2024, 2025, 2026].map((year) => nameInYear(member('aa'), year))).toEqual(
      Array.from({ length: 4 }, () => '机关aa'),
    );
    const agency = await says();
    expect([2019, 2024, 2025, 2026].map((year) => nameInYear(agency, year))).toEqual([
      '机关aa',
      '机关aa',
      '数据服务 局（大数据）',
      '数据局',
    ]);
    for (const [name, rules] of [
      ['数据服务局', []],
      ['数据服务局(大数据)', []],
      ['数据局', []],
      ['数据管理局', ['Q6']],
    ] as const) {
      const receipt = await desk.file({
        id: 'aa',
        year: YEAR,
        at: '2025-01-20T01:00:00Z',
        change: (d) => {
          d.agency.name = name;
          d['publishedOn'] = '2025-01-19';
        },
      });
      expect([name, receipt.findings.map(({ rule }) => rule)]).toEqual([name, rules]);
    }
    // Loaded again, and with a column changed, they stay.
    await load(at('2026-06-03T00:00:00Z'), member('aa', { name: '数据局', mail: 'aa@example.org' }));
    expect((await roster('aa'))?.formerNames).toHaveLength(3);
    // Another spelling is no other name.
    await load(at('2027-06-03T00:00:00Z'), member('aa', { name: '数据\u200b局' }));
    expect((await roster('aa'))?.formerNames).toHaveLength(3);
  });

  it('ends an agency that has filed: its report stays, and counts no more', async () => {
    await desk.file({ id: 'aa', year: YEAR, received: 7 });
    const preview = await previewRoster(desk.store.table, [member('aa', { to: YEAR - 1 })], SECOND);
    expect(preview.filed).toMatchObject([
      { id: 'aa', year: YEAR, before: 'accepted', after: 'not-obliged', stated: '机关aa' },
    ]);
    expect(preview.ends.map(({ years }) => years)).toEqual([
      [YEAR, 2025, 2026].filter((year) => year <= 2025),
    ]);
    await load(SECOND, member('aa', { to: YEAR - 1 }));
    await settled();
    const item = await desk.item('aa', YEAR);
    expect(item).toMatchObject({ obliged: false, before: [{ obliged: true }] });
    expect(item.inForce).toBeDefined();
    const { years } = await desk.store.table.regionYears('000000', [YEAR], []);
    expect(years.get(YEAR)?.reports).toMatchObject({ expected: 1, accepted: 0 });
  });
});

describe('a preview', () => {
  it('tells what is added, what of an agency changes, which years begin and end, and whom the file leaves out', async () => {
    const desk = await aDesk(engines, [
      member('aa'),
      member('bb', { from: 2022 }),
      member('dd'),
      member('ee', { to: 2023 }),
    ]);
    const state = await desk.store.state();
    const preview = await previewRoster(
      desk.store.table,
      [
        member('aa'),
        member('bb', {
          name: '新名',
          kind: 'township',
          mail: 'bb@example.org',
          phone: '12345',
          from: 2021,
          to: 2023,
          reminders: false,
        }),
        member('cc', { from: 2025 }),
      ],
      at('2025-06-01T00:00:00Z'),
    );
    expect(preview.added.map(({ id }) => id)).toEqual(['cc']);
    expect(preview.changed.map(({ entry, changes }) => [entry.id, changes])).toEqual([
      [
        'bb',
        [
          { field: 'name', before: '机关bb', after: '新名' },
          { field: 'kind', before: 'department', after: 'township' },
          { field: 'from', before: '2022', after: '2021' },
          { field: 'to', before: '', after: '2023' },
          { field: 'mail', before: '', after: 'bb@example.org' },
          { field: 'phone', before: '', after: '12345' },
          { field: 'reminders', before: '', after: 'no' },
        ],
      ],
    ]);
    expect(preview.unchanged).toBe(1);
    expect(preview.begins.map(({ entry, years }) => [entry.id, years])).toEqual([['bb', [2021]]]);
    expect(preview.ends.map(({ entry, years }) => [entry.id, years])).toEqual([['bb', [2024, 2025]]]);
    expect(preview.filed).toEqual([]);
    // Who has ended already is not left out.
    expect(preview.unnamed.map(({ id }) => id)).toEqual(['dd']);
    expect(await desk.store.state()).toEqual(state);
  });

  it('tells which filed reports become flagged, re-opened or unfiled, and writes nothing; the load does just that', async () => {
    const desk = await aDesk(engines, [
      member('renamed'),
      member('alias', { aliases: ['旧称局'] }),
      member('explained'),
      member('ended'),
      // One of a published collection is compared with no total.
      member('kind', { kind: 'consolidated', dataset: 'published' }),
      member('untouched'),
    ]);
    const stating = (id: string, name: string, received: string, more: Partial<DeskFiling> = {}) =>
      desk.file({
        id,
        year: YEAR,
        at: `${received}T01:00:00Z`,
        change: (document) => {
          document.agency.name = name;
          document['publishedOn'] = received;
        },
        ...more,
      });
    await stating('renamed', '机关renamed', '2025-01-20');
    await stating('alias', '旧称局', '2025-01-20');
    await stating('explained', '别的局', '2025-01-20', {
      explanations: [{ rule: 'Q6', path: '/agency/name', text: '名称正在报批' }],
    });
    await stating('ended', '机关ended', '2025-01-20');
    await stating('kind', '机关kind', '2025-02-15');
    await stating('untouched', '机关untouched', '2025-01-20');
    const ids = ['renamed', 'alias', 'explained', 'ended', 'kind', 'untouched'];
    const standing = async () =>
      Promise.all(
        ids.map(async (id) => {
          const { obliged, inForce, latest, rules } = await desk.item(id, YEAR);
          return [id, tellState({ obliged, inForce, submitted: latest !== undefined }), rules?.open ?? []];
        }),
      );
    expect(await standing()).toEqual(ids.map((id) => [id, 'accepted', []]));

    const file = [
      member('renamed', { name: '新名局' }),
      member('alias'),
      member('explained', { name: '又一名局' }),
      member('ended', { to: YEAR - 1 }),
      member('kind', { kind: 'department', dataset: 'published' }),
      member('untouched', { mail: 'x@example.org' }),
    ];
    const loadedAt = at('2025-06-01T00:00:00Z');
    const state = await desk.store.state();
    const { filed } = await previewRoster(desk.store.table, file, loadedAt);
    expect(await desk.store.state()).toEqual(state);
    const told = filed.map(({ id, after, opened, lapsed, closed }) => [id, after, opened, lapsed, closed]);
    expect(told.toSorted()).toEqual([
      ['alias', 'flagged', ['Q6'], [], []],
      ['ended', 'not-obliged', [], [], []],
      ['explained', 'flagged', [], ['Q6'], []],
      ['kind', 'flagged', ['D1', 'D2'], [], []],
    ]);
    expect(filed.find(({ id }) => id === 'alias')).toMatchObject({ stated: '旧称局', name: '机关alias' });

    await loadRoster(desk.store.table, file, loadedAt);
    await desk.settle();
    expect(await standing()).toEqual([
      ['renamed', 'accepted', []],
      ['alias', 'flagged', ['Q6']],
      ['explained', 'flagged', ['Q6']],
      ['ended', 'not-obliged', []],
      ['kind', 'flagged', ['D1', 'D2']],
      ['untouched', 'accepted', []],
    ]);
  });

  it('tells of regions what is new and what is called otherwise', () => {
    const loaded = [
      { code: '450200', name: '柳州' },
      { code: '450205', name: '柳北区', mail: 'old@example.org' },
    ];
    expect(
      previewRegions(loaded, [
        { code: '450200', name: '柳州市', mail: 'zwgk@example.org' },
        { code: '450205', name: '柳北区', mail: 'old@example.org' },
        { code: '450202', name: '城中区' },
      ]),
    ).toEqual({
      added: [{ code: '450202', name: '城中区' }],
      changed: [
        {
          entry: { code: '450200', name: '柳州市', mail: 'zwgk@example.org' },
          changes: [
            { field: 'name', before: '柳州', after: '柳州市' },
            { field: 'mail', before: '', after: 'zwgk@example.org' },
          ],
        },
      ],
      unchanged: 1,
      succession: [],
    });
  });

  it('tells whose figures a region takes on, and whose not', () => {
    const { succession } = previewRegions(
      [
        { code: '990103', name: '松岭县' },
        { code: '990105', name: '南山县' },
      ],
      [
        { code: '990103', name: '松岭县', to: 2022 },
        { code: '990104', name: '松岭区', from: 2023, predecessors: ['990103'] },
        { code: '990106', name: '新南区', from: 2023, predecessors: ['990105'] },
      ],
    );
    const told = (of: typeof succession) =>
      of.map(({ entry, continued, apart }) => [entry.code, continued, apart]);
    expect(told(succession)).toEqual([
      ['990104', ['990103'], []],
      ['990106', [], ['990105']],
    ]);
    // Another that follows takes the figures from the first: both are told.
    const loaded = [
      { code: '990103', name: '松岭县', to: 2022 },
      { code: '990104', name: '松岭区', from: 2023, predecessors: ['990103'] },
    ];
    const second = previewRegions(loaded, [
      { code: '990107', name: '岭东区', from: 2023, predecessors: ['990103'] },
    ]);
    expect(told(second.succession).toSorted()).toEqual([
      ['990104', [], ['990103']],
      ['990107', [], ['990103']],
    ]);
  });

  it('warns of agencies that owe reports for years in which the code of their district is none', async () => {
    const desk = await aDesk(engines, [member('aa'), member('bb', { to: YEAR - 1 })]);
    const { table } = desk.store;
    const region = (to: number) => [{ code: DISTRICT, name: '区', to }];
    expect(await agenciesOutside(table, region(YEAR - 1), YEAR)).toEqual([
      { code: DISTRICT, name: '区', year: YEAR, agencies: 1 },
    ]);
    expect(await agenciesOutside(table, region(YEAR), YEAR)).toEqual([]);
    const outside = yearsOutside(
      [member('aa'), member('bb', { to: YEAR - 1 })],
      [{ code: DISTRICT, name: '区', to: YEAR - 1 }],
      YEAR,
    );
    expect(outside.map(({ entry, years }) => [entry.id, years])).toEqual([['aa', [YEAR]]]);
  });
});
