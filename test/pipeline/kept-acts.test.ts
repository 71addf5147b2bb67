/** Acts last: in the bucket before the table, told where either lacks one, given back where the table is lost. */
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand, GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createS3Client, createTableClient } from '../../shared/adapters/clients.ts';
import { ActTakenError, makeActCopyKey } from '../../shared/contracts/bucket/act-copy.ts';
import type { NamedAct } from '../../shared/contracts/bucket/letter-keys.ts';
import { makeActKey, makeAgencyYearKey, type ItemKey } from '../../shared/contracts/table/keys.ts';
import {
  addDays,
  makeInstant,
  tellChinaDay,
  toIsoDay,
  type Instant,
} from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { tellState } from '../../shared/domain/standing/agency-year.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { loadCalendar } from '../../shared/pipeline/load-calendar.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { rebuildAll } from '../../shared/pipeline/rebuild-all.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { receivePublication } from '../../shared/pipeline/receive-publication.ts';
import { makePublicationKey } from '../../shared/contracts/bucket/object-keys.ts';
import { recheckReports } from '../../shared/pipeline/recheck-neighbour.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { recordAct, type AskedAct } from '../../shared/pipeline/record-act.ts';
import { redact } from '../../shared/pipeline/redact.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { act, acting, anAct } from '../support/acting.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file, put } from '../support/filing-desk.ts';

const DISTRICT = '450205';
const YEAR = 2023;
const ONE: Place = { district: DISTRICT, agencyId: 'one', year: YEAR };
const OTHER: Place = { district: DISTRICT, agencyId: 'other', year: YEAR };
const REGIONS = ['000000', '450000', '450200', '450202', DISTRICT].map((code) => ({
  code,
  name: `区划${code}`,
}));
const ROSTER = [anAgency('one', DISTRICT), anAgency('other', DISTRICT)];
/** Uploads are received as the test runs; acts come after them. */
const NOW = makeInstant(Date.now());
const LATER = (hours: number): Instant => makeInstant(Date.parse(NOW) + hours * 3_600_000);
const UNTIL = addDays(tellChinaDay(NOW), 30);

let engines: TestEngines;
let raw: DynamoDBDocumentClient;
let s3: ReturnType<typeof createS3Client>;
let bucket: string;
let store: Store;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
  raw = createTableClient(engines.dynamodb);
  s3 = createS3Client(engines.s3);
});
afterAll(async () => {
  raw.destroy();
  s3.destroy();
  await engines.stop();
});
beforeEach(async () => {
  bucket = await aBucket(engines, `kept-acts-${++buckets}`);
  store = await another();
});

/** One more table over the same bucket. */
const another = (roster = ROSTER): Promise<Store> =>
  aStore({ ...engines, bucket }, { regions: REGIONS, roster });

const filed = async (received: number, place = ONE): Promise<string> =>
  String((await file(store, place, { received })).versionId);
const aReturn = (submissionId: string, place = ONE): AskedAct =>
  anAct(place, { kind: 'return', submissionId, until: UNTIL });

const readItem = async ({ pk, sk }: ItemKey, { tableName } = store) =>
  (await raw.send(new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }))).Item;
const writeItem = (Item: object) => raw.send(new PutCommand({ TableName: store.tableName, Item }));
const removeItem = ({ pk, sk }: ItemKey) =>
  raw.send(new DeleteCommand({ TableName: store.tableName, Key: { pk, sk } }));
const readObject = async (Key: string): Promise<unknown> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
};
const writeObject = (Key: string, content: unknown) =>
  s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: JSON.stringify(content) }));
const removeObject = (Key: string) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));

async function verified(of: Store = store): Promise<string[]> {
  await settle(of, [ONE, OTHER]);
  const { discrepancies } = await verifyYear(of.table, of.bucket, YEAR);
  return discrepancies.map(({ id, says }) => `${id}: ${says.en}`);
}

async function stateOf(place = ONE, { table } = store) {
  const item = (await table.agencyYearsAt([place]))(place);
  if (!item) throw new Error('no such agency-year');
  const { obliged, inForce, latest, office } = item;
  return {
    state: tellState({ obliged, inForce, submitted: latest !== undefined }),
    inForce: inForce?.submissionId,
    office,
    item,
  };
}

class Killed extends Error {}
const killed = (): Promise<never> => Promise.reject(new Killed());

/** Does an act, and is killed once its copy is written. */
async function breakOff(asked: AskedAct, when: Instant): Promise<void> {
  const deps = acting(store, when);
  await expect(
    recordAct({ ...deps, table: { ...store.table, recordAct: killed } }, asked),
  ).rejects.toBeInstanceOf(Killed);
}

describe('the copy of an act', () => {
  it('lies in the bucket under what it is about, as it was done', async () => {
    const asked = aReturn(await filed(5));
    await act(store, asked, LATER(1));
    const [done] = await store.table.acts(ONE);
    expect(makeActCopyKey(asked)).toBe(`acts/450205/one/2023/${asked.id}.json`);
    expect(await readObject(makeActCopyKey(asked))).toEqual({ v: 1, ...done });
    expect((await store.bucket.keptAct(asked))?.act).toEqual(done);
    expect(await verified()).toEqual([]);
  });

  it('is written once: the same again changes nothing, another under its id is refused', async () => {
    await act(store, aReturn(await filed(5)), LATER(1));
    const [done] = await store.table.acts(ONE);
    if (!done) throw new Error('nothing was done');
    await store.bucket.keepAct(done);
    await expect(store.bucket.keepAct({ ...done, why: '另一理由' })).rejects.toBeInstanceOf(ActTakenError);
    expect((await store.bucket.keptAct(done))?.act).toEqual(done);
  });
});

describe('an act that was broken off before the table had it', () => {
  it('is finished by the same request, and was done when it was done', async () => {
    const submissionId = await filed(5);
    const asked = aReturn(submissionId);
    await breakOff(asked, LATER(1));
    expect((await stateOf()).state).toBe('accepted');
    expect(await recordAct(acting(store, LATER(2)), { ...asked, why: '另一理由' })).toEqual({
      kind: 'refused',
      why: 'id-taken',
    });
    const done = await recordAct(acting(store, LATER(3)), asked);
    expect(done).toMatchObject({ kind: 'recorded' });
    const kept = (await store.bucket.keptAct(asked))?.act;
    expect('act' in done && done.act).toEqual(kept);
    expect(await stateOf()).toMatchObject({ state: 'returned', office: { returned: { at: kept?.at } } });
    expect(await verified()).toEqual([]);
  });

  it('is told by verification, and finished by the night', async () => {
    const submissionId = await filed(5);
    const asked = aReturn(submissionId);
    await breakOff(asked, LATER(1));
    expect(await verified()).toEqual([`one: its act ${asked.id} is in the bucket alone: run gouji rebuild`]);
    // Kept just now, it may be under way.
    const early = { ...store, now: () => LATER(0) };
    expect((await reconcile(early, { graceMs: 900_000 })).acts).toMatchObject({ completed: 0 });
    const found = await reconcile({ ...store, now: () => LATER(2) }, { graceMs: 900_000 });
    expect(found).toMatchObject({ acts: { completed: 1, copied: 0, told: 1 }, failures: [] });
    expect(await stateOf()).toMatchObject({ state: 'returned', office: { returned: { submissionId } } });
    expect(await verified()).toEqual([]);
  });

  it('is finished though it could not be done any more', async () => {
    const first = await filed(5);
    await breakOff(anAct(ONE, { kind: 'confirm', submissionId: first }), LATER(1));
    await filed(6);
    expect((await reconcile(store, { graceMs: 0 })).acts.completed).toBe(1);
    expect((await stateOf()).office).toEqual({ actedAt: (await store.table.acts(ONE))[0]?.at });
    expect(await verified()).toEqual([]);
  });
});

describe('a letter', () => {
  const orders = async () => (await Array.fromAsync(store.bucket.orderedLetters())).map(({ id }) => id);
  const done = async (asked: AskedAct, when: Instant) => {
    await act(store, asked, when);
    return asked.id;
  };
  const night = (when: Instant) => reconcile({ ...store, now: () => when }, { graceMs: 900_000 });

  it('whose order was never written is ordered in the night, once', async () => {
    const submissionId = await filed(5);
    const asked = aReturn(submissionId);
    const killing = { ...acting(store, LATER(1)), tell: killed };
    await expect(recordAct(killing, asked)).rejects.toBeInstanceOf(Killed);
    expect(await orders()).toEqual([]);
    expect((await night(LATER(5))).acts.told).toBe(1);
    expect(await orders()).toEqual([asked.id]);
    expect((await night(LATER(29))).acts.told).toBe(0);
  });

  it('is not ordered about what nobody is told of, about an act just done, or one of weeks ago', async () => {
    const submissionId = await filed(5);
    await done(anAct(ONE, { kind: 'confirm', submissionId }), LATER(1));
    await done(anAct(ONE, { kind: 'note' }), LATER(1));
    await done(aReturn(submissionId), LATER(2));
    expect((await night(LATER(2))).acts.told).toBe(0);
    expect((await night(LATER(2 + 8 * 24))).acts.told).toBe(0);
    expect(await orders()).toEqual([]);
  });

  it('is not ordered to an agency of a demonstration, whose address is an example', async () => {
    await loadRoster(store.table, [anAgency('one', DISTRICT, { dataset: 'synthetic' })], NOW);
    await done(aReturn(await filed(5)), LATER(1));
    expect((await night(LATER(5))).acts.told).toBe(0);
  });

  it('that was ordered is not ordered again', async () => {
    const asked = aReturn(await filed(5));
    const told = (named: NamedAct) => store.bucket.orderLetter(named);
    await recordAct({ ...acting(store, LATER(1)), tell: told }, asked);
    expect((await night(LATER(3))).acts.told).toBe(0);
  });
});

describe('what an earlier release wrote into the table alone', () => {
  it('is told by verification, and gets its copy in the night, once', async () => {
    const submissionId = await filed(5);
    const asked = aReturn(submissionId);
    await recordAct({ ...acting(store, LATER(1)), keep: () => Promise.resolve() }, asked);
    expect(await verified()).toEqual([
      `one: its act ${asked.id} has no copy in the bucket: the nightly reconciliation writes it`,
    ]);
    expect((await reconcile(store, { graceMs: 0 })).acts).toMatchObject({ completed: 0, copied: 1 });
    expect((await store.bucket.keptAct(asked))?.act).toEqual((await store.table.acts(ONE))[0]);
    expect((await reconcile(store, { graceMs: 0 })).acts.copied).toBe(0);
    expect(await verified()).toEqual([]);
  });
});

describe('a lost table', () => {
  /** Everything that can be done about a year, some of it withdrawn. Answers the instants between. */
  async function history(): Promise<Instant[]> {
    const first = await filed(5);
    await filed(7, OTHER);
    const returned = await act(store, aReturn(first), LATER(1));
    await act(store, anAct(ONE, { kind: 'note', until: UNTIL }, { why: '电话 13800138000' }), LATER(2));
    // The same once more, which stays in force, then another.
    await filed(5);
    const third = await filed(6);
    const demand = anAct(ONE, {
      kind: 'demand',
      submissionId: third,
      until: UNTIL,
      paths: ['/applications'],
    });
    await act(store, demand, LATER(3));
    await act(store, anAct(ONE, { kind: 'confirm', submissionId: third }), LATER(4));
    await act(store, anAct(ONE, { kind: 'withhold', submissionId: third }), LATER(5));
    await act(store, anAct(ONE, { kind: 'withdraw', act: demand.id }), LATER(6));
    await act(store, anAct(ONE, { kind: 'withdraw', act: returned }), LATER(7));
    const note = anAct(OTHER, { kind: 'note' });
    await act(store, note, LATER(8));
    await act(store, anAct(OTHER, { kind: 'withdraw', act: note.id }), LATER(9));
    await settle(store, [ONE, OTHER]);
    return [1, 2, 3, 4, 5, 6, 7, 9].map((hours) => LATER(hours));
  }

  async function asOf({ table }: Store, instants: readonly Instant[]): Promise<unknown> {
    const told = [];
    for (const instant of instants) {
      const then = readTableAt(table, instant);
      told.push([instant, await then.children(DISTRICT, YEAR), await then.regionYears('000000', [YEAR], [])]);
    }
    return told;
  }

  it('gets its acts back, with states, totals and answers of the past', async () => {
    const instants = await history();
    const rebuilt = await another();
    const found = await rebuildAll(rebuilt, [YEAR]);
    expect(found).toMatchObject({ received: 4, acts: 9, failures: [] });
    await settle(rebuilt, [ONE, OTHER]);
    expect(withoutOrders([...(await rebuilt.state())])).toEqual(withoutOrders([...(await store.state())]));
    expect(withoutOrders(await asOf(rebuilt, instants))).toEqual(withoutOrders(await asOf(store, instants)));
    expect(await rebuilt.table.acts(ONE)).toEqual(await store.table.acts(ONE));
    expect(await verified(rebuilt)).toEqual([]);
    expect((await rebuildAll(rebuilt, [YEAR])).acts).toBe(0);
  });

  it('gets them back by the night, too', async () => {
    await history();
    const rebuilt = await another();
    expect(await reconcile(rebuilt, { graceMs: 0 })).toMatchObject({ acts: { completed: 9 }, failures: [] });
    await settle(rebuilt, [ONE, OTHER]);
    expect(withoutOrders([...(await rebuilt.state())])).toEqual(withoutOrders([...(await store.state())]));
    expect(await verified(rebuilt)).toEqual([]);
  });

  it('knows what was filed again after a return from what the return named, though both are received anew', async () => {
    const first = await filed(5);
    await act(store, aReturn(first), LATER(1));
    const second = await filed(5);
    expect(await stateOf()).toMatchObject({ state: 'accepted', inForce: second });
    const rebuilt = await another();
    await rebuildAll(rebuilt, [YEAR]);
    const { state, inForce, office } = await stateOf(ONE, rebuilt);
    expect({ state, inForce, returned: office?.returned }).toEqual({
      state: 'accepted',
      inForce: second,
      returned: undefined,
    });
    expect(office?.unchanged).toMatchObject({ submissionId: first });
    expect(await verified(rebuilt)).toEqual([]);
  });

  it('shows nothing meanwhile of what is withheld', async () => {
    const submissionId = await filed(5);
    await act(store, anAct(ONE, { kind: 'withhold', submissionId }), LATER(1));
    const rebuilt = await another();
    const seen: unknown[] = [];
    const table = {
      ...rebuilt.table,
      record: async (...args: Parameters<Store['table']['record']>) => {
        seen.push(args[1]?.acts?.map(({ kind }) => kind));
        return rebuilt.table.record(...args);
      },
    };
    await rebuildAll({ ...rebuilt, table }, [YEAR]);
    expect(seen).toEqual([['withhold']]);
  });

  it('gets the notes back of an agency that has moved since', async () => {
    const note = anAct(ONE, { kind: 'note' }, { why: '答应月底前报' });
    await act(store, note, LATER(1));
    const moved = [anAgency('one', '450202'), anAgency('other', DISTRICT)];
    await loadRoster(store.table, moved, NOW);
    expect((await store.table.acts(ONE)).map(({ id }) => id)).toEqual([note.id]);
    const rebuilt = await another(moved);
    expect(await rebuildAll(rebuilt, [YEAR])).toMatchObject({ acts: 1, failures: [] });
    expect(await rebuilt.table.acts(ONE)).toEqual(await store.table.acts(ONE));
    expect(await verified(rebuilt)).toEqual([]);
  });
});

describe('a difference between the table and the bucket', () => {
  let asked: AskedAct;
  let before: Map<string, unknown>;
  beforeEach(async () => {
    asked = aReturn(await filed(5));
    await act(store, asked, LATER(1));
    await settle(store, [ONE, OTHER]);
    before = await store.state();
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'an act changed in the table',
      async () => writeItem({ ...(await readItem(makeActKey(ONE, asked.id))), why: '另一理由' }),
      /^one: its act .* is not what its copy in the bucket says/,
    ],
    [
      'an act garbled in the table',
      () => writeItem({ ...makeActKey(ONE, asked.id), v: 1, id: asked.id, kind: 'return', at: 'soon' }),
      /^one: an item of the table is damaged/,
    ],
    [
      'an act removed from the table',
      () => removeItem(makeActKey(ONE, asked.id)),
      /^one: its act .* is in the bucket alone/,
    ],
    [
      'the agency-year robbed of its acts',
      async () => {
        const { acts: _acts, office: _office, ...item } = (await readItem(makeAgencyYearKey(ONE))) ?? {};
        await writeItem(item);
      },
      /^one: what the office did about it is not what its acts tell/,
    ],
    [
      'an act of the agency-year garbled',
      async () => {
        const item = await readItem(makeAgencyYearKey(ONE));
        await writeItem({ ...item, acts: [{ ...(item?.['acts'] as object[])[0], until: 'soon' }] });
      },
      /^one: what the office did about it is not what its acts tell/,
    ],
  ])('is named and mended: %s', async (_, plant, named) => {
    await plant();
    expect(await verified()).toEqual(expect.arrayContaining([expect.stringMatching(named)]));
    expect(await rebuildAll(store, [YEAR])).toMatchObject({ failures: [] });
    expect(await verified()).toEqual([]);
    expect(await store.state()).toEqual(before);
  });

  it('is named, and nobody can mend it: a copy garbled; the act stands', async () => {
    const key = makeActCopyKey(asked);
    await writeObject(key, { v: 1, id: asked.id });
    expect(await verified()).toEqual([
      `one: the copy of its act ${asked.id} in the bucket can’t be read: restore an earlier version of that object`,
    ]);
    expect((await rebuildAll(store, [YEAR])).failures).toEqual([expect.stringContaining(key)]);
    expect((await stateOf()).state).toBe('returned');
  });

  it('is named, and nobody can mend it: an act garbled that has no copy', async () => {
    await removeObject(makeActCopyKey(asked));
    await writeItem({ ...makeActKey(ONE, asked.id), v: 1, id: asked.id, kind: 'return', at: 'soon' });
    const { failures } = await rebuildAll(store, [YEAR]);
    expect(failures.join()).toContain('restore it from a backup');
    expect((await stateOf()).state).toBe('returned');
  });
});

describe('an act that can’t be read', () => {
  it('stops nobody: neither answers of the past, nor other acts, nor the night', async () => {
    const submissionId = await filed(5);
    const asked = aReturn(submissionId);
    await act(store, asked, LATER(1));
    await filed(7, OTHER);
    await settle(store, [ONE, OTHER]);
    const expected = await readTableAt(store.table, LATER(2)).children(DISTRICT, YEAR);
    await writeItem({ ...makeActKey(ONE, asked.id), v: 1, id: asked.id, kind: 'return', at: 'soon' });
    // The agency-year knows what it was.
    expect(await readTableAt(store.table, LATER(2)).children(DISTRICT, YEAR)).toEqual(expected);
    await act(store, anAct(ONE, { kind: 'note' }), LATER(3));
    await act(store, aReturn(await filed(6)), LATER(4));
    expect((await stateOf()).state).toBe('returned');
    const found = await reconcile(store, { graceMs: 0 });
    expect(found.failures).toEqual([
      expect.stringMatching(/^acts of 450205 2023: item .*: run gouji rebuild$/),
    ]);
    await act(store, anAct(ONE, { kind: 'withdraw', act: asked.id }), LATER(5));
    expect(await rebuildAll(store, [YEAR])).toMatchObject({ failures: [] });
    expect(await verified()).toEqual([]);
  });
});

describe('what a newer release did', () => {
  /** An act of a kind, and a mark, that nobody knows here. */
  const summon = { id: 'summoned', at: NOW, why: '约谈', kind: 'summon', where: 'site' };
  const mark = { kind: 'summoned', at: summon.at, room: 301 };

  beforeEach(async () => {
    await filed(5);
    const item = await readItem(makeAgencyYearKey(ONE));
    await writeItem({
      ...item,
      revision: Number(item?.['revision']) + 1,
      acts: [summon],
      office: { actedAt: summon.at, marks: [mark], summons: 1 },
    });
    await writeItem({ ...makeActKey(ONE, summon.id), v: 1, by: { kind: 'operator' }, ...summon });
    expect((await reconcile(store, { graceMs: 0 })).acts.copied).toBe(1);
  });

  const kept = async (of = store) => {
    const item = await readItem(makeAgencyYearKey(ONE), of);
    const { acts, office } = item as {
      acts?: { id: string }[];
      office?: { marks?: { kind: string }[]; summons?: number };
    };
    return {
      act: acts?.find(({ id }) => id === summon.id),
      mark: office?.marks?.find(({ kind }) => kind === mark.kind),
      summons: office?.summons,
      item: (await readItem(makeActKey(ONE, summon.id), of))?.['kind'],
    };
  };
  const WHOLE = { act: summon, mark, summons: 1, item: 'summon' };

  it.each<[string, () => Promise<unknown>]>([
    ['an upload', () => filed(6)],
    ['what the checks return', () => file(store, ONE, { received: 6, spoiled: true })],
    ['an act', async () => act(store, aReturn((await stateOf()).inForce ?? ''), LATER(1))],
    [
      'an act and its withdrawal',
      async () => {
        const id = await act(store, aReturn((await stateOf()).inForce ?? ''), LATER(1));
        await act(store, anAct(ONE, { kind: 'withdraw', act: id }), LATER(2));
      },
    ],
    ['a note', () => act(store, anAct(ONE, { kind: 'note' }), LATER(1))],
    [
      'a comparison with last year',
      async () => {
        await file(store, { ...ONE, year: YEAR - 1 }, { received: 3, carriedOut: 1 });
        await recheckReports(store, [{ place: ONE }]);
      },
    ],
    ['the roster', () => loadRoster(store.table, [anAgency('one', DISTRICT, { name: '改了名的局' })], NOW)],
    [
      'the calendar',
      () =>
        loadCalendar(
          store.table,
          [
            {
              year: YEAR,
              scope: 'one',
              kind: undefined,
              type: undefined,
              until: toIsoDay('2024-02-20'),
              reason: '通知',
            },
          ],
          NOW,
        ),
    ],
    [
      'a publication',
      async () => {
        const document = { publishedOn: '2024-01-10', sourceUrl: 'https://www.example.gov.cn/1.html' };
        const bytes = new TextEncoder().encode(JSON.stringify(document));
        const { versionId } = await store.bucket.putPublication(ONE, bytes);
        await receivePublication(store, { key: makePublicationKey(ONE), versionId, sequencer: '1' });
      },
    ],
    [
      'a redaction',
      async () => {
        const upload = await put(store, ONE, { received: 8 });
        await receiveUpload(store, upload);
        await redact(store, {
          key: upload.key,
          submissionId: String(upload.versionId),
          at: NOW,
          by: '管理员',
          reason: '隐私',
        });
      },
    ],
    ['a rebuild', () => rebuildAll(store, [YEAR])],
    ['the night', () => reconcile(store, { graceMs: 0 })],
  ])('is nothing to %s, and stays', async (_, writes) => {
    const revision = (await readItem(makeAgencyYearKey(ONE)))?.['revision'];
    await writes();
    expect(await kept()).toEqual(WHOLE);
    expect(await verified()).toEqual([]);
    // Nothing of it is told here.
    expect((await stateOf()).office?.marks ?? []).toEqual([]);
    expect(typeof revision).toBe('number');
  });

  it('stays in facts that lists show', async () => {
    await settle(store, [ONE, OTHER]);
    const { agencies } = await store.table.childFacts(DISTRICT, YEAR);
    expect(agencies.find(({ agency }) => agency.id === 'one')?.office).toMatchObject({ newerMarks: [mark] });
  });

  it('goes back into a lost table as it was', async () => {
    const rebuilt = await another();
    expect(await rebuildAll(rebuilt, [YEAR])).toMatchObject({ acts: 1, failures: [] });
    expect((await kept(rebuilt)).item).toBe('summon');
    expect(await verified(rebuilt)).toEqual([]);
    expect(await rebuilt.table.acts(ONE)).toEqual([]);
  });
});

/** A version that is received again gets a place between its neighbours, not S3's sequencer. */
const withoutOrders = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      ['order', 'since', 'revision', 'history'].includes(key)
        ? undefined
        : inner instanceof Map
          ? [...inner]
          : inner,
    ),
  );
