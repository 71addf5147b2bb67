/** What can never succeed: kept as evidence, counted, not tried again, and in nobody's way; nothing is lost by it. */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandler as createReceive } from '../../functions/receive-report/handler.ts';
import { createS3Client, createTableClient } from '../../shared/adapters/clients.ts';
import { createRejectedMessages } from '../../shared/adapters/bucket/rejected-messages.ts';
import { makeAgencyYearKey } from '../../shared/contracts/table/keys.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { FAILURES_METRIC, REJECTED_METRIC } from '../../shared/contracts/wiring.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { UnavailableError } from '../../shared/errors.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import type { Observer } from '../../shared/runtime/observe.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { DISTRICT, REGIONS, member } from '../support/a-desk.ts';
import { aBucket, aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { keptRejections } from '../support/kept-rejections.ts';
import { A_CONTEXT } from '../support/queue-event.ts';

const YEAR = 2023;
const IDS = ['a-1', 'a-2', 'a-3'];
const placeOf = (agencyId: string, year = YEAR): Place => ({ district: DISTRICT, agencyId, year });

let engines: TestEngines;
let store: Store;
let bucketName: string;
const counted = new Map<string, number>();
let flushes = 0;
const observer: Observer = {
  event: () => undefined,
  failed: () => void counted.set(FAILURES_METRIC, (counted.get(FAILURES_METRIC) ?? 0) + 1),
  count: (metric, value = 1) => void counted.set(metric, (counted.get(metric) ?? 0) + value),
  flush: () => void (flushes += 1),
};

beforeAll(async () => {
  engines = await startEngines();
  bucketName = await aBucket(engines, 'rejections');
  store = await aStore(
    { ...engines, bucket: bucketName },
    { regions: REGIONS, roster: IDS.map((id) => member(id)) },
  );
});
afterAll(() => engines.stop());
beforeEach(() => {
  counted.clear();
  flushes = 0;
});

const rejectedOf = (functionName: string) =>
  createRejectedMessages({ client: createS3Client(engines.s3), bucketName, functionName, now: store.now });

async function evidence(key: string): Promise<unknown> {
  const { Body } = await createS3Client(engines.s3).send(
    new GetObjectCommand({ Bucket: bucketName, Key: key }),
  );
  return JSON.parse((await Body?.transformToString()) ?? '');
}

async function damage(place: Place): Promise<void> {
  await createTableClient(engines.dynamodb).send(
    new PutCommand({
      TableName: store.tableName,
      Item: { ...makeAgencyYearKey(place), v: 1, revision: 7, year: 'no number' },
    }),
  );
}

async function upload(agencyId: string): Promise<{ key: string; versionId: string; body: string }> {
  const place = placeOf(agencyId);
  const bytes = new TextEncoder().encode(JSON.stringify(aBalancedReport({ ...place, received: 3 })));
  const versionId = String((await store.bucket.upload('inbox', place, bytes)).versionId);
  const key = makeDocumentKey('inbox', place);
  const object = { key, versionId, sequencer: '0A' };
  const body = JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3: { object } }] });
  return { key, versionId, body };
}

const messages = (...bodies: string[]): SQSEvent =>
  ({
    Records: bodies.map((body, index) => ({
      messageId: `m-${index + 1}`,
      receiptHandle: `r-${index + 1}`,
      body,
      attributes: { ApproximateReceiveCount: '2' },
    })),
  }) as SQSEvent;

describe('an upload that meets a damaged item', () => {
  it('is put aside with its reason, and received once the item is mended', async () => {
    await damage(placeOf('a-1'));
    const { key, versionId, body } = await upload('a-1');
    const receive = createReceive({ ...store, observer, rejected: rejectedOf('receive-report') });
    expect(await receive(messages(body, '<xml>'), A_CONTEXT)).toEqual({ batchItemFailures: [] });
    expect(await evidence('rejected/receive-report/m-1-0A.json')).toEqual({
      v: 1,
      functionName: 'receive-report',
      id: 'm-1-0A',
      rejectedAt: expect.any(String) as string,
      family: 'CorruptItemError',
      reason: expect.stringContaining('agency#a-1 does not fit') as string,
      message: body,
    });
    expect(await evidence('rejected/receive-report/m-2.json')).toMatchObject({
      family: 'PermanentError',
      reason: 'the message is not JSON',
      message: '<xml>',
    });
    expect(counted).toEqual(
      new Map([
        [FAILURES_METRIC, 2],
        [REJECTED_METRIC, 2],
      ]),
    );
    expect(flushes).toBe(1);

    expect(await store.bucket.receipt(key, versionId)).toBeUndefined();
    const { failures } = await rebuildYear(store, YEAR);
    expect(failures).toEqual([]);
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 1, failures: [] });
    expect((await store.bucket.receipt(key, versionId))?.outcome).toBe('accepted');
  });

  it('is delivered again where the evidence can’t be kept', async () => {
    const receive = createReceive({
      ...store,
      observer,
      rejected: { keep: () => Promise.reject(new UnavailableError('no bucket')) },
    });
    const { batchItemFailures } = await receive(messages('<xml>'), A_CONTEXT);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm-1' }]);
    expect(counted).toEqual(new Map([[FAILURES_METRIC, 1]]));
  });
});

describe('what may succeed later, and a bug,', () => {
  it('are delivered again after the delay of the wiring, and put aside by nobody', async () => {
    const { body } = await upload('a-2');
    const { rejected, kept } = keptRejections();
    const delays: number[] = [];
    for (const error of [new UnavailableError('throttled'), new TypeError('a bug')]) {
      const receive = createReceive({
        ...store,
        table: { ...store.table, filing: () => Promise.reject(error) },
        observer,
        rejected,
        queue: { postpone: (_, delayS) => Promise.resolve(void delays.push(delayS)) },
      });
      const { batchItemFailures } = await receive(messages(body), A_CONTEXT);
      expect(batchItemFailures).toEqual([{ itemIdentifier: 'm-1' }]);
    }
    expect(delays).toEqual([10, 10]);
    expect(kept).toEqual([]);
  });
});
