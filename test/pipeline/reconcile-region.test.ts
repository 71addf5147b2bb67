/** The night as orders: which there are, and that all of them do what looking through everything at once does. */
import { makeBulkOrderKey, type BulkOrder, type BulkPart } from '../../shared/contracts/bucket/bulk-keys.ts';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Context, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countCapacity } from '../../bench/consumed-capacity.ts';
import { createHandler } from '../../functions/reconcile-region/handler.ts';
import { createS3Client, createTableClient } from '../../shared/adapters/clients.ts';
import { createReportTable, type ReportTable } from '../../shared/adapters/table/report-table.ts';
import {
  makeReconcileKey,
  parseReconcileKey,
  type ReconcileOrder,
} from '../../shared/contracts/bucket/reconcile-keys.ts';
import { parseInstant, tellChinaDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import { traceLineage } from '../../shared/domain/basics/region.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { pickEntries } from '../../shared/pipeline/enrolment.ts';
import { listNightOrders, orderNight } from '../../shared/pipeline/order-night.ts';
import { reconcileRegion } from '../../shared/pipeline/reconcile-region.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { createObserver } from '../../shared/runtime/observe.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file, put } from '../support/filing-desk.ts';
import { keptRejections } from '../support/kept-rejections.ts';

const CODES = ['000000', '450000', '450200', '450205'];
const REGIONS = CODES.map((code) => ({ code, name: `区划${code}` }));
const DISTRICT = '450205';
/** Current years are 2023 to 2025. */
const NOW = '2025-06-11T03:30:00+08:00';
const YEAR = 2024;
/** Objects are as old as the machine's clock says, which is ahead of the test's. */
const NO_GRACE = Number.NEGATIVE_INFINITY;
const at = (agencyId: string, year = YEAR): Place => ({ district: DISTRICT, agencyId, year });
const instant = (text: string): Instant => {
  const parsed = parseInstant(text);
  if (!parsed) throw new Error(`${text} is no instant`);
  return parsed;
};

let engines: TestEngines;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

async function aNight(): Promise<Store & { readonly bucketName: string }> {
  const bucketName = await aBucket(engines, `night-${++buckets}`);
  const roster = [anAgency('a-1', DISTRICT), anAgency('a-2', DISTRICT)];
  const store = await aStore({ ...engines, bucket: bucketName }, { regions: REGIONS, roster, now: NOW });
  return { ...store, bucketName };
}

/** From the districts up, as the stream would have it. */
const inOrder = (orders: readonly ReconcileOrder[]): ReconcileOrder[] =>
  orders.toSorted((a, b) => a.year - b.year || (a.code < b.code ? 1 : -1));

async function runNight(store: Store, table: ReportTable = store.table, now = NOW) {
  const deps = {
    ...store,
    table,
    now: () => instant(now),
    calendar: async () => pickEntries(await table.calendar()),
  };
  const done: Awaited<ReturnType<typeof reconcileRegion>>[] = [];
  for (const order of inOrder(listNightOrders(CODES, instant(now))))
    done.push(await reconcileRegion(deps, order, { graceMs: NO_GRACE }));
  const sum = (count: (one: (typeof done)[number]) => number): number =>
    done.reduce((all, one) => all + count(one), 0);
  return {
    received: sum((one) => one.received),
    opened: sum((one) => one.opened),
    rechecked: sum((one) => one.rechecked),
    recomputed: sum((one) => Number(one.isRecomputed)),
    completed: sum((one) => one.acts.completed),
    days: sum((one) => one.days),
    daysLeft: sum((one) => one.daysLeft),
    reindexed: done.flatMap((one) => one.reindexed),
    failures: done.flatMap((one) => one.failures),
  };
}
const NOTHING = {
  received: 0,
  opened: 0,
  rechecked: 0,
  recomputed: 0,
  completed: 0,
  days: 0,
  daysLeft: 0,
  reindexed: [],
  failures: [],
};

describe('the orders of a night', () => {
  it('are one for each region and current year, and for closed years a day of the month', () => {
    const nights = Array.from({ length: 30 }, (_, i) =>
      listNightOrders(CODES, instant(`2025-06-${String(i + 1).padStart(2, '0')}T03:30:00+08:00`)),
    );
    for (const orders of nights)
      for (const year of [2023, 2024, 2025])
        // Regions before those that they lie in: days are kept of them first.
        expect(orders.filter((one) => one.year === year).map(({ code }) => code)).toEqual(
          CODES.toSorted((a, b) => traceLineage(b).length - traceLineage(a).length),
        );
    const closed = nights.flat().filter(({ year }) => year < 2023);
    const named = closed.map(({ year, code }) => `${code} ${year}`);
    expect([...named].sort()).toEqual(
      [2019, 2020, 2021, 2022].flatMap((year) => CODES.map((code) => `${code} ${year}`)).sort(),
    );
    expect(new Set(closed.map(({ night }) => night)).size).toBeGreaterThan(4);
  });

  it('say in their keys what they are for', async () => {
    const store = await aNight();
    const archives: BulkOrder[] = [];
    const bucket = {
      ...store.bucket,
      orderBulk: (one: BulkOrder) => Promise.resolve(void archives.push(one)),
    };
    const ordered = await orderNight({ ...store, bucket }, store.now());
    // The archive of all years has one, which finds its parts.
    expect(archives).toEqual([{ night: '2025-06-11' }]);
    expect(ordered).toMatchObject({
      night: '2025-06-11',
      orders: listNightOrders(CODES, store.now()).length,
    });
    const order: ReconcileOrder = { night: tellChinaDay(store.now()), year: 2024, code: DISTRICT };
    expect(makeReconcileKey(order)).toBe('reconcile/2025-06-11/2024/450205.json');
    expect(parseReconcileKey(makeReconcileKey(order))).toEqual(order);
    for (const key of ['reconcile/2025-02-30/2024/450205.json', 'orders/2025-06-11/2024/450205.json'])
      expect(parseReconcileKey(key)).toBeUndefined();
  });
});

describe('a night', () => {
  it('finds what events were lost for, in closed years and where no region is, too, and writes nothing then', async () => {
    const store = await aNight();
    await put(store, at('a-1'), { received: 3 });
    await file(store, at('a-2'), { received: 4 });
    await put(store, at('a-1', 2020), { received: 5 });
    const s3 = createS3Client(engines.s3);
    for (const Key of ['inbox/lost.json', 'inbox/999999/a-1/2024.json', 'inbox/450205/odd'])
      await s3.send(new PutObjectCommand({ Bucket: store.bucketName, Key, Body: '{}' }));
    s3.destroy();
    expect(await runNight(store)).toMatchObject({ received: 5, failures: [] });
    for (const year of [2020, 2024]) await settle(store, [at('a-1', year), at('a-2', year)]);
    for (const year of [2020, 2024])
      expect((await verifyYear(store.table, store.bucket, year)).discrepancies).toEqual([]);

    // What came was not yet in the totals above: the next night keeps their days, and writes nothing else.
    const { days, ...rest } = await runNight(store);
    expect(days).toBeGreaterThan(0);
    expect({ ...rest, days: 0 }).toEqual(NOTHING);
    const client = createTableClient(engines.dynamodb);
    const capacity = countCapacity(client);
    const table = createReportTable({ client, tableName: store.tableName });
    expect(await runNight(store, table)).toEqual(NOTHING);
    expect(capacity.total().write).toBe(0);
    client.destroy();
  });

  it('opens the running year for those who had the one before', async () => {
    const store = await aNight();
    await runNight(store, store.table, '2026-01-01T03:30:00+08:00');
    expect((await store.table.agencyYears(at('a-1'), [2026])).has(2026)).toBe(true);
  });

  it('reads an agency-year that somebody else writes meanwhile once more', async () => {
    const store = await aNight();
    await file(store, at('a-1', 2023), { received: 3 });
    await file(store, at('a-1'), { received: 4 });
    let writes = 0;
    const table: ReportTable = {
      ...store.table,
      // Whoever writes first wins: a revision that is behind is no longer written.
      putAgencyYear: async (item, instead) => {
        writes += 1;
        if (writes === 1) {
          const now = (await store.table.agencyYears(at('a-1'), [YEAR])).get(YEAR);
          if (now) await store.table.putAgencyYear({ ...now, revision: now.revision + 1 });
        }
        return store.table.putAgencyYear(item, instead);
      },
    };
    const stale = (await store.table.agencyYears(at('a-1'), [YEAR])).get(YEAR);
    if (!stale?.inForce) throw new Error('nothing is in force');
    await store.table.putAgencyYear({
      ...stale,
      revision: stale.revision + 1,
      inForce: { ...stale.inForce, openWarnings: 9 },
    });
    const found = await runNight(store, table);
    expect(found.failures).toEqual([]);
    expect(writes).toBeGreaterThan(1);
    const mended = (await store.table.agencyYears(at('a-1'), [YEAR])).get(YEAR);
    expect(mended?.inForce?.openWarnings).not.toBe(9);
  });

  it('tells an event that comes late apart from a lost one', async () => {
    const store = await aNight();
    const upload = await put(store, at('a-1'), { received: 3 });
    expect(await runNight(store)).toMatchObject({ received: 1 });
    expect(await receiveUpload(store, upload)).toMatchObject({ kind: 'repeated' });
  });
});

describe('reconcile-region', () => {
  const eventOf = (...keys: string[]): SQSEvent =>
    ({
      Records: keys.map((key, index) => ({
        messageId: `m-${index + 1}`,
        receiptHandle: 'r',
        body: JSON.stringify({
          Records: [{ eventName: 'ObjectCreated:Put', s3: { object: { key, sequencer: '01' } } }],
        }),
        attributes: { ApproximateReceiveCount: '1' },
      })),
    }) as unknown as SQSEvent;

  it('does an order, gives one that fails back, and puts aside what is none', async () => {
    const store = await aNight();
    await file(store, at('a-1'), { received: 3 });
    const rejections = keptRejections();
    const table: ReportTable = {
      ...store.table,
      children: (code, year, options) =>
        year === 2023 && code === '450200'
          ? Promise.reject(new Error('throttled'))
          : store.table.children(code, year, options),
    };
    const handler = createHandler({
      ...store,
      table,
      rejected: rejections.rejected,
      observer: createObserver('reconcile-region'),
    });
    const keys = [
      'reconcile/2025-06-11/2024/450205.json',
      'reconcile/2025-06-11/2023/450200.json',
      'reconcile/none.json',
    ];
    expect(await handler(eventOf(...keys), { getRemainingTimeInMillis: () => 60_000 } as Context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-2' }],
    });
    expect((await store.table.regionYears(DISTRICT, [YEAR], [])).years.get(YEAR)?.reports).toMatchObject({
      expected: 2,
      accepted: 1,
    });
  });

  it('makes the archive of all years, part by part', async () => {
    const store = await aNight();
    await file(store, at('a-1'), { received: 3 });
    const orders: BulkOrder[] = [];
    const bucket = {
      ...store.bulk.bucket,
      order: (order: BulkOrder) => Promise.resolve(void orders.push(order)),
    };
    const handler = createHandler({
      ...store,
      bulk: { ...store.bulk, bucket },
      rejected: keptRejections().rejected,
      observer: createObserver('reconcile-region'),
    });
    const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
    const part: BulkPart = { code: '000000', scope: 'whole' };
    const night = tellChinaDay(store.now());
    await settle(store, [at('a-1')]);
    await handler(eventOf(makeBulkOrderKey({ night })), context);
    const province: BulkOrder = { night, sums: '450000' };
    expect(orders).toEqual([{ night, part }, { night, sums: '000000' }, province]);
    await handler(eventOf(makeBulkOrderKey({ night, part })), context);
    const manifest = await store.bulk.bucket.manifest(part);
    expect(manifest?.years.find(({ year }) => year === YEAR)).toMatchObject({ inForce: 1, received: 3 });
    await handler(eventOf(makeBulkOrderKey(province)), context);
    const sums = await store.bulk.bucket.sumsBelow('450000');
    const lines = sums?.find(({ year }) => year === YEAR)?.regions.flatMap((region) => region.lines);
    expect(lines?.map(({ stated }) => stated.reports.accepted)).toEqual([1]);
  });
});
