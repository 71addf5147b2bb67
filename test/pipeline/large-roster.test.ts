/** A roster that is larger than a process's memory, or than the time until something ends it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { spellName } from '../../cli/spell-name.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { recordLoad } from '../../shared/pipeline/load-record.ts';
import { changedByRoster, loadRoster, planYears, yearsUpTo } from '../../shared/pipeline/load-roster.ts';
import { indexAgencies } from '../../shared/pipeline/name-index.ts';
import { REGIONS, member } from '../support/a-desk.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const AT = makeInstant(Date.parse('2025-02-20T00:00:00Z'));
/** Report years up to the running one. */
const YEARS = yearsUpTo(2025).length;

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const agencies = (count: number): RosterEntry[] =>
  Array.from({ length: count }, (_, i) => member(`m-${String(i).padStart(4, '0')}`));

/** The table, and what it was asked for. */
function counted(table: Store['table'], { diesAfter = Infinity } = {}) {
  const asked = { reads: 0, places: 0, writes: 0 };
  const counting: Store['table'] = {
    ...table,
    agencyYears(...args) {
      asked.reads++;
      return table.agencyYears(...args);
    },
    agencyYearsAt(places, options) {
      asked.reads++;
      asked.places += places.length;
      return table.agencyYearsAt(places, options);
    },
    enrol(...args) {
      if (asked.writes >= diesAfter) throw new Error('killed');
      asked.writes++;
      return table.enrol(...args);
    },
    putNames(...args) {
      asked.writes++;
      return table.putNames(...args);
    },
  };
  return { table: counting, asked };
}

async function load(store: Store, table: Store['table'], entries: readonly RosterEntry[]): Promise<void> {
  const changed = await changedByRoster(table, entries, AT);
  await recordLoad(store.loads, 'roster', changed, AT, async () => {
    await indexAgencies(table, entries, spellName, AT);
    await loadRoster(table, entries, AT);
  });
}

it('is planned some hundred agencies at a time: the next are read when those are done with', async () => {
  const store = await aStore(engines, { regions: REGIONS, roster: [] });
  const { table, asked } = counted(store.table);
  const sizes: number[] = [];
  for await (const some of planYears(table, agencies(1000), AT)) {
    sizes.push(some.length);
    expect(asked.places).toBe(sizes.reduce((sum, size) => sum + size, 0) * YEARS);
  }
  expect(sizes).toEqual([480, 480, 40]);
  // A BatchGet takes a hundred places.
  expect(asked.reads).toBeLessThanOrEqual(1000 / 12 + 3);
});

it('that breaks off midway is gone on with where it was, and writes nothing when it is loaded again', async () => {
  const entries = agencies(60);
  const [plain, broken] = await Promise.all(
    [1, 2].map(() => aStore(engines, { regions: REGIONS, roster: [], now: '2025-02-01T00:00:00Z' })),
  );
  await load(plain!, plain!.table, entries);

  const dying = counted(broken!.table, { diesAfter: 25 });
  await expect(load(broken!, dying.table, entries)).rejects.toThrow('killed');
  expect((await broken!.loads.head('roster'))?.state).toBe('loading');
  const going = counted(broken!.table);
  await load(broken!, going.table, entries);
  // Names were complete before the first agency, and some twenty agencies were.
  expect(going.asked.writes).toBeLessThanOrEqual(60 - 24);
  const without = (state: Map<string, unknown>) =>
    JSON.parse(JSON.stringify([...state], (key, value: unknown) => (key === 'resumed' ? undefined : value)));
  const whole = await broken!.state();
  expect(without(whole)).toEqual(without(await plain!.state()));

  const again = counted(broken!.table);
  await load(broken!, again.table, entries);
  expect(again.asked.writes).toBe(0);
  expect(again.asked.reads).toBeLessThanOrEqual(60 / 12);
  expect(await broken!.state()).toEqual(whole);
});
