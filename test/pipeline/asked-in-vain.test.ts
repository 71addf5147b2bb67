/** What receiving an upload does not ask for, because it is not there nearly always; and that nothing is missed where it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReportBucket } from '../../shared/adapters/bucket/report-bucket.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { countEpochMs, makeInstant } from '../../shared/domain/basics/calendar.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { receiveUpload, type Upload } from '../../shared/pipeline/receive-upload.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { DISTRICT, REGIONS, member } from '../support/a-desk.ts';
import { aBucket, aStore, type EngineAddresses, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const PLACE = { district: DISTRICT, agencyId: 'aa', year: 2024 };
const KEY = makeDocumentKey('inbox', PLACE);
const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const region = 'us-east-1';

let buckets = 0;
async function aPlace(roster = [member('aa')]): Promise<{ store: Store; where: EngineAddresses }> {
  const where = { ...engines, bucket: await aBucket(engines, `in-vain-${++buckets}`) };
  return { store: await aStore(where, { regions: REGIONS, roster }), where };
}

const bytesOf = (received: number): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(aBalancedReport({ ...PLACE, received })));

async function upload(store: Store, bytes = bytesOf(3)): Promise<Upload> {
  const { versionId } = await store.bucket.upload('inbox', PLACE, bytes);
  return { key: KEY, versionId, sequencer: String(versionId) };
}

/** The same store by a process of its own, whose requests are told: a verb, and the object's key or what was asked of the table. */
function watched(store: Store, where: EngineAddresses): { store: Store; requests: string[] } {
  const requests: string[] = [];
  const opened = openTable(
    { TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: where.dynamodbEndpoint },
    { region, credentials },
  );
  opened.client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const [, pk = ''] =
          /"pk":\{"S":"([^"]+)"|":pk":\{"S":"([^"]+)"/.exec(JSON.stringify(args.input)) ?? [];
        requests.push(`${commandName} ${pk}`);
        return next(args);
      },
    { step: 'initialize' },
  );
  const client = createS3Client({ endpoint: where.s3Endpoint, region, credentials });
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        requests.push(`${commandName} ${'Key' in args.input ? String(args.input.Key) : ''}`);
        return next(args);
      },
    { step: 'initialize' },
  );
  return {
    store: {
      ...store,
      table: createReportTable(opened),
      bucket: createReportBucket({ client, bucketName: where.bucket }),
    },
    requests,
  };
}

describe('a receipt that was said', () => {
  const receiptOf = ({ bucket }: Store, { versionId }: Upload) => bucket.receipt(KEY, versionId ?? '');
  const gets = (requests: readonly string[]) =>
    requests.filter((one) => one.startsWith('GetObjectCommand receipts/'));

  it('is not looked for where an event comes for the first time, right after its upload', async () => {
    const { store, where } = await aPlace();
    const { store: process, requests } = watched(store, where);
    const first = await upload(store);
    const received = await receiveUpload(process, { ...first, deliveries: 1 });
    expect(gets(requests)).toEqual([]);
    expect(received).toMatchObject({ kind: 'received', receipt: await receiptOf(store, first) });
  });

  it.each([
    ['that was delivered before', { deliveries: 2 }, 0],
    ['that no event tells of', {}, 0],
    ['whose event comes late', { deliveries: 1 }, 6],
  ])('is looked for of an upload %s', async (_, told, minutes) => {
    const { store, where } = await aPlace();
    const { store: process, requests } = watched(store, where);
    const now = () => makeInstant(countEpochMs(store.now()) + minutes * 60_000);
    await receiveUpload({ ...process, now }, { ...(await upload(store)), ...told });
    expect(gets(requests)).toHaveLength(1);
  });

  it('stays said where the table was lost since, even if the event says that it comes first', async () => {
    const { store, where } = await aPlace([member('bb')]);
    const first = await upload(store);
    await receiveUpload(store, { ...first, deliveries: 1 });
    const said = await receiptOf(store, first);
    expect(said).toMatchObject({ outcome: 'returned' });
    const anew = await aStore(where, { regions: REGIONS, roster: [member('aa')] });
    const received = await receiveUpload(anew, { ...first, deliveries: 1 });
    const told = await receiptOf(anew, first);
    expect(received).toMatchObject({ kind: 'received', receipt: told });
    expect(told).toMatchObject({
      outcome: 'accepted',
      earlier: [{ processedAt: said?.processedAt, outcome: 'returned' }],
    });
  });

  it('is the same one where the same decision is made once more', async () => {
    const { store, where } = await aPlace();
    const first = await upload(store);
    await receiveUpload(store, { ...first, deliveries: 1 });
    const said = await receiptOf(store, first);
    const anew = await aStore(where, { regions: REGIONS, roster: [member('aa')] });
    expect(await receiveUpload(anew, { ...first, deliveries: 1 })).toMatchObject({ receipt: said });
    expect(await receiptOf(anew, first)).toEqual(said);
  });

  it('is looked for of what could not be placed when it came', async () => {
    const { store, where } = await aPlace([member('bb')]);
    const first = await upload(store);
    await receiveUpload(store, { ...first, deliveries: 1 });
    await loadRoster(store.table, [member('aa')], store.now());
    const { store: process, requests } = watched(store, where);
    await receiveUpload(process, { ...first, deliveries: 1 });
    expect(gets(requests)).toHaveLength(1);
    expect(await receiptOf(store, first)).toMatchObject({
      outcome: 'accepted',
      earlier: [{ outcome: 'returned' }],
    });
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 0, failures: [] });
  });
});
