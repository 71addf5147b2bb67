/** The queues as SQS has them: in any order, some messages twice, side by side; the whole system over them, and over a bad table. */
import { randomInt } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../generator/random.ts';
import { createQueue } from '../../local/queue.ts';
import type { UploadRecord } from '../../local/upload-record.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { openReportBucket } from '../../shared/adapters/open.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import type { QueueTrigger } from '../../shared/contracts/wiring.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { readFigure } from '../../shared/domain/form/figures.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { DISTRICT, REGIONS, member } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { startFaultyTable, type FaultyTable } from '../support/faulty-table.ts';
import { startLocalSystem, type TestSystem } from '../support/local-system.ts';

const TRIGGER: QueueTrigger = {
  kind: 'object-queue',
  prefixes: ['inbox/'],
  batchSize: 1,
  maxReceives: 3,
  visibilityTimeoutS: 360,
  maxConcurrency: 1,
};

describe('an unruly queue', () => {
  it('delivers in another order, and some messages twice, the second while the first is in hand', async () => {
    const delivered: string[] = [];
    let inHand = 0;
    let mostInHand = 0;
    const queue = createQueue({
      functionName: 'receive-report',
      trigger: TRIGGER,
      invoke: async (event) => {
        mostInHand = Math.max(mostInHand, ++inHand);
        await new Promise((resolve) => setImmediate(resolve));
        inHand--;
        const { Records } = event as { Records: { body: string }[] };
        delivered.push(...Records.map(({ body }) => /inbox\/(\d+)/.exec(body)?.[1] ?? ''));
      },
      deadLetters: { keep: () => undefined },
      nowEpochMs: () => 0,
      onProblem: () => undefined,
      unruly: { draw: createRandom('queue', 1).next, repeated: 0.5 },
    });
    const sent = Array.from({ length: 40 }, (_, i) => String(i).padStart(2, '0'));
    for (const one of sent)
      queue.offer({ s3: { object: { key: `inbox/${one}`, sequencer: one } } } as UploadRecord);
    await queue.idle();
    expect(new Set(delivered)).toEqual(new Set(sent));
    expect(delivered.length).toBeGreaterThan(45);
    expect([...new Set(delivered)]).not.toEqual(sent);
    expect(mostInHand).toBeGreaterThan(1);
    expect(queue.oldestUnprocessed()).toBeUndefined();
  });

  it('tells a first delivery from those of what came before it began, and of dead letters', async () => {
    const counts = new Map<string, string[]>();
    const queue = createQueue({
      functionName: 'receive-report',
      trigger: TRIGGER,
      invoke: (event) => {
        const { Records } = event as {
          Records: { body: string; attributes: { ApproximateReceiveCount: string } }[];
        };
        for (const { body, attributes } of Records) {
          const name = /inbox\/(\w+)/.exec(body)?.[1] ?? '';
          counts.set(name, [...(counts.get(name) ?? []), attributes.ApproximateReceiveCount]);
          if (counts.get(name)?.length === 1 && name === 'fails') return Promise.reject(new Error('once'));
        }
        return Promise.resolve();
      },
      deadLetters: { keep: () => undefined },
      nowEpochMs: () => Date.parse('2026-01-31T00:00:00Z'),
      onProblem: () => undefined,
      retryDelaysMs: [0],
    });
    const record = (key: string, eventTime: string) =>
      ({ eventTime, s3: { object: { key: `inbox/${key}`, sequencer: key } } }) as UploadRecord;
    queue.offer(record('new', '2026-01-31T00:00:01Z'));
    queue.offer(record('fails', '2026-01-31T00:00:01Z'));
    queue.offer(record('before', '2026-01-30T23:59:59Z'));
    await queue.resend({ id: 'm-1', body: JSON.stringify({ key: 'inbox/dead' }) });
    await queue.idle();
    expect(Object.fromEntries(counts)).toEqual({ new: ['1'], fails: ['1', '2'], before: ['2'], dead: ['2'] });
  });
});

describe('the system over unruly queues and a table that throttles, cancels, and does not acknowledge', () => {
  const YEAR = 2024;
  const IDS = ['a-1', 'a-2', 'a-3', 'a-4'];
  const TABLE = 'DYNAMODB_ENDPOINT';
  const started: { stop(): Promise<void> }[] = [];
  const before = process.env[TABLE];
  afterEach(async () => {
    for (const one of started.splice(0).reverse()) await one.stop();
    if (before === undefined) Reflect.deleteProperty(process.env, TABLE);
    else process.env[TABLE] = before;
  });
  const keep = <Thing extends TestEngines | FaultyTable | TestSystem>(thing: Thing): Thing => {
    started.push(thing);
    return thing;
  };

  it('receives each version once; receipts are there, and every total is the sum of what is in force', async () => {
    const seed = randomInt(2 ** 31);
    const engines = keep(await startEngines());
    const faulty = keep(await startFaultyTable(engines.dynamodbEndpoint));
    process.env[TABLE] = faulty.endpoint;
    const system = keep(
      await startLocalSystem({ unruly: { draw: createRandom('unruly', seed).next, repeated: 0.4 } }),
    );
    const connection = { region: system.awsEnvironment.AWS_REGION };
    const table = createReportTable(
      openTable({ TABLE_NAME: system.table, DYNAMODB_ENDPOINT: faulty.endpoint }, connection),
    );
    const bucket = openReportBucket(
      { BUCKET_NAME: system.bucket, S3_ENDPOINT: system.endpoints.s3 },
      connection,
    );
    await loadRegions(table, REGIONS);
    await loadRoster(
      table,
      IDS.map((id) => member(id)),
      systemClock(),
    );
    await system.settled();

    faulty.disturb({ throttled: 0.03, conflicting: 0.03, unprocessed: 0.1, unacknowledged: 0.03 }, seed);
    const uploads: { place: Place; versionId: string; received: number }[] = [];
    for (const received of [3, 5, 8])
      for (const agencyId of IDS) {
        const place = { district: DISTRICT, agencyId, year: YEAR };
        const bytes = new TextEncoder().encode(JSON.stringify(aBalancedReport({ ...place, received })));
        const { versionId } = await bucket.upload('inbox', place, bytes);
        uploads.push({ place, versionId: String(versionId), received });
      }
    await system.settled();
    faulty.calm();
    await system.replay();
    await system.settled();

    for (const agencyId of IDS) {
      const place = { district: DISTRICT, agencyId, year: YEAR };
      const filed = await table.submissions(place);
      const versions = uploads.filter((one) => one.place.agencyId === agencyId);
      expect(filed.map(({ submissionId }) => submissionId).sort(), `seed ${seed}`).toEqual(
        versions.map(({ versionId }) => versionId).sort(),
      );
      const item = (await table.agencyYearsAt([place]))(place);
      expect(item?.inForce?.submissionId, `seed ${seed}`).toBe(versions.at(-1)?.versionId);
    }
    for (const { place, versionId } of uploads)
      expect(
        await bucket.hasReceipt(`inbox/${place.district}/${place.agencyId}/${YEAR}.json`, versionId),
      ).toBe(true);
    const nation = (await table.regionYears('000000', [YEAR], [])).years.get(YEAR);
    expect(nation?.reports.accepted, `seed ${seed}`).toBe(IDS.length);
    expect(nation?.figures && readFigure(nation.figures, '/applications/received/total')).toBe(
      8 * IDS.length,
    );
    expect(faulty.met.throttled + faulty.met.conflicting + faulty.met.unacknowledged).toBeGreaterThan(0);
  }, 300_000);
});
