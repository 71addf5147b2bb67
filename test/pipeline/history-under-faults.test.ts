/**
 * A history in a bad hour: queues that repeat and reorder, a stream of many short shards, functions that are ended in the midst, a
 * table that throttles, cancels, leaves undone and does not acknowledge. All ends as the plain sequence does.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { spellName } from '../../cli/spell-name.ts';
import { makeInstant, toIsoDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import type { Deed } from '../../shared/domain/standing/acts/act.ts';
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { UnavailableError } from '../../shared/errors.ts';
import { recordLoad } from '../../shared/pipeline/load-record.ts';
import { changedByRoster, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { indexAgencies } from '../../shared/pipeline/name-index.ts';
import { receiveUpload, type Upload } from '../../shared/pipeline/receive-upload.ts';
import { recordAct } from '../../shared/pipeline/record-act.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { acting } from '../support/acting.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { startFaultySystem } from '../support/faulty-system.ts';
import { startFaultyTable, type FaultyTable } from '../support/faulty-table.ts';

const DISTRICTS = ['450205', '450202'];
const REGIONS = ['000000', '450000', '450200', ...DISTRICTS].map((code) => ({ code, name: `区划${code}` }));
const YEARS = [2023, 2024];
const NOW = '2025-06-01T00:00:00Z';
/** For what waits when all steps are taken. */
const FAULTS_LAST_MS = 3000;

const member = (district: string, n: number, more: Partial<RosterEntry> = {}): RosterEntry => ({
  id: `${district}-a${n}`,
  name: `机关${district}${n}`,
  aliases: [],
  district,
  kind: 'department',
  from: 2019,
  predecessors: [],
  ...more,
});
const ROSTER = DISTRICTS.flatMap((district) => [1, 2, 3].map((n) => member(district, n)));
const PLACES = ROSTER.flatMap(({ id, district }) =>
  YEARS.map((year): Place => ({ district, agencyId: id, year })),
);

let engines: TestEngines;
let faulty: FaultyTable;
let run = 0;
beforeAll(async () => {
  engines = await startEngines();
  faulty = await startFaultyTable(engines.dynamodbEndpoint);
});
afterAll(async () => {
  await faulty.stop();
  await engines.stop();
});

/** As its queue does it, and nothing else: any other error than of a table that is not available fails the test. */
async function again<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnavailableError) || tries >= 50) throw error;
    }
  }
}

const filing = fc.record({
  kind: fc.constant('filing' as const),
  place: fc.constantFrom(...PLACES),
  received: fc.nat({ max: 40 }),
  isBalanced: fc.boolean(),
});
type Filing = typeof filing extends fc.Arbitrary<infer T> ? T : never;
/** About one of the uploads before it. */
const deed = fc.record({
  kind: fc.constant('deed' as const),
  about: fc.nat({ max: 7 }),
  act: fc.constantFrom('return', 'return', 'withhold', 'note'),
  isWithdrawn: fc.boolean(),
  isRepeated: fc.boolean(),
});
type Acted = typeof deed extends fc.Arbitrary<infer T> ? T : never;
/** What the next roster says otherwise, and whom it adds. */
const reform = fc.record({
  kind: fc.constant('reform' as const),
  renamed: fc.subarray(ROSTER.map(({ id }) => id)),
  added: fc.integer({ min: 0, max: 12 }),
  mergesInto: fc.boolean(),
});
type Reform = typeof reform extends fc.Arbitrary<infer T> ? T : never;
type Step = Filing | Acted | Reform;

/** Few places, so that many uploads are corrections of others. */
const steps = fc
  .tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: filing }, { weight: 3, arbitrary: deed }), { maxLength: 12 }),
    filing,
    fc.array(fc.tuple(fc.nat({ max: 12 }), reform), { maxLength: 2 }),
  )
  .map(([others, first, reforms]): Step[] => {
    const all: Step[] = [first, ...others];
    for (const [at, one] of reforms) all.splice(at % (all.length + 1), 0, one);
    return all;
  });

function reformed({ renamed, added, mergesInto }: Reform): RosterEntry[] {
  const more = Array.from({ length: added }, (_, i) =>
    member('450202', 100 + i, { mail: `a${i}@example.org` }),
  );
  const into = mergesInto
    ? [member('450205', 50, { from: 2025, predecessors: ['450205-a1', '450205-a2'] })]
    : [];
  return [
    ...ROSTER.map((entry) => ({
      ...entry,
      ...(renamed.includes(entry.id) && { name: `新${entry.name}` }),
      ...(mergesInto && ['450205-a1', '450205-a2'].includes(entry.id) && { to: 2024 }),
    })),
    ...more,
    ...into,
  ];
}

async function upload(store: Store, { place, received, isBalanced }: Filing): Promise<Upload> {
  const document = aBalancedReport({ ...place, received });
  if (!isBalanced) document.applications.received.total += 1;
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { versionId } = await store.bucket.upload('inbox', place, bytes);
  return { key: makeDocumentKey('inbox', place), versionId, sequencer: String(versionId) };
}

const actAt = (i: number): Instant => makeInstant(Date.UTC(2025, 5, 1, 0, i));

async function actOn(store: Store, { act, isWithdrawn }: Acted, on: Place, submissionId: string, i: number) {
  const common = { by: { kind: 'operator' } as const, on, why: '理由' };
  const id = `act-${i}`;
  const said: Deed =
    act === 'return'
      ? { kind: 'return', submissionId, until: toIsoDay('2025-12-31') }
      : act === 'note'
        ? { kind: 'note' }
        : { kind: 'withhold', submissionId };
  const { kind } = await again(() => recordAct(acting(store, actAt(i)), { id, ...common, ...said }));
  if (kind === 'refused' || !isWithdrawn) return;
  const undone = { id: `${id}-undone`, ...common, kind: 'withdraw' as const, act: id };
  await again(() => recordAct(acting(store, actAt(i)), undone));
}

interface Filed {
  readonly place: Place;
  readonly upload: Upload;
}
/** Where an upload is filed, and what has to be true before somebody acts on it. */
interface Ways {
  readonly file: (filing: Filing) => Promise<Upload>;
  readonly received: (upload: Upload) => Promise<void>;
}

/** Everything of a history, each step of it until it is done. */
async function live(store: Store, history: readonly Step[], { file, received }: Ways): Promise<Filed[]> {
  const filed: Filed[] = [];
  for (const [i, step] of history.entries())
    switch (step.kind) {
      case 'filing':
        filed.push({ place: step.place, upload: await file(step) });
        break;
      case 'deed': {
        const about = filed[step.about % filed.length];
        if (!about) break;
        await received(about.upload);
        for (let times = step.isRepeated ? 2 : 1; times > 0; times--)
          await actOn(store, step, about.place, String(about.upload.versionId), i);
        break;
      }
      case 'reform':
        await again(() => load(store, reformed(step), i));
    }
  return filed;
}

async function load(store: Store, entries: readonly RosterEntry[], i: number): Promise<void> {
  const loadedAt = makeInstant(Date.UTC(2025, 5, 2, 0, i));
  const changed = await changedByRoster(store.table, entries, loadedAt);
  await recordLoad(store.loads, 'roster', changed, loadedAt, async () => {
    await indexAgencies(store.table, entries, spellName, loadedAt);
    await loadRoster(store.table, entries, loadedAt);
  });
}

/** A load that was broken off says so in its head: nothing else may tell it from another. */
const told = (state: Map<string, unknown>): unknown =>
  JSON.parse(JSON.stringify([...state], (key, value: unknown) => (key === 'resumed' ? undefined : value)));

describe('a history under faults', () => {
  it('ends as the plain sequence: every upload received once, every act done, every agency loaded, every total the same', async () => {
    const met = {
      throttled: 0,
      conflicting: 0,
      unprocessed: 0,
      unacknowledged: 0,
      ended: 0,
      repeated: 0,
    };
    await fc.assert(
      fc.asyncProperty(steps, fc.integer(), async (history, seed) => {
        const bucket = await aBucket(engines, `faulty-${++run}`);
        const addresses = { ...engines, bucket };
        const given = { regions: REGIONS, roster: ROSTER, now: NOW, isHasty: true };
        const disturbed = await aStore({ ...addresses, dynamodbEndpoint: faulty.endpoint }, given);
        const plain = await aStore(addresses, given);

        const before = { ...faulty.met };
        const system = await startFaultySystem(engines, disturbed, bucket, {
          seed,
          ended: 0.02,
          repeated: 0.4,
          splitAfter: 15,
        });
        let filed: Filed[];
        try {
          faulty.disturb(
            { throttled: 0.06, conflicting: 0.06, unprocessed: 0.3, unacknowledged: 0.06 },
            seed,
          );
          filed = await live(disturbed, history, {
            file: (filing) => upload(disturbed, filing),
            received: ({ key, versionId }) =>
              vi.waitFor(
                async () => {
                  // In a bad hour all of its receives may fail.
                  await system.redrive();
                  expect(await plain.bucket.hasReceipt(key, String(versionId))).toBe(true);
                },
                {
                  timeout: 60_000,
                  interval: 20,
                },
              ),
          });
          await Promise.race([system.settled(), sleep(FAULTS_LAST_MS)]);
          faulty.calm();
          system.calm();
          await system.settled();
        } finally {
          faulty.calm();
          await system.stop();
        }
        for (const fault of ['throttled', 'conflicting', 'unprocessed', 'unacknowledged'] as const)
          met[fault] += faulty.met[fault] - before[fault];
        for (const fault of ['ended', 'repeated'] as const) met[fault] += system.met()[fault];

        const uploads = filed.map((one) => one.upload);
        await live(plain, history, {
          file: async () => {
            const next = uploads.shift();
            if (!next) throw new Error('filed less than before');
            await receiveUpload(plain, next);
            return next;
          },
          received: () => Promise.resolve(),
        });
        await settle(plain, PLACES);
        expect(told(await disturbed.state())).toEqual(told(await plain.state()));
        for (const {
          upload: { key, versionId },
        } of filed)
          expect(await plain.bucket.hasReceipt(key, String(versionId))).toBe(true);
      }),
      { numRuns: Number(process.env['GOUJI_PROPERTY_RUNS'] ?? 6), endOnFailure: true },
    );
    // Without faults it would prove nothing.
    for (const [fault, count] of Object.entries(met)) expect(count, fault).toBeGreaterThan(0);
  }, 600_000);
});
