import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePublicationKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { findPublication } from '../../shared/domain/standing/publication.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { spellName } from '../../cli/spell-name.ts';
import { indexAgencies } from '../../shared/pipeline/name-index.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { receivePublication } from '../../shared/pipeline/receive-publication.ts';
import type { Upload } from '../../shared/pipeline/receive-upload.ts';
import {
  previewPublication,
  readPublicationReceipt,
  statePublication,
  type AskedPublication,
} from '../../shared/pipeline/state-publication.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { verifyUploads, verifyYear } from '../../shared/pipeline/verify.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';

const YEAR = 2023;
const PLACE: Place = { district: '450205', agencyId: 'a-1', year: YEAR };
const REGIONS = ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: `区划${code}` }));

let engines: TestEngines;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const storeWith = async (roster = [anAgency('a-1', '450205')]): Promise<Store> =>
  aStore(
    { ...engines, bucket: await aBucket(engines, `publications-${++buckets}`) },
    { regions: REGIONS, roster },
  );

async function putRecord({ bucket }: Store, document: object, place = PLACE): Promise<Upload> {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { versionId } = await bucket.putPublication(place, bytes);
  return { key: makePublicationKey(place), versionId, sequencer: String(versionId) };
}

const itemIn = async ({ table }: Store, place = PLACE) => (await table.agencyYearsAt([place]))(place);
const URL_1 = 'https://www.example.gov.cn/zwgk/1.html';
const RECORD = { publishedOn: '2024-01-20', sourceUrl: URL_1 };
const receiptOf = ({ bucket }: Store, { key, versionId }: Upload) =>
  bucket.publicationReceipt(key, versionId ?? '');

describe('a publication that is recorded', () => {
  it('stands in the agency-year, with a receipt, and makes no new version of the figures', async () => {
    const store = await storeWith();
    await file(store, PLACE, { received: 3 });
    const before = await itemIn(store);
    const upload = await putRecord(store, RECORD);
    await receivePublication(store, upload);
    const after = await itemIn(store);
    expect(after?.publication).toMatchObject(RECORD);
    expect(after?.inForce).toEqual(before?.inForce);
    expect(after?.latest).toEqual(before?.latest);
    expect(await receiptOf(store, upload)).toMatchObject({ outcome: 'recorded', ...RECORD, problems: [] });
  });

  it('is recorded once, and an older one never takes a newer one’s place', async () => {
    const store = await storeWith();
    const older = await putRecord(store, { ...RECORD, publishedOn: '2024-01-10' });
    const newer = await putRecord(store, RECORD);
    for (const upload of [newer, older, newer, older]) await receivePublication(store, upload);
    const item = await itemIn(store);
    expect(item?.publication?.publishedOn).toBe('2024-01-20');
    // Recorded at its year's opening, and changed by one record alone.
    expect(item?.revision).toBe(2);
    expect((await store.table.publicationsIn('450205', YEAR)).get('a-1')).toHaveLength(2);
  });

  it('is not taken back by a document that comes later and states no day', async () => {
    const store = await storeWith();
    await receivePublication(store, await putRecord(store, RECORD));
    await file(store, PLACE, { received: 3 });
    const item = await itemIn(store);
    expect(item?.inForce?.publishedOn).toBeUndefined();
    expect(findPublication(item ?? {})?.publishedOn).toBe('2024-01-20');
  });

  it.each([
    ['a bad day', { publishedOn: '2024-02-30' }, PLACE, '/publishedOn'],
    ['an agency that the roster does not know', RECORD, { ...PLACE, agencyId: 'nobody' }, '/agency/id'],
    ['an agency of another district', RECORD, { ...PLACE, district: '450200' }, '/district'],
    ['a year in which it owed nothing', RECORD, { ...PLACE, year: 2018 }, '/year'],
  ])(
    'is refused with a receipt that says where, why and what to do: %s',
    async (_, document, place, path) => {
      const store = await storeWith();
      const upload = await putRecord(store, document, place);
      await receivePublication(store, upload);
      const receipt = await receiptOf(store, upload);
      expect(receipt).toMatchObject({ outcome: 'refused', problems: [{ path }] });
      expect(receipt?.problems[0]?.message.zh).toMatch(/请/);
      expect((await itemIn(store))?.publication).toBeUndefined();
      expect(await receivePublication(store, upload)).toEqual({ kind: 'repeated' });
    },
  );

  it('is refused under a key that names no place', async () => {
    const store = await storeWith();
    const upload = await putRecord(store, RECORD, { ...PLACE, agencyId: 'a b' });
    await receivePublication(store, upload);
    const receipt = await receiptOf(store, upload);
    expect(receipt?.problems[0]?.message.en).toContain('publication/<six-digit district>');
  });
});

describe('reconciliation', () => {
  it('records what an event was lost for, in the order of the versions, and nothing twice', async () => {
    const store = await storeWith();
    await putRecord(store, { ...RECORD, publishedOn: '2024-01-10' });
    await receivePublication(store, await putRecord(store, { ...RECORD, publishedOn: '2024-01-15' }));
    await putRecord(store, RECORD);
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 2, failures: [] });
    expect((await itemIn(store))?.publication?.publishedOn).toBe('2024-01-20');
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 0, failures: [] });
  });

  it('places a record behind what came meanwhile, though it had not read of that', async () => {
    const store = await storeWith();
    const first = await putRecord(store, { ...RECORD, publishedOn: '2024-01-10' });
    await putRecord(store, RECORD);
    const table: Store['table'] = {
      ...store.table,
      publicationsIn: async (...asked) => {
        const before = await store.table.publicationsIn(...asked);
        await receivePublication(store, first);
        return before;
      },
    };
    await reconcile({ ...store, table }, { graceMs: 0 });
    expect((await itemIn(store))?.publication?.publishedOn).toBe('2024-01-20');
  });

  it('makes up for a receipt that was not written', async () => {
    const store = await storeWith();
    const upload = await putRecord(store, RECORD);
    const bucket: Store['bucket'] = {
      ...store.bucket,
      putPublicationReceipt: () => Promise.reject(new Error('the store does not answer')),
    };
    await expect(receivePublication({ ...store, bucket }, upload)).rejects.toThrow('does not answer');
    expect(await receiptOf(store, upload)).toBeUndefined();
    await reconcile(store, { graceMs: 0 });
    expect(await receiptOf(store, upload)).toMatchObject({ outcome: 'recorded' });
  });

  it('records one whose agency the roster knows by now; without a roster it waits', async () => {
    const store = await storeWith([]);
    const upload = await putRecord(store, RECORD);
    expect(await receivePublication(store, upload)).toEqual({ kind: 'waiting' });
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 0, waiting: 1 });
    await indexAgencies(store.table, [anAgency('b-1', '450205')], spellName, store.now());
    await loadRoster(store.table, [anAgency('b-1', '450205')], store.now());
    await reconcile(store, { graceMs: 0 });
    expect(await receiptOf(store, upload)).toMatchObject({ outcome: 'refused' });
    await loadRoster(store.table, [anAgency('a-1', '450205')], store.now());
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 1, failures: [] });
    expect(await receiptOf(store, upload)).toMatchObject({ outcome: 'recorded' });
  });
});

describe('proof and repair', () => {
  it('rebuild makes the agency-year say what the records say, and verify tells where it does not', async () => {
    const store = await storeWith();
    await file(store, PLACE, { received: 3 });
    await receivePublication(store, await putRecord(store, RECORD));
    await settle(store, [PLACE]);
    const found = async () => (await verifyYear(store.table, store.bucket, YEAR)).discrepancies;
    expect(await found()).toEqual([]);
    expect((await verifyUploads(store)).discrepancies).toEqual([]);

    const { publication: _lost, ...item } = (await itemIn(store))!;
    await store.table.putAgencyYear({ ...item, revision: item.revision + 1 });
    expect((await found()).map(({ says }) => says.en)).toContain(
      'its publication is not the one that its records tell',
    );
    expect((await rebuildYear(store, YEAR)).mended).toContain('a-1');
    expect((await itemIn(store))?.publication).toMatchObject(RECORD);
    await settle(store, [PLACE]);
    expect(await found()).toEqual([]);
    expect((await rebuildYear(store, YEAR)).mended).toEqual([]);
  });

  it('a record that the table has lost comes again from its object', async () => {
    const store = await storeWith();
    const upload = await putRecord(store, RECORD);
    await receivePublication(store, upload);
    const recordId = upload.versionId ?? '';
    await store.table.removePublication({ kind: 'publication', place: PLACE, id: recordId });
    expect((await verifyUploads(store)).discrepancies.map(({ says }) => says.en)).toEqual([
      `the version ${recordId}, which records a publication, has no record`,
    ]);
    await rebuildYear(store, YEAR);
    expect((await itemIn(store))?.publication).toBeUndefined();
    await reconcile(store, { graceMs: 0 });
    expect((await itemIn(store))?.publication).toMatchObject(RECORD);
    expect((await verifyUploads(store)).discrepancies).toEqual([]);
  });
});

describe('as of an instant', () => {
  it('the table says what had been recorded by then', async () => {
    const store = await storeWith();
    await file(store, PLACE, { received: 3 });
    const first = await receivePublication(
      store,
      await putRecord(store, { ...RECORD, publishedOn: '2024-01-10' }),
    );
    const at = first.kind === 'received' ? first.receipt.receivedAt : store.now();
    // S3 tells when an object came by the second.
    await sleep(1000 - (Date.now() % 1000));
    await receivePublication(store, await putRecord(store, RECORD));
    const then = await readTableAt(store.table, at).agencyYears(PLACE, [YEAR]);
    expect(then.get(YEAR)?.publication?.publishedOn).toBe('2024-01-10');
    const now = await readTableAt(store.table, store.now()).agencyYears(PLACE, [YEAR]);
    expect(now.get(YEAR)?.publication?.publishedOn).toBe('2024-01-20');
  });
});

describe('a publication that an office records', () => {
  const BY = { kind: 'person', mail: 'office@example.cn', name: '王芳' } as const;
  const stating = (store: Store) => ({ ...store, newTicketId: () => randomUUID() });
  const asked = (more: Partial<AskedPublication> = {}): AskedPublication => ({
    on: PLACE,
    by: BY,
    ...RECORD,
    ...more,
  });

  it('is the same record, with who did it, and has the same receipt', async () => {
    const store = await storeWith();
    await file(store, PLACE, { received: 3 });
    expect(await previewPublication(store, asked())).toMatchObject({
      kind: 'possible',
      before: { state: 'not-stated' },
      after: { state: 'on-time', ...RECORD },
    });
    const put = await statePublication(stating(store), asked());
    if (put.kind !== 'put') throw new Error(put.kind);
    const { recordId } = put;
    expect(await readPublicationReceipt(store, PLACE, recordId)).toBeUndefined();
    const upload = { key: makePublicationKey(PLACE), versionId: recordId, sequencer: recordId };
    await receivePublication(store, upload);
    await receivePublication(store, upload);
    expect(await readPublicationReceipt(store, PLACE, recordId)).toMatchObject({ outcome: 'recorded' });
    expect((await store.table.publicationsIn('450205', YEAR)).get('a-1')).toMatchObject([
      { ...RECORD, by: BY },
    ]);
    await settle(store, [PLACE]);
    expect((await verifyYear(store.table, store.bucket, YEAR)).discrepancies).toEqual([]);
  });

  it('is nobody’s where another object comes with its ticket', async () => {
    const store = await storeWith();
    await statePublication({ ...stating(store), newTicketId: () => 'ticket-1' }, asked());
    const bytes = new TextEncoder().encode(JSON.stringify({ publishedOn: '2024-01-11' }));
    const { versionId } = await store.bucket.putPublication(PLACE, bytes, 'ticket-1');
    await receivePublication(store, {
      key: makePublicationKey(PLACE),
      versionId,
      sequencer: String(versionId),
    });
    const [record] = (await store.table.publicationsIn('450205', YEAR)).get('a-1') ?? [];
    expect([record?.publishedOn, record?.by]).toEqual(['2024-01-11', undefined]);
  });

  it.each<[string, Partial<AskedPublication>, string]>([
    ['a day that is none', { publishedOn: '2024-02-30' }, 'publishedOn'],
    ['a day before the year has ended', { publishedOn: '2023-12-31' }, 'publishedOn'],
    ['an address that is none', { sourceUrl: 'javascript:alert(1)' }, 'sourceUrl'],
    ['a year without the agency', { on: { ...PLACE, year: 2018 } }, 'on'],
  ])('is refused with %s, and nothing is put', async (_, more, field) => {
    const store = await storeWith();
    const done = await statePublication(stating(store), asked(more));
    expect(done.kind === 'refused' && done.problems.map((one) => one.field)).toEqual([field]);
    expect(await Array.fromAsync(store.bucket.versions('publication/'))).toEqual([]);
  });
});
