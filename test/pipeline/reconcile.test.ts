import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countCapacity } from '../../bench/consumed-capacity.ts';
import { spellName } from '../../cli/spell-name.ts';
import { createTableClient } from '../../shared/adapters/clients.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import { splitIntoBands } from '../../shared/domain/narrative/narrative-fingerprint.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { listShownFindings } from '../../shared/domain/verdict/findings-shown.ts';
import { PermanentError, UnavailableError } from '../../shared/errors.ts';
import { indexAgencies } from '../../shared/pipeline/name-index.ts';
import { loadRoster, movedAgencies } from '../../shared/pipeline/load-roster.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file, put } from '../support/filing-desk.ts';

const REGIONS = ['000000', '450000', '450200', '450202', '450205'].map((code) => ({
  code,
  name: `区划${code}`,
}));
const YEAR = 2023;
const at = (agencyId: string, district = '450205', year = YEAR): Place => ({ district, agencyId, year });

let engines: TestEngines;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const storeWith = async (
  roster = [anAgency('a-1', '450205'), anAgency('a-2', '450205')],
  now?: string,
): Promise<Store> =>
  aStore(
    { ...engines, bucket: await aBucket(engines, `reconcile-${++buckets}`) },
    { regions: REGIONS, roster, ...(now === undefined ? {} : { now }) },
  );

const NARRATIVE = [
  '把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录。',
  '在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件。',
  '对申请较多的征收补偿事项主动公布流程、标准和结果,减少了同类申请。',
  '与档案馆互通查询窗口,一次申请即可得到两处答复,并建立保密审查台账,由两人交叉复核后发布。',
].join('');
const bandsIn = async (store: Store): Promise<string[]> => {
  const item = (await store.table.agencyYears(at('a-1'), [YEAR])).get(YEAR);
  return splitIntoBands(item?.inForce?.narrative ?? '');
};

const nation = async ({ table }: Store, year = YEAR) =>
  (await table.regionYears('000000', [year], [])).years.get(year);

describe('reconciliation', () => {
  it('receives what an event was lost for, and nothing twice', async () => {
    const store = await storeWith();
    await put(store, at('a-1'), { received: 3 });
    await file(store, at('a-2'), { received: 4 });
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 1, failures: [] });
    expect((await nation(store))?.reports).toMatchObject({ accepted: 2 });
    expect(await reconcile(store, { graceMs: 0 })).toEqual({
      acts: { completed: 0, copied: 0, told: 0 },
      received: 0,
      waiting: 0,
      rechecked: 0,
      days: 0,
      recomputed: [],
      phrases: [],
      reindexed: [],
      failures: [],
    });
  });

  it('leaves an upload to its event for a while', async () => {
    const store = await storeWith();
    await put(store, at('a-1'), { received: 3 });
    expect(await reconcile(store, { graceMs: 900_000 })).toMatchObject({ received: 0 });
  });

  it('goes on where one upload cannot be received, and says so', async () => {
    const store = await storeWith();
    const stuck = await put(store, at('a-1'), { received: 3 });
    await put(store, at('a-2'), { received: 4 });
    const bucket: Store['bucket'] = {
      ...store.bucket,
      uploaded: (key, versionId) => {
        if (key === stuck.key) throw new Error('the store does not answer');
        return store.bucket.uploaded(key, versionId);
      },
    };
    const found = await reconcile({ ...store, bucket }, { graceMs: 0 });
    expect(found.received).toBe(1);
    expect(found.failures).toEqual([`${stuck.key} ${String(stuck.versionId)}: the store does not answer`]);
    expect((await nation(store))?.reports).toMatchObject({ accepted: 1 });
  });

  it('places a correction behind what came meanwhile, though it had not read of that', async () => {
    const store = await storeWith();
    const first = await put(store, at('a-1'), { received: 3 });
    const correction = await put(store, at('a-1'), { received: 4 });
    const table: Store['table'] = {
      ...store.table,
      submissionsIn: async (...asked) => {
        const before = await store.table.submissionsIn(...asked);
        if ('district' in asked[0]) await receiveUpload(store, first);
        return before;
      },
    };
    await reconcile({ ...store, table }, { graceMs: 0 });
    await receiveUpload(store, correction);
    const inForce = async () => (await store.table.agencyYears(at('a-1'), [YEAR])).get(YEAR)?.inForce;
    expect((await inForce())?.submissionId).toBe(correction.versionId);
    const next = await file(store, at('a-1'), { received: 5 });
    expect((await inForce())?.submissionId).toBe(next.versionId);
  });

  it('leaves a version that S3 dates long ago behind one that is left to its event', async () => {
    const store = await storeWith();
    const first = await put(store, at('a-1'), { received: 3 });
    const second = await put(store, at('a-1'), { received: 4 });
    const bucket: Store['bucket'] = {
      ...store.bucket,
      // As of one that came in parts, begun before the first was put.
      async *versions(prefix) {
        for await (const version of store.bucket.versions(prefix))
          yield version.versionId === second.versionId
            ? { ...version, lastModified: parseInstant('2020-01-01T00:00:00Z')! }
            : version;
      },
    };
    expect(await reconcile({ ...store, bucket }, { graceMs: 900_000 })).toMatchObject({ received: 0 });
    for (const upload of [second, first]) await receiveUpload(store, upload);
    const { inForce } = (await store.table.agencyYears(at('a-1'), [YEAR])).get(YEAR)!;
    expect(inForce?.submissionId).toBe(second.versionId);
  });

  it('leaves a correction until what it corrects is received: that may come by its event yet', async () => {
    const store = await storeWith();
    const first = await put(store, at('a-1'), { received: 3 });
    const correction = await put(store, at('a-1'), { received: 4 });
    const failing = (error: Error): Store => ({
      ...store,
      bucket: {
        ...store.bucket,
        uploaded: (key, versionId) =>
          versionId === first.versionId ? Promise.reject(error) : store.bucket.uploaded(key, versionId),
      },
    });
    const busy = await reconcile(failing(new UnavailableError('busy')), { graceMs: 0 });
    expect(busy).toMatchObject({ received: 0, failures: [`${first.key} ${String(first.versionId)}: busy`] });
    await receiveUpload(store, first);
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 1, failures: [] });
    const { inForce } = (await store.table.agencyYears(at('a-1'), [YEAR])).get(YEAR)!;
    expect(inForce?.submissionId).toBe(correction.versionId);
    // What can never be received holds nobody up.
    const other = await put(store, at('a-2'), { received: 3 });
    await put(store, at('a-2'), { received: 4 });
    const lost: Store['bucket'] = {
      ...store.bucket,
      uploaded: (key, versionId) =>
        versionId === other.versionId
          ? Promise.reject(new PermanentError('damaged'))
          : store.bucket.uploaded(key, versionId),
    };
    expect(await reconcile({ ...store, bucket: lost }, { graceMs: 0 })).toMatchObject({ received: 1 });
  });

  it('finds a district whose total was never written, as verify and rebuild do', async () => {
    for (const mend of [
      (store: Store): Promise<unknown> => reconcile(store, { graceMs: 0 }),
      (store: Store): Promise<unknown> => rebuildYear(store, YEAR),
    ]) {
      const store = await storeWith();
      await file(store, at('a-1'), { received: 3 });
      const before = await verifyYear(store.table, store.bucket, YEAR);
      expect(before.discrepancies.map(({ id }) => id)).toContain('450205');
      await mend(store);
      expect((await verifyYear(store.table, store.bucket, YEAR)).discrepancies).toEqual([]);
      expect((await nation(store))?.reports).toMatchObject({ expected: 2, accepted: 1 });
    }
  });

  it('makes up for a receipt that was not written, as it was decided then', async () => {
    const store = await storeWith();
    const upload = await put(store, at('a-1'), { received: 3 });
    const bucket: Store['bucket'] = {
      ...store.bucket,
      putReceipt: () => {
        throw new Error('the store does not answer');
      },
    };
    await expect(receiveUpload({ ...store, bucket }, upload)).rejects.toThrow('does not answer');
    const receipt = () => store.bucket.receipt(upload.key, upload.versionId ?? '');
    expect(await receipt()).toBeUndefined();
    // The roster has changed since: what was accepted stays so.
    await loadRoster(store.table, [anAgency('a-1', '450205', { to: 2020 })], store.now());
    await reconcile(store, { graceMs: 0 });
    expect(await receipt()).toMatchObject({ outcome: 'accepted', key: upload.key });
  });

  it('opens every year up to the running one, also after a year in which it never ran', async () => {
    const roster = [anAgency('a-1', '450205'), anAgency('a-2', '450205', { to: 2026 })];
    const store = await storeWith(roster, '2025-12-31T00:00:00Z');
    const later = { ...store, now: () => parseInstant('2028-01-01T00:00:00+08:00') ?? store.now() };
    await reconcile(later, { graceMs: 0 });
    const opened = await store.table.agencyYears(at('a-1'), [2025, 2026, 2027, 2028]);
    expect([...opened.keys()]).toEqual([2025, 2026, 2027, 2028]);
    expect([...(await store.table.agencyYears(at('a-2'), [2026, 2027, 2028])).keys()]).toEqual([2026]);
  });
});

describe('a table without a roster', () => {
  it('receives nothing, by event or reconciliation, until one is loaded', async () => {
    const store = await storeWith([]);
    const upload = await put(store, at('a-1'), { received: 3 });
    expect(await receiveUpload(store, upload)).toEqual({ kind: 'waiting' });
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 0, waiting: 1, failures: [] });
    expect(await store.bucket.receipt(upload.key, upload.versionId ?? '')).toBeUndefined();
    await indexAgencies(store.table, [anAgency('a-1', '450205')], spellName, store.now());
    await loadRoster(store.table, [anAgency('a-1', '450205')], store.now());
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 1, waiting: 0, failures: [] });
    expect(await store.bucket.receipt(upload.key, upload.versionId ?? '')).toMatchObject({
      outcome: 'accepted',
    });
  });
});

describe('a healthy night', () => {
  it('writes nothing', async () => {
    const store = await storeWith();
    const uploads = await Promise.all(
      ['a-1', 'a-2'].map((id) => put(store, at(id), { received: 3, narrative: NARRATIVE })),
    );
    for (const upload of uploads) await receiveUpload(store, upload);
    await settle(store, [at('a-1'), at('a-2')]);
    // The first one keeps totals of days that are over.
    await reconcile(store, { graceMs: 0 });
    const client = createTableClient(engines.dynamodb);
    const capacity = countCapacity(client);
    const table = createReportTable({ client, tableName: store.tableName });
    expect(await reconcile({ ...store, table }, { graceMs: 0 })).toMatchObject({ received: 0, failures: [] });
    expect(capacity.total().write).toBe(0);
    expect(capacity.requests()).toMatchObject({ BatchGetItem: expect.any(Number) });
    // One that is not as it should be is written.
    const entry = (await store.table.narrativeHolders(YEAR, await bandsIn(store)))[0];
    if (!entry) throw new Error('no narrative is held');
    await store.table.removeNarrative(entry);
    await reconcile({ ...store, table }, { graceMs: 0 });
    expect(capacity.total().write).toBeGreaterThan(0);
  });
});

describe('a rebuild', () => {
  it('mends nothing where all is right, an agency with nothing but returned reports included', async () => {
    const store = await storeWith();
    await file(store, at('a-1'), { received: 3, spoiled: true });
    await file(store, at('a-2'), { received: 4 });
    await settle(store, [at('a-1'), at('a-2')]);
    expect(await rebuildYear(store, YEAR)).toEqual({ reports: 1, mended: [], removed: [], failures: [] });
  });

  it('goes on where the archive lacks a report, and names it', async () => {
    const store = await storeWith();
    await file(store, at('a-1'), { received: 3 });
    await file(store, at('a-2'), { received: 4 });
    await settle(store, [at('a-1'), at('a-2')]);
    const lost = (await store.table.agencyYears(at('a-1'), [YEAR])).get(YEAR)?.inForce?.sha256;
    const bucket: Store['bucket'] = {
      ...store.bucket,
      archivedAs: (sha256) =>
        sha256 === lost ? Promise.resolve({ state: 'missing' }) : store.bucket.archivedAs(sha256),
      archiveAgain: () => Promise.resolve(undefined),
    };
    const rebuilt = await rebuildYear({ table: store.table, bucket }, YEAR);
    // What its submission has kept is in force all the same.
    expect(rebuilt).toMatchObject({ reports: 2, mended: [] });
    expect(rebuilt.failures).toEqual([expect.stringContaining('a-1')]);
  });
});

describe('the roster', () => {
  it('moves an agency to another district while nothing was filed, and refuses where something was', async () => {
    const store = await storeWith();
    const moved = ['a-1', 'a-2'].map((id) => anAgency(id, '450202'));
    await file(store, at('a-1'), { received: 3 });
    expect(await movedAgencies(store.table, moved, 2026)).toEqual(['a-1']);
    await loadRoster(store.table, [anAgency('a-2', '450202')], store.now());
    await file(store, at('a-2', '450202'), { received: 4 });
    await reconcile(store, { graceMs: 0 });
    expect((await nation(store))?.reports).toMatchObject({ expected: 2, accepted: 2 });
  });

  it('decides on an upload as it stood then: an event that comes again changes nothing', async () => {
    const store = await storeWith();
    const upload = await file(store, at('a-1'), { received: 3 });
    await loadRoster(store.table, [anAgency('a-1', '450205', { to: 2020 })], store.now());
    expect(await receiveUpload(store, upload)).toMatchObject({ kind: 'repeated' });
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 0 });
    expect(await store.bucket.receipt(upload.key, upload.versionId ?? '')).toMatchObject({
      outcome: 'accepted',
    });
  });

  it('takes up what it did not know once it does, and the receipt keeps what it said before', async () => {
    const store = await storeWith([anAgency('a-2', '450205')]);
    const early = await file(store, at('a-1'), { received: 3 });
    const unknown = await file(store, at('a-3'), { received: 5 });
    const receipt = (upload = early) => store.bucket.receipt(upload.key, upload.versionId ?? '');
    const said = await receipt();
    expect(said).toMatchObject({ outcome: 'returned' });
    await loadRoster(store.table, [anAgency('a-1', '450205')], store.now());
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 1, failures: [] });
    expect(await receipt()).toMatchObject({
      outcome: 'accepted',
      receivedAt: said?.receivedAt,
      earlier: [{ processedAt: said?.processedAt, outcome: 'returned', findings: said?.findings }],
    });
    expect((await nation(store))?.reports).toMatchObject({ accepted: 1 });
    expect(await receipt(unknown)).toMatchObject({ outcome: 'returned' });
    // Once is enough.
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 0, recomputed: [] });
  });

  it('clears a warning about a name when it learns the name, in state and findings alike', async () => {
    const store = await storeWith([anAgency('a-1', '450205', { name: '教育局' })]);
    const place = at('a-1');
    await file(store, place, { received: 3 });
    const shown = async () => {
      const item = (await store.table.agencyYears(place, [YEAR])).get(YEAR);
      const [submission] = await store.table.submissions(place);
      if (!item || !submission) throw new Error('nothing was filed');
      return {
        open: item.inForce?.openWarnings,
        rules: listShownFindings(submission, item, {
          previous: undefined,
          openers: [],
          total: undefined,
        }).map(({ rule }) => rule),
      };
    };
    expect(await shown()).toMatchObject({ open: 1, rules: expect.arrayContaining(['Q6']) });
    await loadRoster(
      store.table,
      [anAgency('a-1', '450205', { name: '教育局', aliases: ['机关a-1'] })],
      store.now(),
    );
    await settle(store, [place]);
    const after = await shown();
    expect(after.open).toBe(0);
    expect(after.rules).not.toContain('Q6');
  });

  it('opens no lateness by a report that is backfilled later', async () => {
    const store = await storeWith();
    const early = parseInstant('2024-01-20T00:00:00Z');
    const late = parseInstant('2024-03-20T00:00:00Z');
    if (!early || !late) throw new Error('no instants');
    await file(store, at('a-1'), { received: 3 }, { lane: 'backfill', receivedAt: early });
    await file(store, at('a-1'), { received: 5 }, { lane: 'backfill', receivedAt: late });
    await settle(store, [at('a-1')]);
    expect((await nation(store))?.reports).toMatchObject({ accepted: 1, late: 0 });
  });

  it('returns a backfilled report that claims to have been received in time to come', async () => {
    const store = await storeWith();
    const future = parseInstant('2999-01-20T00:00:00Z');
    if (!future) throw new Error('no instant');
    const upload = await file(store, at('a-1'), { received: 3 }, { lane: 'backfill', receivedAt: future });
    expect(await store.bucket.receipt(upload.key, upload.versionId ?? '')).toMatchObject({
      outcome: 'returned',
      findings: [expect.objectContaining({ rule: 'S3' })],
    });
  });
});
