/** Small files that can't be written or read: told, tried again, made anew; uploads are refused meanwhile. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEngineProcess } from '../../local/engine-process.ts';
import { LOCAL_CREDENTIALS } from '../../local/local-credentials.ts';
import { LOCAL_REGION } from '../../local/upload-record.ts';
import { openReportBucket, openReportTable } from '../../shared/adapters/open.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { UnavailableError } from '../../shared/errors.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { DISTRICT, REGIONS, member } from '../support/a-desk.ts';
import { startLocalSystem, type TestSystem } from '../support/local-system.ts';

const nothing = (): undefined => undefined;
const HANDLERS = {
  'receive-report': nothing,
  'record-publication': nothing,
  'follow-changes': nothing,
  'open-year': nothing,
  'reconcile-inbox': nothing,
  'check-publication': nothing,
  'summarise-compliance': nothing,
  'summarise-region': nothing,
  'send-mail': nothing,
  'reconcile-region': nothing,
};

let dataDir: string;
let system: TestSystem | undefined;
let s3: S3Client | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gouji-small-writes-'));
});
afterEach(async () => {
  s3?.destroy();
  await system?.stop();
  system = s3 = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

async function start(handlers: Parameters<typeof startLocalSystem>[0] = {}): Promise<TestSystem> {
  system = await startLocalSystem({ dataDir, handlers: { ...HANDLERS, ...handlers.handlers } });
  s3 = clientOf(system.endpoints.s3);
  return system;
}
const clientOf = (endpoint: string): S3Client =>
  new S3Client({
    endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
    forcePathStyle: true,
    maxAttempts: 1,
  });
const upload = (Key: string, Body = '{}') => s3!.send(new PutObjectCommand({ Bucket: 'gouji', Key, Body }));

describe('a small file that can’t be written', () => {
  it('is told and tried again, uploads are answered 503 with Retry-After, and nothing is lost', async () => {
    let isMended = false;
    const running = await start({
      handlers: { 'receive-report': () => (isMended ? undefined : Promise.reject(new Error('broken'))) },
    });
    // Where the folder of dead letters should be made there is a file.
    await rm(join(dataDir, 'dead-letters'), { recursive: true, force: true });
    await writeFile(join(dataDir, 'dead-letters'), '');
    await upload('inbox/1');
    await running.settled();
    expect(
      running.problems.filter((problem) => problem.includes("can't be written, trying again")),
    ).toHaveLength(1);
    const [letter] = running.deadLetters.list();
    expect(letter).toMatchObject({ functionName: 'receive-report', reason: 'Error: broken' });

    const refused = await vi.waitFor(async () => {
      const error: unknown = await upload('inbox/2').then(nothing, (thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(S3ServiceException);
      return error as S3ServiceException;
    });
    expect(refused.name).toBe('ServiceUnavailable');
    expect(refused.message).toContain('dead-letters');
    expect(refused.$metadata.httpStatusCode).toBe(503);
    expect(refused.$response?.headers['retry-after']).toBe('5');
    // What the functions write is no upload.
    await upload('receipts/inbox/1/a.json');

    await rm(join(dataDir, 'dead-letters'));
    await vi.waitFor(() => upload('inbox/2'), { timeout: 5000 });
    expect(await readdir(join(dataDir, 'dead-letters'))).toContain(`${letter!.id}.json`);
    isMended = true;
    expect(await running.replay()).toMatchObject({ failed: 0 });
    expect(running.deadLetters.list()).toEqual([]);
  });

  it('ends nothing where it is the queue’s or the stream’s place, and is written when it can be', async () => {
    const running = await start();
    const blocked = ['inbox-queue.json.incomplete', 'stream-checkpoints.json.incomplete'].map((name) =>
      join(dataDir, name),
    );
    for (const path of blocked) await mkdir(path);
    await upload('inbox/1');
    await vi.waitFor(
      () => expect(running.problems.join('\n')).toContain("inbox-queue.json can't be written"),
      {
        timeout: 5000,
      },
    );
    for (const path of blocked) await rmdir(path);
    await vi.waitFor(
      async () => {
        await upload('inbox/2');
        const { processed } = JSON.parse(await readFile(join(dataDir, 'inbox-queue.json'), 'utf8'));
        expect(processed).not.toBe('');
      },
      { timeout: 5000 },
    );
  });
});

describe('a full disk', () => {
  const mountTiny = (size = '1m'): boolean => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dataDir], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };

  it('refuses uploads with 503, ends no engine, and takes them again when there is room', async ({
    skip,
  }) => {
    if (!mountTiny()) skip('only root may mount a disk of its own');
    const engines = await startEngineProcess({ dataDir, s3Port: 0, eventPrefixes: ['inbox/'] });
    const filler = join(dataDir, 'filler');
    try {
      s3 = clientOf(engines.s3Endpoint ?? '');
      await s3.send(new CreateBucketCommand({ Bucket: 'gouji' }));
      await upload('inbox/1');
      await writeFile(filler, new Uint8Array(2 << 20)).catch(nothing);
      const error: unknown = await upload('inbox/2', 'x'.repeat(50_000)).then(
        nothing,
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
      await rm(filler);
      await upload('inbox/2', 'x'.repeat(50_000));
    } finally {
      await engines.stop();
      execFileSync('umount', [dataDir]);
    }
  });

  it('under the whole system is said, and loses nothing that was acknowledged', async ({ skip }) => {
    if (!mountTiny('32m')) skip('only root may mount a disk of its own');
    // Each refusal would be a line of its own.
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    const filler = join(dataDir, 'filler');
    try {
      const running = (system = await startLocalSystem({ dataDir }));
      s3 = clientOf(running.endpoints.s3);
      const connection = { region: running.awsEnvironment.AWS_REGION };
      const stores = {
        TABLE_NAME: running.table,
        DYNAMODB_ENDPOINT: running.endpoints.dynamodb,
        BUCKET_NAME: running.bucket,
        S3_ENDPOINT: running.endpoints.s3,
      };
      const table = openReportTable(stores, connection);
      const bucket = openReportBucket(stores, connection);
      await loadRegions(table, REGIONS);
      const ids = Array.from({ length: 6 }, (_, i) => `a-${i}`);
      await loadRoster(
        table,
        ids.map((id) => member(id)),
        systemClock(),
      );
      await running.settled();

      const acknowledged: { key: string; versionId: string }[] = [];
      const refused: unknown[] = [];
      const file = async (agencyId: string, received: number): Promise<void> => {
        const place = { district: DISTRICT, agencyId, year: 2024 };
        const bytes = new TextEncoder().encode(JSON.stringify(aBalancedReport({ ...place, received })));
        try {
          const { versionId } = await bucket.upload('inbox', place, bytes);
          acknowledged.push({ key: makeDocumentKey('inbox', place), versionId: String(versionId) });
        } catch (error) {
          refused.push(error);
        }
      };
      for (let round = 0; refused.length === 0 && round < 50; round++) {
        for (const id of ids) await file(id, round);
        // All that is left, while what came before is still being received.
        if (round === 0) await writeFile(filler, new Uint8Array(64 << 20)).catch(nothing);
      }
      expect(refused[0]).toBeInstanceOf(UnavailableError);
      await vi.waitFor(() => expect(running.problems.join('\n')).toContain('ENOSPC'), { timeout: 10_000 });
      await rm(filler);
      await vi.waitFor(() => upload('inbox/last'), { timeout: 20_000 });
      await running.settled();
      expect(await running.replay()).toMatchObject({ failed: 0 });
      await running.settled();

      expect(acknowledged.length).toBeGreaterThanOrEqual(ids.length);
      for (const { key, versionId } of acknowledged)
        expect(await bucket.hasReceipt(key, versionId), key).toBe(true);
      for (const id of ids) {
        const filed = await table.submissions({ district: DISTRICT, agencyId: id, year: 2024 });
        const own = acknowledged.filter(({ key }) => key.includes(`/${id}/`));
        expect(filed.map(({ submissionId }) => submissionId)).toEqual(
          expect.arrayContaining(own.map(({ versionId }) => versionId)),
        );
      }
      expect((await table.regionYears('000000', [2024], [])).years.get(2024)?.reports.accepted).toBe(
        ids.length,
      );
    } finally {
      await system?.stop();
      system = undefined;
      execFileSync('umount', [dataDir]);
      vi.unstubAllEnvs();
    }
  }, 300_000);
});

describe('a damaged file', () => {
  it.each(['{"processed":"00', '{"places":[]}', ''])(
    'of queue or stream is named, set aside and made anew: %s',
    async (text) => {
      const first = await start();
      await upload('inbox/1');
      await first.settled();
      await first.stop();
      for (const name of ['inbox-queue.json', 'stream-checkpoints.json'])
        await writeFile(join(dataDir, name), text);
      const keys: string[] = [];
      const again = await start({
        handlers: {
          'receive-report': (event: unknown) => {
            keys.push(JSON.stringify(event));
          },
        },
      });
      await again.settled();
      for (const name of ['inbox-queue.json', 'stream-checkpoints.json']) {
        expect(again.problems.filter((problem) => problem.includes(`${name} is damaged`))).toHaveLength(1);
        expect(await readFile(join(dataDir, `${name}.damaged`), 'utf8')).toBe(text);
      }
      // Which uploads were done nobody knows any more: all are reported again.
      expect(keys.join()).toContain('inbox/1');
    },
  );
});

describe('a dead letter', () => {
  it('can be discarded, with a reason that is kept with it; a damaged one hides no other', async () => {
    const running = await start({
      handlers: { 'receive-report': () => Promise.reject(new Error('broken')) },
    });
    await upload('inbox/1');
    await upload('inbox/2');
    await running.settled();
    await writeFile(join(dataDir, 'dead-letters/garbled.json'), '{');
    const [first, second] = running.deadLetters.list();
    expect(running.problems.filter((problem) => problem.includes('garbled.json is damaged'))).toHaveLength(1);
    expect(running.deadLetters.discard(first!.id, '测试文件')).toBe(true);
    expect(running.deadLetters.discard(first!.id, '测试文件')).toBe(false);
    expect(running.deadLetters.list().map(({ id }) => id)).toEqual([second!.id]);
    const trace = JSON.parse(
      await readFile(join(dataDir, `dead-letters/discarded/${first!.id}.json`), 'utf8'),
    );
    expect(trace).toMatchObject({ ...first, discarded: { reason: '测试文件' } });
  });
});
