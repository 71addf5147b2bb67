/** A table in a bad hour: whatever it throttles, cancels, leaves undone or does without saying so, all ends as without. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spellInitials } from '../../cli/initials.ts';
import { makeInstant, toIsoDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
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
import { startFaultyTable, type FaultyTable } from '../support/faulty-table.ts';

const DISTRICTS = ['450205', '450202'];
const REGIONS = ['000000', '450000', '450200', ...DISTRICTS].map((code) => ({ code, name: `区划${code}` }));
const YEARS = [2023, 2024];
const NOW = '2025-06-01T00:00:00Z';
const LOADED_AT = makeInstant(Date.parse('2025-06-02T00:00:00Z'));

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
  place: fc.constantFrom(...PLACES),
  received: fc.nat({ max: 40 }),
  isBalanced: fc.boolean(),
});
type Filing = typeof filing extends fc.Arbitrary<infer T> ? T : never;
const deed = fc.record({ about: fc.nat({ max: 7 }), kind: fc.constantFrom('return', 'withhold', 'note') });
type Acted = typeof deed extends fc.Arbitrary<infer T> ? T : never;
/** What the next roster says otherwise, and whom it adds. */
const reform = fc.record({
  renamed: fc.subarray(ROSTER.map(({ id }) => id)),
  added: fc.integer({ min: 0, max: 12 }),
  mergesInto: fc.boolean(),
});
type Reform = typeof reform extends fc.Arbitrary<infer T> ? T : never;

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

async function uploadAll(store: Store, filings: readonly Filing[]): Promise<Upload[]> {
  const uploads: Upload[] = [];
  for (const { place, received, isBalanced } of filings) {
    const document = aBalancedReport({ ...place, received });
    if (!isBalanced) document.applications.received.total += 1;
    const bytes = new TextEncoder().encode(JSON.stringify(document));
    const { versionId } = await store.bucket.upload('inbox', place, bytes);
    uploads.push({ key: makeDocumentKey('inbox', place), versionId, sequencer: String(versionId) });
  }
  return uploads;
}

const actAt = (i: number): Instant => makeInstant(Date.UTC(2025, 5, 1, 0, i));

/** Everything of a history, each step until it is done. */
async function live(
  store: Store,
  { filings, uploads, deeds, next }: { filings: Filing[]; uploads: Upload[]; deeds: Acted[]; next: Reform },
): Promise<void> {
  for (const upload of uploads) await again(() => receiveUpload(store, upload));
  for (const [i, { about, kind }] of deeds.entries()) {
    const filed = filings[about % filings.length]!;
    const submissionId = String(uploads[about % filings.length]!.versionId);
    const said =
      kind === 'return'
        ? { kind: 'return' as const, submissionId, until: toIsoDay('2025-12-31') }
        : kind === 'note'
          ? { kind: 'note' as const }
          : { kind: 'withhold' as const, submissionId };
    const asked = {
      id: `act-${i}`,
      by: { kind: 'operator' } as const,
      on: filed.place,
      why: '理由',
      ...said,
    };
    await again(() => recordAct(acting(store, actAt(i)), asked));
  }
  await again(() => load(store, reformed(next)));
  await again(() => settle(store, PLACES));
}

async function load(store: Store, entries: readonly RosterEntry[]): Promise<void> {
  const changed = await changedByRoster(store.table, entries, LOADED_AT);
  await recordLoad(store.loads, 'roster', changed, LOADED_AT, async () => {
    await indexAgencies(store.table, entries, spellInitials, LOADED_AT);
    await loadRoster(store.table, entries, LOADED_AT);
  });
}

/** A load that was broken off says so in its head: nothing else may tell it from another. */
const told = (state: Map<string, unknown>): unknown =>
  JSON.parse(JSON.stringify([...state], (key, value: unknown) => (key === 'resumed' ? undefined : value)));

describe('a table that throttles, cancels, leaves undone and does not acknowledge', () => {
  it('ends with every upload received once, every act done, every agency loaded, as without', async () => {
    const met = { throttled: 0, conflicting: 0, unprocessed: 0, unacknowledged: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(filing, { minLength: 1, maxLength: 6 }),
        fc.array(deed, { maxLength: 3 }),
        reform,
        fc.integer(),
        async (filings, deeds, next, seed) => {
          const bucket = await aBucket(engines, `faulty-${++run}`);
          const history = { ...engines, bucket };
          const given = { regions: REGIONS, roster: ROSTER, now: NOW, isHasty: true };
          const disturbed = await aStore({ ...history, dynamodbEndpoint: faulty.endpoint }, given);
          const plain = await aStore(history, given);
          const uploads = await uploadAll(plain, filings);

          const before = { ...faulty.met };
          faulty.disturb(
            { throttled: 0.08, conflicting: 0.08, unprocessed: 0.3, unacknowledged: 0.08 },
            seed,
          );
          await live(disturbed, { filings, uploads, deeds, next });
          faulty.calm();
          for (const fault of Object.keys(met) as (keyof typeof met)[])
            met[fault] += faulty.met[fault] - before[fault];
          for (const { key, versionId } of uploads)
            expect(await disturbed.bucket.hasReceipt(key, String(versionId))).toBe(true);

          await live(plain, { filings, uploads, deeds, next });
          expect(told(await disturbed.state())).toEqual(told(await plain.state()));
          for (const year of YEARS) {
            const [is, shouldBe] = await Promise.all(
              [disturbed, plain].map(async ({ table }) =>
                (await table.regionYears('000000', [year], [])).years.get(year),
              ),
            );
            expect(is?.reports).toEqual(shouldBe?.reports);
            expect(is?.figures).toEqual(shouldBe?.figures);
          }
        },
      ),
      { numRuns: Number(process.env['GOUJI_PROPERTY_RUNS'] ?? 6), endOnFailure: true },
    );
    // A table without a fault would prove nothing.
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(0);
  }, 600_000);
});
