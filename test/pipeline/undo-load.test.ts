/** Loads are taken back: wherever they, or the undo itself, broke off, the table says again what it said before. */
import type { RegionEntry } from '../../shared/domain/roster/loaded-region.ts';
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSpeller } from '../../cli/spell-name.ts';
import { expiresAt } from '../../shared/contracts/table/account-codecs.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { endOfEarlierContact } from '../../shared/domain/roster/contact.ts';
import { changedByCalendar, loadCalendar, planCalendar } from '../../shared/pipeline/load-calendar.ts';
import { recordLoad } from '../../shared/pipeline/load-record.ts';
import {
  changedByRegions,
  changedByRoster,
  loadRegions,
  loadRoster,
} from '../../shared/pipeline/load-roster.ts';
import { indexAgencies, indexRegions } from '../../shared/pipeline/name-index.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { planUndoCalendar } from '../../shared/pipeline/undo-calendar.ts';
import { undoLoad, type Obstacle } from '../../shared/pipeline/undo-load.ts';
import { planUndoRegions } from '../../shared/pipeline/undo-regions.ts';
import { planUndoRoster } from '../../shared/pipeline/undo-roster.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { aBucket, aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';

const REGIONS = ['000000', '450000', '450200', '450202', '450205'].map((code) => ({
  code,
  name: `区划${code}`,
}));
/** As a load spells: with the names of the regions. */
const spellName = createSpeller(REGIONS);
const at = (agencyId: string, year = 2023, district = '450205'): Place => ({ district, agencyId, year });
const instant = (text: string) => parseInstant(text)!;

let engines: TestEngines;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const storeWith = async (roster: readonly RosterEntry[]): Promise<Store> =>
  aStore({ ...engines, bucket: await aBucket(engines, `undo-${++buckets}`) }, { regions: REGIONS, roster });

type Tables = Pick<Store, 'table' | 'loads'>;

async function loadAgencies({ table, loads }: Tables, entries: readonly RosterEntry[]): Promise<void> {
  const now = systemClock();
  await recordLoad(loads, 'roster', await changedByRoster(table, entries, now), now, async () => {
    await indexAgencies(table, entries, spellName, now);
    await loadRoster(table, entries, now);
  });
}
async function undoRoster({ table, loads }: Tables): Promise<readonly Obstacle[]> {
  const head = (await loads.head('roster'))!;
  const entries = await loads.entries('roster', head.at);
  const undo = await planUndoRoster({ table, loads, spell: spellName, now: systemClock() }, entries, head.at);
  if (undo.obstacles.length === 0) await undoLoad(loads, 'roster', head, undo.write);
  return undo.obstacles;
}

const WRITES = new Set<PropertyKey>([
  ...['enrol', 'putNames', 'putRegion', 'putRegionYear', 'putCalendar', 'putAgencyYear'],
  ...['putHead', 'putEntries', 'removeEntries', 'removeRoster', 'removeRegion'],
]);
const underWay: unknown[] = [];
/** Nothing is written after so many writes, as by a process that was killed. */
function dying({ table, loads }: Tables, after: number): Tables {
  let made = 0;
  const killed = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(on, name) {
        const method: unknown = Reflect.get(on, name);
        if (!WRITES.has(name) || typeof method !== 'function') return method;
        return (...args: unknown[]): unknown => {
          if (++made > after) throw new Error('killed');
          const written: unknown = Reflect.apply(method, on, args);
          underWay.push(written);
          return written;
        };
      },
    });
  return { table: killed(table), loads: killed(loads) };
}
async function orKilled(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!String(error).includes('killed')) throw error;
  });
  // What was sent before arrives.
  await Promise.allSettled(underWay.splice(0));
}

/** What is stored but the history: what is said now. */
async function saidNow(store: Store): Promise<Map<string, unknown>> {
  const items = [...(await store.state())].flatMap(([key, item]): [string, unknown][] => {
    const { before: _before, ...now } = item as Record<string, unknown>;
    if (key.startsWith('load#') || key.includes('|roster#') || key.includes('|contact#')) return [];
    if (now['obliged'] === false || (Array.isArray(now['names']) && now['names'].length === 0)) return [];
    return [[key, now]];
  });
  return new Map(items);
}

const IDS = ['a-1', 'a-2', 'a-3', 'a-4'];
const anEntry = (id: string): fc.Arbitrary<RosterEntry> =>
  fc
    .record({
      name: fc.constantFrom(`机关${id}`, '教育局', '档案馆'),
      district: fc.constantFrom('450205', '450202'),
      aliases: fc.subarray(['别名']),
      from: fc.constantFrom(2019, 2022, 2030),
      to: fc.constantFrom(undefined, 2030, 2023),
      predecessors: fc.subarray(IDS.filter((other) => other !== id)),
      mail: fc.constantFrom(undefined, 'a@example.org'),
    })
    .map(({ to, mail, ...facts }) =>
      anAgency(id, facts.district, {
        ...facts,
        ...(to && { to: Math.max(to, facts.from) }),
        ...(mail && { mail }),
      }),
    );
/** Predecessors are in the file, or loaded: here, all of them. */
const aRoster = (ids: readonly string[]): fc.Arbitrary<RosterEntry[]> =>
  fc.tuple(...ids.map(anEntry)).map((entries) =>
    entries.map((entry) => ({
      ...entry,
      predecessors: entry.predecessors.filter((id) => ids.includes(id)),
    })),
  );

describe('the undo of a roster', () => {
  it('leaves what was before the load, wherever load and undo broke off', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        aRoster(IDS.slice(0, 2)),
        aRoster(IDS),
        aRoster(IDS),
        fc.constantFrom(99, 3, 5, 8),
        fc.constantFrom(99, 2, 4, 6),
        async (first, second, third, loadWrites, undoWrites) => {
          const store = await storeWith(first);
          const before = await saidNow(store);
          await orKilled(loadAgencies(dying(store, loadWrites), second));
          // One that broke off is gone on from; one that is whole has a record of its own.
          if ((await store.loads.head('roster'))?.state === 'loading')
            await orKilled(loadAgencies(dying(store, loadWrites), third));
          if (!(await store.loads.head('roster'))) return;
          await orKilled(undoRoster(dying(store, undoWrites)));
          if ((await store.loads.head('roster'))?.state !== 'undone')
            expect(await undoRoster(store)).toEqual([]);
          expect(await saidNow(store)).toEqual(before);
          // Names are as the night's work would have them.
          expect((await reconcile(store, { graceMs: 0 })).reindexed).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('lets the address of an agency that leaves the roster end as an earlier one', async () => {
    const store = await storeWith([]);
    await loadAgencies(store, [anAgency('a-1', '450205', { mail: 'gone@example.org' })]);
    const found = async () => (await store.state()).get('grants#gone@example.org|roster#a-1');
    expect(await found()).not.toHaveProperty('expiresAtEpochS');
    expect(await undoRoster(store)).toEqual([]);
    expect(await found()).toMatchObject(expiresAt(endOfEarlierContact(systemClock())));
  });

  it('is refused for a report of an agency that is new, and of a renamed one that came after the load', async () => {
    const store = await storeWith([anAgency('a-1', '450205'), anAgency('a-2', '450205')]);
    await file(store, at('a-1', 2022), { received: 3 });
    await loadAgencies(store, [anAgency('a-1', '450205', { name: '新名局' }), anAgency('a-3', '450205')]);
    // No obstacle: the load leaves this agency as it is. Nor is the report above, which came before the load.
    await file(store, at('a-2'), { received: 3 });
    await file(store, at('a-3'), { received: 3 });
    const receivedAt = instant('2024-01-20T10:00:00+08:00');
    await file(store, at('a-1'), { received: 3 }, { lane: 'backfill', receivedAt });
    const obstacles = await undoRoster(store);
    expect(obstacles.map(({ id, report }) => [id, report?.year])).toEqual([
      ['a-3', 2023],
      ['a-1', 2023],
    ]);
    // Under its own date, though it came after the load.
    expect(obstacles[1]).toEqual({ id: 'a-1', name: '新名局', report: { year: 2023, receivedAt } });
    expect((await store.loads.head('roster'))?.state).toBe('loaded');
  });

  it('is not refused for a report that came before the load, or where nothing changed that it is judged by', async () => {
    const store = await storeWith([anAgency('a-1', '450205')]);
    await file(store, at('a-1', 2022), { received: 3 });
    await loadAgencies(store, [anAgency('a-1', '450205', { name: '新名局' })]);
    expect(await undoRoster(store)).toEqual([]);
    await loadAgencies(store, [anAgency('a-1', '450205', { mail: 'a@example.org' })]);
    await file(store, at('a-1'), { received: 3 });
    expect(await undoRoster(store)).toEqual([]);
    expect((await store.table.roster('a-1'))?.name).toBe('机关a-1');
    expect((await store.table.roster('a-1'))?.formerNames).toBeUndefined();
  });

  it('of a load that broke off before it wrote anything leaves everything as it is', async () => {
    const store = await storeWith([anAgency('a-1', '450205')]);
    const before = await saidNow(store);
    await orKilled(
      loadAgencies(dying(store, 2), [
        anAgency('a-1', '450205', { name: '新名局' }),
        anAgency('a-2', '450205'),
      ]),
    );
    expect((await store.loads.head('roster'))?.state).toBe('loading');
    expect(await undoRoster(store)).toEqual([]);
    expect(await saidNow(store)).toEqual(before);
  });
});

describe('the undo of regions', () => {
  const load = async ({ table, loads }: Tables, entries: readonly RegionEntry[]): Promise<void> => {
    await recordLoad(
      loads,
      'regions',
      changedByRegions(await table.regions(), entries),
      systemClock(),
      async () => {
        await indexRegions(table, entries, spellName);
        await loadRegions(table, entries);
      },
    );
  };
  const undo = async ({ table, loads }: Tables): Promise<readonly Obstacle[]> => {
    const head = (await loads.head('regions'))!;
    const deps = { table, loads, spell: spellName, now: systemClock() };
    const plan = await planUndoRegions(deps, await loads.entries('regions', head.at));
    if (plan.obstacles.length === 0) await undoLoad(loads, 'regions', head, plan.write);
    return plan.obstacles;
  };
  const FILE = [
    { code: '450205', name: '柳北新区' },
    // The one that it follows is told of it.
    { code: '450203', name: '鱼峰区', from: 2022, predecessors: ['450202'] },
  ];

  it('leaves what was before the load, wherever load and undo broke off', async () => {
    for (const [loadWrites, undoWrites] of [
      [99, 99],
      [4, 99],
      [5, 3],
      [99, 4],
      [6, 5],
    ] as const) {
      const store = await storeWith([anAgency('a-1', '450205')]);
      const before = await saidNow(store);
      await orKilled(load(dying(store, loadWrites), FILE));
      await orKilled(undo(dying(store, undoWrites)));
      if ((await store.loads.head('regions'))?.state !== 'undone') expect(await undo(store)).toEqual([]);
      const now = await saidNow(store);
      // Totals, and what lists say, are the business of others.
      for (const state of [before, now])
        for (const key of state.keys())
          if (key.includes('|region#') || key.startsWith('facts#')) state.delete(key);
      expect(now).toEqual(before);
    }
  });

  it('is refused where a new region has agencies, reports or regions below it', async () => {
    const store = await storeWith([]);
    await load(store, [
      { code: '450300', name: '桂林市' },
      { code: '450203', name: '鱼峰区' },
      { code: '450204', name: '柳南区' },
    ]);
    await loadAgencies(store, [anAgency('a-1', '450203'), anAgency('a-2', '450204', { from: 2030 })]);
    await loadRegions(store.table, [{ code: '450305', name: '七星区' }]);
    expect((await undo(store)).map(({ id }) => id)).toEqual(['450305', 'a-1', 'a-2']);
    await file(store, at('a-1', 2023, '450203'), { received: 3 });
    // It owes nothing any more, and what it filed stays.
    await loadRoster(store.table, [anAgency('a-1', '450203', { from: 2019, to: 2019 })], systemClock());
    expect((await undo(store)).map(({ id, report }) => [id, report?.year])).toContainEqual(['a-1', 2023]);
  });
});

describe('the undo of a calendar', () => {
  const line = (until: string | undefined) => ({
    year: 2023,
    scope: '450205',
    kind: 'department' as const,
    until: until as never,
    reason: '冰冻',
  });
  const load = async ({ table, loads }: Tables, when: string, until: string | undefined): Promise<void> => {
    const now = instant(when);
    const plan = await planCalendar(table, [line(until)], now);
    await recordLoad(loads, 'calendar', await changedByCalendar(table, plan), now, () =>
      loadCalendar(table, [line(until)], now),
    );
  };
  const undo = async ({ table, loads }: Tables): Promise<readonly Obstacle[]> => {
    const head = (await loads.head('calendar'))!;
    const deps = { table, loads, spell: spellName, now: systemClock() };
    const plan = await planUndoCalendar(deps, await loads.entries('calendar', head.at), head.at);
    if (plan.obstacles.length === 0) await undoLoad(loads, 'calendar', head, plan.write);
    return plan.obstacles;
  };
  const untilOf = async ({ table }: Store) =>
    (await table.agencyYears(at('a-1'), [2023])).get(2023)?.extension?.until;

  it('sets again what was set before, wherever load and undo broke off', async () => {
    for (const [loadWrites, undoWrites] of [
      [99, 99],
      [3, 99],
      [99, 2],
      [99, 1],
    ] as const) {
      const store = await storeWith([anAgency('a-1', '450205')]);
      await load(store, '2024-01-10T00:00Z', '2024-02-10');
      await orKilled(load(dying(store, loadWrites), '2024-01-20T00:00Z', '2024-02-20'));
      await orKilled(undo(dying(store, undoWrites)));
      if ((await store.loads.head('calendar'))?.state !== 'undone') expect(await undo(store)).toEqual([]);
      expect(await untilOf(store)).toBe('2024-02-10');
      expect((await store.table.calendar()).map(({ until }) => until)).toEqual(['2024-02-10']);
    }
  });

  it('is refused for a report that came after the load and is on time by it alone', async () => {
    const store = await storeWith([
      anAgency('a-1', '450205'),
      anAgency('a-2', '450205'),
      anAgency('a-3', '450205'),
    ]);
    const filed = (id: string, received: string) =>
      file(store, at(id), { received: 3 }, { lane: 'backfill', receivedAt: instant(received) });
    // Late, and on time only since; on time with and without it; on time by it.
    await filed('a-1', '2024-02-05T10:00:00+08:00');
    await load(store, '2024-02-06T00:00Z', '2024-02-20');
    expect(await undo(store)).toEqual([]);
    await load(store, '2024-02-06T00:00Z', '2024-02-20');
    await filed('a-2', '2024-02-21T10:00:00+08:00');
    await filed('a-3', '2024-02-19T10:00:00+08:00');
    expect(await undo(store)).toMatchObject([{ id: 'a-3', report: { year: 2023 } }]);
    expect(await untilOf(store)).toBe('2024-02-20');
  });
});
