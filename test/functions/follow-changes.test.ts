/** The one reader of the stream: what is a region's own fault is ordered and done later, what a store refuses is read again. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/follow-changes/handler.ts';
import { createHandler as createReconcile } from '../../functions/reconcile-region/handler.ts';
import { createTableClient } from '../../shared/adapters/clients.ts';
import { parseReconcileKey } from '../../shared/contracts/bucket/reconcile-keys.ts';
import { makeRecomputeKey, parseRecomputeKey } from '../../shared/contracts/bucket/recompute-keys.ts';
import { makeAgencyYearKey } from '../../shared/contracts/table/keys.ts';
import { FAILURES_METRIC } from '../../shared/contracts/wiring.ts';
import { countEpochMs } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { UnavailableError } from '../../shared/errors.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import type { Observer } from '../../shared/runtime/observe.ts';
import { DISTRICT, REGIONS, member } from '../support/a-desk.ts';
import { aBucket, aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { keptRejections } from '../support/kept-rejections.ts';
import { A_CONTEXT } from '../support/queue-event.ts';

const YEAR = 2023;
const CITY = '450200';
const placeOf = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: YEAR });

let engines: TestEngines;
let store: Store;
let orders: unknown[] = [];
let counted = new Map<string, number>();
let flushes = 0;
const observer: Observer = {
  event: () => undefined,
  failed: () => void counted.set(FAILURES_METRIC, (counted.get(FAILURES_METRIC) ?? 0) + 1),
  count: (metric, value = 1) => void counted.set(metric, (counted.get(metric) ?? 0) + value),
  flush: () => void (flushes += 1),
};

beforeAll(async () => {
  engines = await startEngines();
  store = await aStore(
    { ...engines, bucket: await aBucket(engines, 'changes') },
    { regions: REGIONS, roster: ['a-1', 'a-2', 'a-3'].map((id) => member(id)) },
  );
});
afterAll(() => engines.stop());
beforeEach(() => {
  orders = [];
  counted = new Map();
  flushes = 0;
});

function follow(table: Partial<Store['table']> = {}, mayOrder = true) {
  const orderRecomputation: Store['bucket']['orderRecomputation'] = ({
    work,
    region,
    year,
    reason,
    correlationId,
  }) => {
    if (!mayOrder) return Promise.reject(new UnavailableError('no bucket'));
    orders.push({ work, region, year, reason, correlationId });
    return Promise.resolve();
  };
  return createHandler({
    observer,
    now: store.now,
    table: { ...store.table, ...table },
    bucket: { ...store.bucket, orderRecomputation },
  });
}

/** Written so many minutes ago. */
const record = (
  pk: string,
  sk: string,
  number: string,
  { minutes = 0, image = {} } = {},
): DynamoDBRecord => ({
  eventID: `e-${number}`,
  dynamodb: {
    Keys: { pk: { S: pk }, sk: { S: sk } },
    SequenceNumber: number,
    ApproximateCreationDateTime: Math.floor(countEpochMs(store.now()) / 1000) - minutes * 60,
    ...image,
  },
});
const ofDistrict = (number: string, minutes = 0) =>
  record(`${DISTRICT}#${YEAR}`, 'agency#a-1', number, { minutes });
const ofCity = (number: string, minutes = 0) =>
  record(`${CITY}#${YEAR}`, `region#${DISTRICT}`, number, { minutes });
const changed = (id: string, number: string) =>
  record(`${DISTRICT}#${YEAR}`, `agency#${id}`, number, {
    image: {
      NewImage: {
        agency: { M: {} },
        inForce: { M: { submissionId: { S: `v-${id}` }, receivedAt: { S: '2024-01-05T00:00:00.000Z' } } },
      },
    },
  });

const refusing =
  (error: Error, which = DISTRICT): Store['table']['children'] =>
  (region, ...rest) =>
    region === which ? Promise.reject(error) : store.table.children(region, ...rest);

describe('a region that can’t be done', () => {
  it('is ordered as work, once for all that changed in it; the others are done', async () => {
    const answer = await follow({ children: refusing(new TypeError('a bug')) })({
      Records: [ofDistrict('1'), ofCity('2'), record(`${DISTRICT}#${YEAR}`, 'agency#a-2', '3')],
    });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(orders).toEqual([
      { work: 'recompute', region: DISTRICT, year: YEAR, reason: 'TypeError: a bug', correlationId: 'e-1' },
    ]);
    expect(counted.get('TotalsRecomputed')).toBe(1);
    expect(counted.get(FAILURES_METRIC)).toBe(1);
    expect(flushes).toBe(1);
  });

  it('is read again from its first record where it can’t be ordered', async () => {
    const answer = await follow(
      { children: refusing(new TypeError('a bug')) },
      false,
    )({
      Records: [ofCity('1'), ofDistrict('2'), ofDistrict('3')],
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });

  it('is ordered where a record of it can’t be read, and where a report can’t be compared; others are compared', async () => {
    const looked: string[] = [];
    const agencyYearsAt: Store['table']['agencyYearsAt'] = (places, ...rest) => {
      looked.push(...places.map(({ agencyId }) => agencyId));
      if (places.some(({ agencyId }) => agencyId === 'b-1')) throw new TypeError('a bug');
      return store.table.agencyYearsAt(places, ...rest);
    };
    const otherYear = record(`${DISTRICT}#${YEAR + 1}`, 'agency#a-1', '3', {
      image: { NewImage: { inForce: { M: {} } } },
    });
    const elsewhere = changed('b-1', '2');
    elsewhere.dynamodb!.Keys!['pk'] = { S: `450203#${YEAR}` };
    const answer = await follow({ agencyYearsAt })({ Records: [changed('a-3', '1'), elsewhere, otherYear] });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(orders).toMatchObject([
      { region: '450203', year: YEAR, reason: 'TypeError: a bug' },
      { region: DISTRICT, year: YEAR + 1, reason: expect.stringContaining('CorruptItemError') as string },
    ]);
    expect(looked.filter((id) => id === 'a-3').length).toBeGreaterThan(1);
  });
});

describe('what a store refuses', () => {
  const throttled = new UnavailableError('throttled');

  it('is read again, and ordered by nobody', async () => {
    const answer = await follow({ children: () => Promise.reject(throttled) })({
      Records: [ofDistrict('1', 600), ofCity('2', 600)],
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }] });
    expect(orders).toEqual([]);
  });

  it('of one region, for minutes on end while others are served, is that region’s own', async () => {
    const handler = follow({ children: refusing(throttled) });
    expect(await handler({ Records: [ofDistrict('1', 5), ofCity('2', 5)] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(orders).toEqual([]);
    expect(await handler({ Records: [ofDistrict('1', 11), ofCity('2', 11)] })).toEqual({
      batchItemFailures: [],
    });
    expect(orders).toMatchObject([{ region: DISTRICT, reason: 'UnavailableError: throttled' }]);
  });

  it('of a region that comes alone is its own after an hour, so that no stream waits for it', async () => {
    const handler = follow({ children: refusing(throttled) });
    expect(await handler({ Records: [ofDistrict('1', 59)] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(orders).toEqual([]);
    expect(await handler({ Records: [ofDistrict('1', 61)] })).toEqual({ batchItemFailures: [] });
    expect(orders).toMatchObject([{ region: DISTRICT }]);
  });

  it('is read again with all that lies behind it: nothing there is ordered again each time', async () => {
    const children: Store['table']['children'] = (region) =>
      Promise.reject(region === DISTRICT ? throttled : new TypeError('a bug'));
    const handler = follow({ children });
    expect(await handler({ Records: [ofDistrict('1'), ofCity('2')] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }],
    });
    expect(orders).toEqual([]);
    expect(await handler({ Records: [ofCity('2'), ofDistrict('3')] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '3' }],
    });
    expect(orders).toMatchObject([{ region: CITY }]);
  });

  it('of comparisons is read again, too', async () => {
    const answer = await follow({ agencyYearsAt: () => Promise.reject(throttled) })({
      Records: [changed('a-1', '1'), changed('a-3', '2')],
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  });
});

describe('an order to recompute', () => {
  it('has a key of its own among those of the nights', () => {
    const work = { region: DISTRICT, year: YEAR };
    expect(makeRecomputeKey(work)).toBe(`reconcile/recompute/${YEAR}/${DISTRICT}.json`);
    expect(parseRecomputeKey(makeRecomputeKey(work))).toEqual(work);
    expect(parseReconcileKey(makeRecomputeKey(work))).toBeUndefined();
    expect(parseRecomputeKey(`reconcile/2026-01-24/${YEAR}/${DISTRICT}.json`)).toBeUndefined();
  });

  it('fails for as long as the region has an item that can’t be read, and is done when that is mended', async () => {
    const { rejected, kept } = keptRejections();
    const reconcile = createReconcile({ ...store, observer, rejected });
    const object = {
      key: makeRecomputeKey({ region: DISTRICT, year: YEAR }),
      versionId: '1',
      sequencer: '0A',
    };
    const body = JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3: { object } }] });
    const message = { messageId: 'm-1', body, attributes: { ApproximateReceiveCount: '1' } };
    const deliver = () => reconcile({ Records: [message] } as unknown as SQSEvent, A_CONTEXT);

    await createTableClient(engines.dynamodb).send(
      new PutCommand({
        TableName: store.tableName,
        Item: { ...makeAgencyYearKey(placeOf('a-2')), v: 1, revision: 7, year: 'no number' },
      }),
    );
    expect(await deliver()).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
    // Not put aside: a dead letter holds the work, and is delivered once more.
    expect(kept).toEqual([]);
    expect((await rebuildYear(store, YEAR)).failures).toEqual([]);
    expect(await deliver()).toEqual({ batchItemFailures: [] });
  });
});
