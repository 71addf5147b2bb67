/** What receiving an upload does not ask for, because it is not there nearly always; and that nothing is missed where it is. */
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReportBucket } from '../../shared/adapters/bucket/report-bucket.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { isExported } from '../../shared/adapters/table/exported-items.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import {
  commonPhrasesPartition,
  makePhrasesHeadKey,
  REDACTIONS_HEAD,
  WRONG_PHRASES_PARTITION,
  type ItemKey,
} from '../../shared/contracts/table/keys.ts';
import { wrongPhrasesCodec } from '../../shared/contracts/table/phrase-codecs.ts';
import { countEpochMs, makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { collectFailures } from '../../shared/pipeline/collect-failures.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { receiveUpload, type Upload } from '../../shared/pipeline/receive-upload.ts';
import { rebuildAll } from '../../shared/pipeline/rebuild-all.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { redact } from '../../shared/pipeline/redact.ts';
import { raiseRedactions, renewRedactions } from '../../shared/pipeline/redaction-head.ts';
import { renewHeads } from '../../shared/pipeline/renew-heads.ts';
import { verifyUploads } from '../../shared/pipeline/verify.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { DISTRICT, REGIONS, member } from '../support/a-desk.ts';
import { at } from '../support/a-report.ts';
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

const TEXT =
  '本机关把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录;在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件。'.repeat(
    3,
  );
const bytesOf = (received: number, place = PLACE): Uint8Array => {
  const document = aBalancedReport({ ...place, received });
  document['narrative'] = { overview: TEXT, problems: '有的栏目更新偏慢,下一步逐项改进。', other: '' };
  return new TextEncoder().encode(JSON.stringify(document));
};

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
        const asked = JSON.stringify(args.input).matchAll(/":?pk":(?:\{"S":)?"([^"]+)"/g);
        requests.push(`${commandName} ${[...asked].map(([, pk]) => pk).join(' ')}`);
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

const open = (store: Store) =>
  openTable(
    { TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
    { region, credentials },
  ).client;
const readItem = async (store: Store, { pk, sk }: ItemKey) =>
  (await open(store).send(new GetCommand({ TableName: store.tableName, Key: { pk, sk } }))).Item;
const loseItem = (store: Store, { pk, sk }: ItemKey) =>
  open(store).send(new DeleteCommand({ TableName: store.tableName, Key: { pk, sk } }));
const putItem = (store: Store, Item: Record<string, unknown>) =>
  open(store).send(new PutCommand({ TableName: store.tableName, Item }));
async function renewed(store: Store): Promise<void> {
  const { failures, attempt } = collectFailures();
  await renewHeads(store, attempt);
  expect(failures).toEqual([]);
}

it('a correction that has just come makes so many requests, and none for what is not there', async () => {
  const { store, where } = await aPlace();
  await renewed(store);
  const last = { ...PLACE, year: PLACE.year - 1 };
  const { versionId } = await store.bucket.upload('inbox', last, bytesOf(3, last));
  await receiveUpload(store, {
    key: makeDocumentKey('inbox', last),
    versionId,
    sequencer: String(versionId),
  });
  const { store: process, requests } = watched(store, where);
  await receiveUpload(process, { ...(await upload(store, bytesOf(3))), deliveries: 1 });
  requests.length = 0;
  await receiveUpload(process, { ...(await upload(store, bytesOf(4))), deliveries: 1 });
  // Besides those by which others' texts are found, and last year's is compared.
  const told = requests
    .filter((one) => !/narrative#|GetObjectCommand archive/.test(one))
    .map((one) => one.replace(/(archive|receipts|audit).*/, '$1'));
  expect(told.sort()).toEqual([
    'BatchGetItemCommand unplaced 450205#2024 agency#aa 450205#2024 450205#2023 redactions phrases#heads phrases#heads',
    `GetObjectCommand ${KEY}`,
    'PutObjectCommand archive',
    'PutObjectCommand receipts',
    // With its entry of the audit trail.
    'TransactWriteItemsCommand 450205#2024 450205#2024 audit',
  ]);
});

it('an export leaves out what is told of elsewhere', () => {
  const told = [REDACTIONS_HEAD, makePhrasesHeadKey(WRONG_PHRASES_PARTITION)].map(({ pk }) => pk);
  expect([...told, WRONG_PHRASES_PARTITION, 'regions', undefined].map(isExported)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});

describe('a record of a redaction', () => {
  const NAME = '王小明';
  const withName = (received: number, end = ''): Uint8Array => {
    const document = aBalancedReport({ ...PLACE, received });
    document['narrative'] = { overview: `群众${NAME}来访,已当面答复。`, problems: '无', other: '' };
    return new TextEncoder().encode(JSON.stringify(document) + end);
  };
  const lookedFor = (requests: readonly string[]) =>
    requests.filter((one) => one.startsWith('GetObjectCommand redactions/'));
  const isKept = async (store: Store, bytes: Uint8Array) =>
    new TextDecoder().decode(await store.bucket.archived(store.sha256(bytes))).includes(NAME);
  async function redacted(bytes = withName(3)) {
    const place = await aPlace();
    const first = await upload(place.store, bytes);
    await receiveUpload(place.store, first);
    const asked = {
      key: KEY,
      submissionId: first.versionId ?? '',
      at: place.store.now(),
      by: '张三',
      reason: '误登',
    };
    await redact(place.store, asked);
    return { ...place, asked };
  }

  it('is told of before it is there, and found by bytes and by what they say', async () => {
    const { store, where } = await aPlace();
    await renewed(store);
    const told: unknown[] = [];
    const putRedaction: Store['bucket']['putRedaction'] = async (record) => {
      told.push((await store.table.redactionsHead()).told);
      await store.bucket.putRedaction(record);
    };
    const first = await upload(store, withName(3));
    await receiveUpload(store, first);
    expect((await store.table.redactionsHead()).told).toEqual([]);
    const watching = { ...store, bucket: { ...store.bucket, putRedaction } };
    await redact(watching, {
      key: KEY,
      submissionId: first.versionId ?? '',
      at: store.now(),
      by: '张三',
      reason: '误登',
    });
    expect(told).toEqual([[expect.any(String), expect.any(String)]]);
    const { store: process, requests } = watched(watching, where);
    const others = withName(3, ' ');
    for (const bytes of [withName(3), others]) {
      await receiveUpload(
        { ...process, bucket: { ...process.bucket, putRedaction } },
        await upload(store, bytes),
      );
      expect(await isKept(store, bytes)).toBe(false);
    }
    expect(lookedFor(requests)).toHaveLength(4);
    // The other bytes have a record of their own, which was told of first, too.
    expect(told).toHaveLength(2);
    expect(told[1]).toContain(store.sha256(others).slice(0, 6));
    requests.length = 0;
    await receiveUpload(process, await upload(store, withName(4)));
    expect(lookedFor(requests)).toEqual([]);
  });

  it.each<[string, (store: Store) => Promise<unknown>]>([
    ['is lost', (store) => loseItem(store, REDACTIONS_HEAD)],
    ['is of another form', (store) => putItem(store, { ...REDACTIONS_HEAD, v: 9, revision: 'x', marks: [] })],
    [
      'was told by the table that this one was restored from',
      (store) => putItem(store, { ...REDACTIONS_HEAD, v: 1, revision: 7, table: 'another', marks: [] }),
    ],
  ])('is looked for where the head %s, which a night makes anew', async (_, damage) => {
    const { store } = await redacted();
    const before = (await store.table.redactionsHead()).told;
    await damage(store);
    expect((await store.table.redactionsHead()).told).toBeUndefined();
    await receiveUpload(store, await upload(store, withName(3)));
    expect(await isKept(store, withName(3))).toBe(false);
    await renewed(store);
    expect((await store.table.redactionsHead()).told).toEqual(before);
    const written = await readItem(store, REDACTIONS_HEAD);
    await renewed(store);
    expect(await readItem(store, REDACTIONS_HEAD)).toEqual(written);
  });

  it('is looked for by an upload that was held up since it was told of none', async () => {
    const { store, where } = await aPlace();
    await renewed(store);
    const { store: process, requests } = watched(store, where);
    let heldUpMs = 0;
    const now = () => makeInstant(countEpochMs(store.now()) + heldUpMs);
    const filing: Store['table']['filing'] = async (...asked) => {
      const told = await process.table.filing(...asked);
      heldUpMs = 10_000;
      return told;
    };
    await receiveUpload({ ...process, now, table: { ...process.table, filing } }, await upload(store));
    expect(lookedFor(requests)).toHaveLength(2);
  });

  it('is told of where the head was lost and another document is redacted next', async () => {
    const { store } = await redacted();
    const before = (await store.table.redactionsHead()).told;
    await loseItem(store, REDACTIONS_HEAD);
    await raiseRedactions(store, [{ sha256: 'fedcba9876' }]);
    expect((await store.table.redactionsHead()).told).toEqual([before ?? [], 'fedcba'].flat().sort());
  });

  it('that is told of while the head is made anew stays told of', async () => {
    const { store } = await aPlace();
    let isRaised = false;
    const redactedHashes: Store['bucket']['redactedHashes'] = async function* () {
      yield* store.bucket.redactedHashes();
      if (isRaised) return;
      isRaised = true;
      await raiseRedactions(store, [{ sha256: 'abcdef0123', content: '0123456789' }]);
    };
    await renewRedactions({ ...store, bucket: { ...store.bucket, redactedHashes } });
    expect((await store.table.redactionsHead()).told).toEqual(['012345', 'abcdef']);
  });

  it('that a table put back under its own name does not tell of is found by verification, and a rebuild tells it', async () => {
    const { store } = await redacted();
    const head = await readItem(store, REDACTIONS_HEAD);
    await putItem(store, { ...head, marks: [] });
    const faults = async () =>
      (await verifyUploads(store)).discrepancies.filter(({ id }) => id === 'redactions');
    expect(await faults()).toHaveLength(1);
    await rebuildAll(store, [2024]);
    expect(await faults()).toEqual([]);
  });
});

describe('lists of phrases', () => {
  const instant = (minute: number): Instant => at(`2026-11-28T04:${String(minute).padStart(2, '0')}:00Z`);
  const anEdition = (minute: number) => ({ edition: `${minute}`, since: instant(minute), entries: [] });
  const HEAD = makePhrasesHeadKey(WRONG_PHRASES_PARTITION);
  const tell = async ({ table }: Store) =>
    (await table.filing(KEY, PLACE, 'x', { withHeads: true })).heads.wrongPhrases;
  const find = async (store: Store, minute: number) =>
    (await store.table.wrongPhrases(instant(minute), await tell(store)))?.edition;

  it('are known by their editions, each read once by a process, and none asked for where there is none', async () => {
    const { store, where } = await aPlace();
    await store.table.putWrongPhrases(anEdition(10));
    await store.table.putWrongPhrases(anEdition(30));
    // For an instant that is over.
    await store.table.putWrongPhrases(anEdition(20));
    const { store: process, requests } = watched(store, where);
    const found = [];
    for (const minute of [5, 10, 15, 25, 35, 5, 10, 15, 25, 35]) found.push(await find(process, minute));
    expect(found).toEqual([undefined, '10', '10', '20', '30', undefined, '10', '10', '20', '30']);
    expect(requests.filter((one) => one.includes('phrases#wrong'))).toHaveLength(3);
    // Put since, by somebody else.
    await store.table.putWrongPhrases(anEdition(33));
    expect(await find(process, 35)).toBe('33');
    expect(await store.table.putWrongPhrases(anEdition(33))).toBe('outdated');
  });

  it('are asked for where their head is lost or of another form, and the next edition makes it anew', async () => {
    const { store } = await aPlace();
    await store.table.putWrongPhrases(anEdition(10));
    for (const damage of [
      () => loseItem(store, HEAD),
      () => putItem(store, { ...HEAD, v: 1, revision: 4, since: 'of another form' }),
    ]) {
      await damage();
      expect(await tell(store)).toBeUndefined();
      expect(await find(store, 15)).toBe('10');
    }
    await store.table.putWrongPhrases(anEdition(20));
    expect(await tell(store)).toEqual({ since: [instant(10), instant(20)], isWhole: true });
  });

  it('that an earlier release put without telling are told of by the next night', async () => {
    const { store } = await aPlace();
    await store.table.putWrongPhrases(anEdition(10));
    await putItem(store, wrongPhrasesCodec.encode(anEdition(20)));
    expect((await reconcile(store, { graceMs: 0 })).failures).toEqual([]);
    expect(await find(store, 25)).toBe('20');
  });

  it('have an edition that is named and not there looked for', async () => {
    const { store } = await aPlace();
    await store.table.putWrongPhrases(anEdition(10));
    await store.table.putWrongPhrases(anEdition(20));
    await loseItem(store, wrongPhrasesCodec.encode(anEdition(20)));
    expect(await find(store, 25)).toBe('10');
  });

  it('put by two at once are both told of', async () => {
    const { store } = await aPlace();
    const written = await Promise.all([10, 20, 30].map((one) => store.table.putWrongPhrases(anEdition(one))));
    const there = (await store.table.wrongPhraseEditions()).map(({ since }) => since);
    expect(written.filter((one) => one === 'written')).toHaveLength(there.length);
    expect((await tell(store))?.since).toEqual(there);
  });

  it('are told by a province and year, whose common ones a report is measured by', async () => {
    const { store, where } = await aPlace();
    const key = { province: '450000', year: PLACE.year - 1 };
    const { table } = store;
    await table.putCommonPhrases({ ...key, ...anEdition(10), texts: 60, entries: ['全年公开工作平稳'] });
    const { store: process, requests } = watched(store, where);
    const { heads } = await process.table.filing(KEY, PLACE, 'x', { withHeads: true });
    for (const minute of [5, 15, 15])
      await process.table.commonPhrases(key, instant(minute), heads.commonPhrases);
    expect(requests.filter((one) => one.endsWith(commonPhrasesPartition(key)))).toHaveLength(1);
    expect(await process.table.commonPhrases(key, instant(15), heads.commonPhrases)).toMatchObject({
      edition: '10',
    });
  });
});
