/** A text that slipped through is taken away for good, and everything else says what it said. */
import { GetObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { readBytes } from '../../shared/adapters/translate-error.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { redact } from '../../shared/pipeline/redact.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aDesk, DISTRICT, member } from '../support/a-desk.ts';
import { at } from '../support/a-report.ts';
import { aBucket, type EngineAddresses } from '../support/a-store.ts';
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

/** Every version of every object below these prefixes, as text. */
async function allTexts(prefixes: readonly string[]): Promise<string[]> {
  const client = createS3Client({
    endpoint: engines.s3Endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  });
  const texts: string[] = [];
  for (const Prefix of prefixes) {
    const { Versions = [] } = await client.send(
      new ListObjectVersionsCommand({ Bucket: engines.bucket, Prefix }),
    );
    for (const { Key, VersionId } of Versions) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: engines.bucket, Key, VersionId }));
      texts.push(`${Key} ${new TextDecoder().decode(await readBytes(Body))}`);
    }
  }
  return texts;
}

async function aFiledDesk(id: string, where: EngineAddresses = engines) {
  const desk = await aDesk(where, [member(id)]);
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
  await desk.file({ id, year: 2023, carriedOut: 2, at: '2024-01-20T10:00:00+08:00' });
  await desk.file(filing);
  const place = { district: DISTRICT, agencyId: id, year: 2024 };
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
    await desk.settle();

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
    const { desk, asked } = await aFiledDesk('rb');
    await redact(desk.store, asked);
    await desk.settle();
    const before = await desk.store.state();
    expect((await verifyYear(desk.store.table, desk.store.bucket, 2024)).discrepancies).toEqual([]);
    expect(await rebuildYear(desk.store, 2024)).toMatchObject({ mended: [], removed: [], failures: [] });
    expect(await desk.store.state()).toEqual(before);
    expect(await redact(desk.store, asked)).toMatchObject({ uploads: 0 });
    await desk.settle();
    expect(await desk.store.state()).toEqual(before);
  });

  it('is not brought back by the same document', async () => {
    const { desk, filing, item, asked } = await aFiledDesk('rc');
    await redact(desk.store, asked);
    await desk.file({ ...filing, at: '2025-02-01T00:00:00Z' });
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
  const own = { ...engines, bucket: await aBucket(engines, 'redacted-alone') };
  const { desk, asked } = await aFiledDesk('rf', own);
  await redact(desk.store, asked);
  await desk.settle();
  const before = await desk.store.state();
  const { received } = await reconcile(desk.store, { graceMs: 0 });
  expect(received).toBe(0);
  expect(await desk.store.state()).toEqual(before);
});
