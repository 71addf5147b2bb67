/** Summaries and mails in the whole system on one machine: from the schedule to the outbox. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { openReportBucket, openReportTable } from '../../shared/adapters/open.ts';
import { SCHEDULED_TIME } from '../../shared/contracts/wiring.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { instant } from '../support/a-summary.ts';
import { anAgency } from '../support/filing-desk.ts';
import { startLocalSystem, type TestSystem } from '../support/local-system.ts';
import { readMail, startMailServer } from '../support/mail-server.ts';

const DISTRICT = '450205';
/** 7 days before 31 January. */
const MORNING = { [SCHEDULED_TIME]: '2025-01-24T00:00:00Z' };

let dataDir: string;
let system: TestSystem;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gouji-summaries-'));
});
afterEach(async () => {
  await system.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const connectionOf = ({ awsEnvironment }: TestSystem) => ({
  region: awsEnvironment.AWS_REGION,
  credentials: {
    accessKeyId: awsEnvironment.AWS_ACCESS_KEY_ID,
    secretAccessKey: awsEnvironment.AWS_SECRET_ACCESS_KEY,
  },
});

async function start(): Promise<void> {
  system = await startLocalSystem({
    dataDir,
    serveWeb: () => Promise.resolve({ port: 4242, close: () => Promise.resolve() }),
  });
}

async function load(): Promise<void> {
  const table = openReportTable(system.awsEnvironment, connectionOf(system));
  await loadRegions(table, [
    { code: '000000', name: '全国' },
    { code: '450000', name: '广西' },
    { code: '450200', name: '柳州市', mail: 'city@example.cn' },
    { code: DISTRICT, name: '柳北区', mail: 'office@example.cn' },
    // Without a roster.
    { code: '450203', name: '鱼峰区', mail: 'yufeng@example.cn' },
  ]);
  await loadRoster(
    table,
    ['jyj', 'wjw'].map((id) => anAgency(id, DISTRICT, { mail: `${id}@example.cn` })),
    instant('2025-01-02T00:00Z'),
  );
  await system.settled();
}

const outbox = async (): Promise<string[]> => (await readdir(join(dataDir, 'outbox'))).sort();

const EXPECTED = [
  '2025-01-24.2024.450200.office.eml',
  '2025-01-24.2024.450205.agency.jyj.eml',
  '2025-01-24.2024.450205.agency.wjw.eml',
  '2025-01-24.2024.450205.office.eml',
];

describe('a morning', () => {
  it('leads from the schedule to mails in the outbox, and again to no more', async () => {
    await start();
    await load();
    expect(await system.runSchedule('summarise-compliance', MORNING)).toMatchObject({ regions: 5 });
    await system.settled();
    expect(await outbox()).toEqual(EXPECTED);
    const before = await Promise.all(EXPECTED.map((name) => readFile(join(dataDir, 'outbox', name), 'utf8')));
    await Promise.all([
      system.runSchedule('summarise-compliance', MORNING),
      system.runSchedule('summarise-compliance', MORNING),
    ]);
    await system.settled();
    expect(await outbox()).toEqual(EXPECTED);
    expect(
      await Promise.all(EXPECTED.map((name) => readFile(join(dataDir, 'outbox', name), 'utf8'))),
    ).toEqual(before);
    expect(readMail(before[1]!).headers.get('subject')).toBe(
      '机关jyj 2024年度报告\uff1a未报送\uff0c距截止 7 天',
    );
    // Where the site is becomes known after the functions are loaded.
    expect(readMail(before[0]!).text).toContain('http://127.0.0.1:4242/compliance/450200/2024');
    expect(system.problems).toEqual([]);
    expect(system.deadLetters.list()).toEqual([]);
  });

  it('that a stop interrupts is gone on with at the next start', async () => {
    await start();
    await load();
    await system.runSchedule('summarise-compliance', MORNING);
    // The orders are acknowledged; what they lead to may not have begun.
    await system.stop();
    await start();
    await system.settled();
    expect(await outbox()).toEqual(EXPECTED);
  });

  it('goes on beside uploads, and neither waits for the other', async () => {
    await start();
    await load();
    const bucket = openReportBucket(system.awsEnvironment, connectionOf(system));
    const place = { district: DISTRICT, agencyId: 'jyj', year: 2024 };
    const bytes = new TextEncoder().encode(JSON.stringify(aBalancedReport({ ...place, received: 3 })));
    await Promise.all([
      ...Array.from({ length: 10 }, (_, i) =>
        bucket.upload('backfill', place, bytes, instant(`2025-01-23T0${i}:00Z`)),
      ),
      system.runSchedule('summarise-compliance', MORNING),
    ]);
    await system.settled();
    expect(await outbox()).toEqual(expect.arrayContaining(['2025-01-24.2024.450205.office.eml']));
    expect(system.deadLetters.list()).toEqual([]);
  });
});

describe('an object that is no order', () => {
  it('is put aside in the bucket with its reason, and makes no dead letter', async () => {
    await start();
    const Bucket = system.bucket;
    const client = createS3Client({ ...connectionOf(system), endpoint: system.endpoints.s3 });
    await client.send(new PutObjectCommand({ Bucket, Key: 'orders/none.json', Body: '{}' }));
    await system.settled();
    const Prefix = 'rejected/summarise-region/';
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const [{ Key } = {}] = Contents;
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(JSON.parse((await Body?.transformToString()) ?? '')).toMatchObject({
      family: 'PermanentError',
      reason: 'orders/none.json is no order of a summary',
    });
    expect(system.deadLetters.list()).toEqual([]);
  });
});

describe('a mail server', () => {
  afterEach(() => {
    Reflect.deleteProperty(process.env, 'SMTP_URL');
  });

  it('gets the mails where one is set; what it could not take is a dead letter, and replayed', async () => {
    let isBusy = true;
    const server = await startMailServer((to) =>
      isBusy && to === 'wjw@example.cn' ? { code: 451, at: 'RCPT' } : undefined,
    );
    process.env['SMTP_URL'] = server.url;
    try {
      await start();
      await load();
      await system.runSchedule('summarise-compliance', MORNING);
      await system.settled();
      const others = ['city@example.cn', 'jyj@example.cn', 'office@example.cn'];
      expect(server.taken.map(({ to }) => to).sort()).toEqual(others);
      expect(system.deadLetters.list()).toMatchObject([{ functionName: 'send-mail' }]);
      isBusy = false;
      expect(await system.replay()).toEqual({ replayed: 1, failed: 0 });
      expect(server.taken.map(({ to }) => to).sort()).toEqual([...others, 'wjw@example.cn']);
      await expect(outbox()).rejects.toThrow(/ENOENT/);
    } finally {
      await server.close();
    }
  });
});
