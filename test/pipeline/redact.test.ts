/** A text that slipped through is taken away for good, and everything else says what it said. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostbox } from '../../shared/adapters/bucket/postbox.ts';
import { createReportBucket } from '../../shared/adapters/bucket/report-bucket.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { readBytes } from '../../shared/adapters/translate-error.ts';
import {
  MAX_DOCUMENT_BYTES,
  makeArchiveKey,
  makeDocumentKey,
  makeRedactionKey,
} from '../../shared/contracts/bucket/object-keys.ts';
import { nameReceiptLetter } from '../../shared/contracts/bucket/posted-mail.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { nameVersion } from '../../shared/contracts/table/item-versions.ts';
import { submissionCodec } from '../../shared/contracts/table/submission-codec.ts';
import { rebuildAll } from '../../shared/pipeline/rebuild-all.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { redact } from '../../shared/pipeline/redact.ts';
import { redactCopy } from '../../shared/pipeline/redact-copy.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { verifyUploads, verifyYear } from '../../shared/pipeline/verify.ts';
import { aDesk, DISTRICT, member } from '../support/a-desk.ts';
import { at } from '../support/a-report.ts';
import { aBucket, settle, type EngineAddresses } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const NAME = '王小明';
const TEXT = `群众${NAME}来访咨询征收补偿事项,已当面答复并公开了相关文件。本机关把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录;在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件;对申请较多的征收补偿事项主动公布流程、标准和结果,减少了同类申请;组织各股室学习条例,请法制机构讲解答复文书的写法。`;
const EXPLANATION = `${NAME}的申请登记在次年。`;
const AT = at('2025-01-20T10:00:00+08:00');

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const openClient = () =>
  createS3Client({
    endpoint: engines.s3Endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  });

/** Every version of every object below these prefixes, as text. */
async function allTexts(prefixes: readonly string[], Bucket = engines.bucket): Promise<string[]> {
  const client = openClient();
  const texts: string[] = [];
  for (const Prefix of prefixes) {
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
    for (const { Key, VersionId } of Versions) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      texts.push(`${Key} ${new TextDecoder().decode(await readBytes(Body))}`);
    }
  }
  return texts;
}

/** A bucket of its own, for what looks at all of it. */
const anOwn = async (name: string): Promise<EngineAddresses> => ({
  ...engines,
  bucket: await aBucket(engines, name),
});

/** What the stream leads to where only this agency's years changed. */
const follow = ({ desk: { store }, place }: { desk: Awaited<ReturnType<typeof aDesk>>; place: Place }) =>
  settle(store, [{ ...place, year: place.year - 1 }, place]);

async function aFiledDesk(id: string, where: EngineAddresses = engines, others: readonly string[] = []) {
  const desk = await aDesk(
    where,
    [id, ...others].map((one) => member(one)),
  );
  const filing = {
    id,
    year: 2024,
    carriedIn: 3,
    at: AT,
    change: (document: Record<string, unknown>): void => {
      document['narrative'] = { overview: TEXT, problems: '无', other: '' };
      document['notes'] = [{ path: '/applications/received', text: `含${NAME}的申请` }];
    },
    explanations: [
      { rule: 'Y1', path: '/applications/carriedIn/naturalPerson', text: EXPLANATION },
      { rule: 'Y1', path: '/applications/carriedIn/total', text: EXPLANATION },
      { rule: 'Q2', path: '/narrative/problems', text: `${NAME}一案外无问题。` },
    ],
  };
  const place = { district: DISTRICT, agencyId: id, year: 2024 };
  await desk.receive({ id, year: 2023, carriedOut: 2, at: '2024-01-20T10:00:00+08:00' });
  await desk.receive(filing);
  await follow({ desk, place });
  const item = await desk.item(id, 2024);
  const asked = {
    key: makeDocumentKey('inbox', place),
    submissionId: item.inForce?.submissionId ?? '',
    at: at('2025-06-01T00:00:00Z'),
    by: '张三',
    reason: '误登姓名',
  };
  return { desk, filing, place, item, asked };
}

describe('a redacted submission', () => {
  it('says its figures, and nothing that somebody wrote', async () => {
    const { desk, place, item, asked } = await aFiledDesk('ra');
    const sha256 = item.inForce?.sha256 ?? '';
    const prefixes = [`backfill/${DISTRICT}/ra/`, `archive/${sha256}`, `receipts/backfill/${DISTRICT}/ra/`];
    expect((await allTexts(prefixes)).join('\n')).toContain(NAME);
    expect(item.inForce?.narrative).toBeDefined();

    const done = await redact(desk.store, asked);
    expect(done).toMatchObject({ uploads: 1, receipts: 1, place });
    await follow({ desk, place });

    const left = await allTexts(prefixes);
    expect(left.join('\n')).not.toContain(NAME);
    expect(left.map((text) => text.split('/')[0])).toEqual(['backfill', 'archive', 'receipts', 'receipts']);
    const after = await desk.item('ra', 2024);
    expect(after.inForce?.figures).toEqual(item.inForce?.figures);
    expect(after.inForce?.sha256).toBe(sha256);
    expect(after.inForce?.narrative).toBeUndefined();
    expect(after.inForce?.openWarnings).toBe(0);
    expect(after.explanations).toHaveLength(3);
    const [submission] = await desk.store.table.submissions(place);
    expect(submission?.redacted).toMatchObject({ by: '张三', reason: '误登姓名', at: asked.at });
    const state = JSON.stringify([...(await desk.store.state()).values()]);
    expect(state.includes(NAME)).toBe(false);
    expect(state.includes('"narrative"')).toBe(false);
  });

  it('is what verify, rebuild and reconciliation find right', async () => {
    const { desk, asked, place } = await aFiledDesk('rb');
    await redact(desk.store, asked);
    await follow({ desk, place });
    const before = await desk.store.state();
    expect((await verifyYear(desk.store.table, desk.store.bucket, 2024)).discrepancies).toEqual([]);
    expect(await rebuildYear(desk.store, 2024)).toMatchObject({ mended: [], removed: [], failures: [] });
    expect(await desk.store.state()).toEqual(before);
    expect(await redact(desk.store, asked)).toMatchObject({ uploads: 0 });
    await follow({ desk, place });
    expect(await desk.store.state()).toEqual(before);
  });

  it('is not brought back by the same document', async () => {
    const { desk, filing, item, asked } = await aFiledDesk('rc');
    await redact(desk.store, asked);
    await desk.receive({ ...filing, at: '2025-02-01T00:00:00Z' });
    const archived = await desk.store.bucket.archived(item.inForce?.sha256 ?? '');
    expect(new TextDecoder().decode(archived)).not.toContain(NAME);
  });

  it('is found out where somebody put another document in its place', async () => {
    const { desk, asked, item } = await aFiledDesk('rd');
    await redact(desk.store, asked);
    await desk.store.bucket.archiveRedacted(item.inForce?.sha256 ?? '', new TextEncoder().encode('{}'));
    const { discrepancies } = await verifyYear(desk.store.table, desk.store.bucket, 2024);
    expect(discrepancies.map(({ id }) => id)).toContain('rd');
  });

  it('is none where no submission is called so', async () => {
    const { desk, asked } = await aFiledDesk('re');
    expect(await redact(desk.store, { ...asked, submissionId: 'X' })).toBeUndefined();
  });
});

it('nothing of the nightly run undoes it', async () => {
  // Reconciliation looks at everything that is in the bucket.
  const own = await anOwn('redacted-alone');
  const { desk, asked, place } = await aFiledDesk('rf', own);
  await redact(desk.store, asked);
  await follow({ desk, place });
  const before = await desk.store.state();
  const { received } = await reconcile(desk.store, { graceMs: 0 });
  expect(received).toBe(0);
  expect(await desk.store.state()).toEqual(before);
});

type Filed = Awaited<ReturnType<typeof aFiledDesk>>;

/** Everything that verification finds wrong: `id says`. */
async function listFaults({ desk }: Pick<Filed, 'desk'>): Promise<string[]> {
  const { discrepancies } = await verifyYear(desk.store.table, desk.store.bucket, 2024);
  const uploads = await verifyUploads(desk.store);
  return [...discrepancies, ...uploads.discrepancies].map(({ id, says }) => `${id} ${says.en}`);
}

async function isNamedAnywhere({ desk }: Pick<Filed, 'desk'>, bucket: string): Promise<boolean> {
  const texts = [...(await allTexts([''], bucket)), JSON.stringify([...(await desk.store.state()).values()])];
  return texts.some((text) => text.includes(NAME));
}

const bytesOfUpload = async ({ desk, asked, place }: Filed): Promise<Uint8Array> => {
  const { bytes } =
    (await desk.store.bucket.uploaded(makeDocumentKey('backfill', place), asked.submissionId)) ?? {};
  if (!bytes) throw new Error('no upload');
  return bytes;
};

async function upload({ desk, place }: Filed, bytes: Uint8Array, agencyId = place.agencyId) {
  const where = { ...place, agencyId };
  const key = makeDocumentKey('inbox', where);
  const { versionId } = await desk.store.bucket.upload('inbox', where, bytes);
  const received = await receiveUpload(desk.store, { key, versionId, sequencer: String(versionId) });
  await follow({ desk, place: where });
  return { key, versionId: versionId ?? '', received };
}

describe('nothing brings a text back that was redacted:', () => {
  it('the same bytes under another agency’s key lose it, too', async () => {
    const own = await anOwn('redacted-elsewhere');
    const filed = await aFiledDesk('rg', own, ['rg-other']);
    await upload(filed, await bytesOfUpload(filed), 'rg-other');
    const done = await redact(filed.desk.store, filed.asked);
    await follow(filed);
    expect(done?.submissions).toHaveLength(2);
    expect(done?.addresses.join()).toContain('/agencies/rg-other/years/2024*');
    expect(await isNamedAnywhere(filed, own.bucket)).toBe(false);
    expect(await listFaults(filed)).toEqual([]);
  });

  it('the same document, or one that says the same, loses it as it comes', async () => {
    const own = await anOwn('redacted-again');
    const filed = await aFiledDesk('rh', own);
    const bytes = await bytesOfUpload(filed);
    await redact(filed.desk.store, filed.asked);
    await follow(filed);
    for (const text of ['', ' ']) {
      const again = new TextEncoder().encode(text + new TextDecoder().decode(bytes));
      const { key, versionId, received } = await upload(filed, again);
      expect(received).toMatchObject({
        kind: 'received',
        receipt: { outcome: 'accepted', sha256: hashBytes(again) },
      });
      const archived = await filed.desk.store.bucket.archived(hashBytes(again));
      expect(new TextDecoder().decode(archived)).not.toContain(NAME);
      expect(JSON.stringify(await filed.desk.store.bucket.receipt(key, versionId))).not.toContain(NAME);
    }
    expect(JSON.stringify([...(await filed.desk.store.state()).values()])).not.toContain(NAME);
    const item = await filed.desk.item('rh', 2024);
    expect(item.inForce?.narrative).toBeUndefined();
    // The uploads themselves are for an operator.
    expect((await listFaults(filed)).filter((fault) => fault.includes('redact'))).toHaveLength(2);
    await rebuildAll(filed.desk.store, [2024]);
    expect(await isNamedAnywhere(filed, own.bucket)).toBe(false);
    expect(await listFaults(filed)).toEqual([]);
  });

  it('an upload that is on its way archives nothing over it', async () => {
    const { desk, item, asked, ...rest } = await aFiledDesk('ri');
    const bytes = await bytesOfUpload({ desk, item, asked, ...rest });
    const sha256 = item.inForce?.sha256 ?? '';
    const client = openClient();
    client.middlewareStack.add(
      (next) => async (args) => {
        if (JSON.stringify(args.input).includes(sha256) && 'Body' in args.input)
          await redact(desk.store, asked);
        return next(args);
      },
      { step: 'initialize' },
    );
    await createReportBucket({ client, bucketName: engines.bucket }).archive(sha256, bytes);
    expect((await allTexts([makeArchiveKey(sha256)])).join()).not.toContain(NAME);
  });

  it('verification finds a text that stands in the archive again, and a rebuild takes it out', async () => {
    const own = await anOwn('redacted-put-back');
    const filed = await aFiledDesk('rj', own);
    const bytes = await bytesOfUpload(filed);
    await redact(filed.desk.store, filed.asked);
    await follow(filed);
    const Key = makeArchiveKey(hashBytes(bytes));
    await openClient().send(new PutObjectCommand({ Bucket: own.bucket, Key, Body: bytes }));
    // As an earlier version wrote it.
    const record = makeRedactionKey(hashBytes(bytes));
    const [text = ''] = await allTexts([record], own.bucket);
    const { kept: _kept, ...before } = JSON.parse(text.slice(text.indexOf('{'))) as Record<string, unknown>;
    await openClient().send(
      new PutObjectCommand({ Bucket: own.bucket, Key: record, Body: JSON.stringify(before) }),
    );
    expect((await listFaults(filed)).join()).toContain(`${Key} has its text again`);
    await rebuildAll(filed.desk.store, [2024]);
    expect(await listFaults(filed)).toEqual([]);
    expect(await isNamedAnywhere(filed, own.bucket)).toBe(false);
    for await (const { kept } of filed.desk.store.bucket.redactions())
      expect(kept).toMatchObject([{ submissionId: filed.asked.submissionId, redacted: { by: '张三' } }]);
    expect((await rebuildAll(filed.desk.store, [2024])).redacted).toEqual([]);
  });

  it('a lost table is told from what was kept of it', async () => {
    const own = await anOwn('redacted-lost');
    const filed = await aFiledDesk('rk', own);
    await redact(filed.desk.store, filed.asked);
    await follow(filed);
    const before = await filed.desk.item('rk', 2024);
    const desk = await aDesk(own, [member('rk')]);
    expect((await listFaults({ desk })).join()).toContain(filed.asked.submissionId);
    expect((await reconcile(desk.store, { graceMs: 0 })).failures).toEqual([]);
    await follow({ desk, place: filed.place });
    const after = await desk.item('rk', 2024);
    expect(after.inForce).toEqual(before.inForce);
    expect(after.explanations).toEqual(before.explanations);
    expect(await desk.store.table.submissions(filed.place)).toMatchObject([{ redacted: { by: '张三' } }]);
    expect(await listFaults({ desk })).toEqual([]);
  });
});

describe('a redaction', () => {
  it('takes the figures from the upload where the archive has lost them', async () => {
    const own = await anOwn('redacted-archive-lost');
    const filed = await aFiledDesk('rl', own);
    const Key = makeArchiveKey(filed.item.inForce?.sha256 ?? '');
    await openClient().send(new DeleteObjectCommand({ Bucket: own.bucket, Key }));
    await redact(filed.desk.store, filed.asked);
    await follow(filed);
    expect(await listFaults(filed)).toEqual([]);
    expect(await isNamedAnywhere(filed, own.bucket)).toBe(false);
  });

  it('removes nothing where no whole document is left to take them from', async () => {
    const own = await anOwn('redacted-nothing-left');
    const filed = await aFiledDesk('rm', own);
    const { desk, item, asked, place } = filed;
    const sha256 = item.inForce?.sha256 ?? '';
    await desk.store.bucket.archiveRedacted(sha256, new TextEncoder().encode('{}'));
    const key = makeDocumentKey('backfill', place);
    await desk.store.bucket.removeUpload(key, asked.submissionId);
    await openClient().send(
      new PutObjectCommand({ Bucket: own.bucket, Key: makeArchiveKey(sha256), Body: 'damaged' }),
    );
    const before = await desk.store.state();
    await expect(redact(desk.store, asked)).rejects.toThrow('gouji rebuild');
    expect(await desk.store.state()).toEqual(before);
  });

  it('removes an upload that is too large to be read', async () => {
    const filed = await aFiledDesk('rn');
    const large = new TextEncoder().encode(`{"${NAME}":"${'x'.repeat(MAX_DOCUMENT_BYTES)}"}`);
    const { key, versionId } = await upload(filed, large);
    const done = await redact(filed.desk.store, { ...filed.asked, key, submissionId: versionId });
    expect(done).toMatchObject({ uploads: 1, receipts: 1 });
    expect(await filed.desk.store.bucket.hasUpload(key, versionId)).toBe(false);
    expect(await filed.desk.store.table.submissions(filed.place)).toContainEqual(
      expect.objectContaining({
        submissionId: versionId,
        redacted: expect.objectContaining({ by: '张三' }) as unknown,
      }),
    );
    expect(
      await filed.desk.store.bucket.uploaded(
        makeDocumentKey('backfill', filed.place),
        filed.asked.submissionId,
      ),
    ).toBeDefined();
  });

  it('takes the letter with the receipt that lies posted, in all of its versions, and no other', async () => {
    const own = await anOwn('redacted-letter');
    const filed = await aFiledDesk('ro', own);
    const { place, asked, item } = filed;
    const receivedAt = item.inForce!.receivedAt;
    const postbox = createPostbox({ client: openClient(), bucketName: own.bucket });
    const mail = { to: 'a@example.cn', messageId: 'm', date: receivedAt, subject: '', html: '' };
    const name = nameReceiptLetter(place, { submissionId: asked.submissionId, receivedAt });
    await postbox.post(name, { ...mail, text: TEXT });
    await postbox.post(name, { ...mail, text: TEXT });
    await postbox.post({ ...name, recipient: 'office' }, { ...mail, text: '汇总' });
    await redact(filed.desk.store, asked);
    const left = await allTexts(['mails/'], own.bucket);
    expect(left).toHaveLength(1);
    expect(left[0]).toContain('/office.json');
  });

  it('takes what a receipt said before, too', async () => {
    const { desk, place, asked } = await aFiledDesk('ro');
    const key = makeDocumentKey('backfill', place);
    const receipt = await desk.store.bucket.receipt(key, asked.submissionId);
    if (!receipt) throw new Error('no receipt');
    const { processedAt } = receipt;
    const quoting = {
      rule: 'Q1',
      severity: 'warning',
      path: '/narrative/overview',
      found: 9,
      expected: 8,
      message: { zh: `写的是“${NAME}”`, en: NAME },
    } as const;
    const earlier = [{ processedAt, outcome: 'returned' as const, findings: [quoting] }];
    await desk.store.bucket.putReceipt({ ...receipt, earlier });
    await redact(desk.store, asked);
    const after = await desk.store.bucket.receipt(key, asked.submissionId);
    expect(JSON.stringify(after)).not.toContain(NAME);
    expect(after?.earlier).toMatchObject([{ processedAt, outcome: 'returned', findings: [{ rule: 'Q1' }] }]);
  });

  it('that was broken off is finished by the next one, which changes nothing of who and why', async () => {
    const { desk, item, asked, place } = await aFiledDesk('rp');
    const { table } = desk.store;
    const removed: string[] = [];
    const broken = {
      ...desk.store,
      table: { ...table, removeNarrative: () => Promise.reject(new Error('cut')) },
    };
    await expect(redact(broken, asked)).rejects.toThrow('cut');
    const removeNarrative: typeof table.removeNarrative = async (entry) => {
      removed.push(entry.fingerprint);
      await table.removeNarrative(entry);
    };
    const later = { ...asked, at: at('2025-07-01T00:00:00Z'), by: '李四', reason: '另一个' };
    await redact({ ...desk.store, table: { ...table, removeNarrative } }, later);
    expect(removed).toEqual([item.inForce?.narrative]);
    const [submission] = await table.submissions(place);
    expect(submission?.redacted).toMatchObject({ at: asked.at, by: '张三', reason: '误登姓名' });
    for (const record of await allTexts([makeRedactionKey(item.inForce?.sha256 ?? '')]))
      expect(record).toContain('"reason":"误登姓名"');
  });

  it('is another state of everything that it changed', async () => {
    const { desk, item, asked, place } = await aFiledDesk('rq');
    await desk.receive({ id: 'rq', year: 2025, at: '2026-01-20T10:00:00+08:00' });
    const versionNow = async () =>
      (await desk.store.table.submissions(place)).map(submissionCodec.encode).map(nameVersion);
    const [before, next] = [await versionNow(), await desk.item('rq', 2025)];
    const done = await redact(desk.store, asked);
    expect(await versionNow()).not.toEqual(before);
    expect((await desk.item('rq', 2024)).revision).toBeGreaterThan(item.revision);
    expect((await desk.item('rq', 2025)).revision).toBeGreaterThan(next.revision);
    expect(done?.addresses).toEqual(
      expect.arrayContaining([
        '/agencies/rq/years/2024*',
        '/agencies/rq/years/2025*',
        '/api/v1/agencies/rq/years/2025*',
      ]),
    );
  });

  it('names the reports that copied the text', async () => {
    const { desk, filing, asked } = await aFiledDesk('rs', engines, ['rs-other']);
    await desk.file({ ...filing, id: 'rs-other', explanations: [], at: '2025-01-25T10:00:00+08:00' });
    expect((await desk.item('rs-other', 2024)).inForce?.copiedFrom).toBeDefined();
    const done = await redact(desk.store, asked);
    expect(done?.copies).toEqual([{ agencyId: 'rs-other', district: DISTRICT, year: 2024 }]);
    expect(done?.addresses).toContain('/agencies/rs-other/years/2024*');
  });
});

it('reaches the second copy: what the bucket has no more goes there, too, and nothing else', async () => {
  const own = await anOwn('redacted-with-copy');
  const copyName = await aBucket(engines, 'redacted-copy');
  const copy = createReportBucket({ client: openClient(), bucketName: copyName });
  const { desk, asked, item, place } = await aFiledDesk('rz', own);
  const archived = makeArchiveKey(item.inForce?.sha256 ?? '');
  const done = await redact(desk.store, asked);
  const { submissions = [] } = done ?? {};
  const [upload] = submissions;
  // As replication keeps them: under the ids that they had in the bucket.
  const ids = new Map([
    [upload?.key ?? '', [asked.submissionId, 'OTHER']],
    [archived, ['OLD', ...(await desk.store.bucket.listVersionIds(archived))]],
  ]);
  const removed: string[] = [];
  const replica = {
    listVersionIds: (key: string) => Promise.resolve(ids.get(key) ?? []),
    removeVersions: (key: string, gone: readonly string[]) => {
      removed.push(...gone.map((id) => `${key} ${id}`));
      return Promise.resolve(gone.length);
    },
  };
  expect(await redactCopy({ bucket: desk.store.bucket, copy: replica }, submissions)).toBe(2);
  expect(removed).toEqual([`${upload?.key ?? ''} ${asked.submissionId}`, `${archived} OLD`]);
  // Over a bucket: every version of what has another id here is gone.
  await copy.archive(item.inForce?.sha256 ?? '', new TextEncoder().encode(`{"${NAME}":1}`));
  expect(await redactCopy({ bucket: desk.store.bucket, copy }, submissions)).toBe(1);
  expect(await allTexts([''], copyName)).toEqual([]);
  expect(await copy.listVersionIds(makeDocumentKey('inbox', place))).toEqual([]);
});
