/** Failures of the infrastructure: retried where that helps, dead letters where not, replayed; the rest goes through. */
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/receive-report/handler.ts';
import { createS3Client, createTableClient } from '../../shared/adapters/clients.ts';
import { createReportBucket, type ReportBucket } from '../../shared/adapters/bucket/report-bucket.ts';
import { createReportTable, type ReportTable } from '../../shared/adapters/table/report-table.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { makeAgencyYearKey } from '../../shared/contracts/table/keys.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import type { Observer } from '../../shared/runtime/observe.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { keptRejections } from '../support/kept-rejections.ts';
import { startLocalSystem, type TestSystem } from '../support/local-system.ts';
import { A_CONTEXT } from '../support/queue-event.ts';

const YEAR = 2023;
const IDS = ['a-1', 'a-2', 'a-3'];
const placeOf = (agencyId: string): Place => ({ district: '450205', agencyId, year: YEAR });

/** What the stores do wrong at the moment. */
const faults = { throttledWrites: 0, unreadableKeys: new Set<string>() };
const failures: string[] = [];
const observer: Observer = {
  event: () => undefined,
  failed: (message, error) => void failures.push(`${message}: ${String(error)}`),
  count: () => undefined,
  flush: () => undefined,
};

const { rejected, kept } = keptRejections();

let system: TestSystem;
let handler: ReturnType<typeof createHandler>;
let table: ReportTable;
let bucket: ReportBucket;

beforeAll(async () => {
  system = await startLocalSystem({
    handlers: {
      'receive-report': (event, context) => handler(event as SQSEvent, context as unknown as Context),
    },
  });
  const region = system.awsEnvironment.AWS_REGION;
  const dynamodb = createTableClient({ region, endpoint: system.endpoints.dynamodb });
  dynamodb.middlewareStack.add(
    (next, context) => (args) => {
      if (context.commandName === 'TransactWriteItemsCommand' && faults.throttledWrites > 0) {
        faults.throttledWrites -= 1;
        throw Object.assign(new Error('too many writes'), { name: 'ProvisionedThroughputExceededException' });
      }
      return next(args);
    },
    { step: 'initialize' },
  );
  const s3 = createS3Client({ region, endpoint: system.endpoints.s3 });
  s3.middlewareStack.add(
    (next, context) => (args) => {
      const { Key } = args.input as { Key?: string };
      if (context.commandName === 'GetObjectCommand' && faults.unreadableKeys.has(Key ?? ''))
        throw Object.assign(new Error('please reduce your request rate'), { name: 'SlowDown' });
      return next(args);
    },
    { step: 'initialize' },
  );
  table = createReportTable({ client: dynamodb, tableName: system.table });
  bucket = createReportBucket({ client: s3, bucketName: system.bucket });
  handler = createHandler({
    table,
    bucket,
    sha256: (bytes) => `${bytes.length}`.padStart(64, '0'),
    now: systemClock,
    observer,
    rejected,
  });
  await loadRegions(
    table,
    ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: code })),
  );
  await loadRoster(
    table,
    IDS.map((id) => ({
      id,
      name: `机关${id}`,
      aliases: [],
      district: '450205',
      kind: 'department',
      from: 2019,
      predecessors: [],
    })),
    systemClock(),
  );
});
afterAll(() => system.stop());

async function upload(agencyId: string, received: number): Promise<string> {
  const document = aBalancedReport({ ...placeOf(agencyId), received });
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  return String((await bucket.upload('inbox', placeOf(agencyId), bytes)).versionId);
}
const outcomeOf = async (agencyId: string, versionId: string): Promise<string | undefined> =>
  (await bucket.receipt(makeDocumentKey('inbox', placeOf(agencyId)), versionId))?.outcome;

describe('a failure of the infrastructure', () => {
  it('that passes is retried until the upload is received', async () => {
    faults.throttledWrites = 2;
    const version = await upload('a-1', 3);
    await system.settled();
    expect(await outcomeOf('a-1', version)).toBe('accepted');
    expect(failures.some((failure) => failure.includes('too many writes'))).toBe(true);
    expect(system.deadLetters.list()).toEqual([]);
  });

  it('that lasts makes a dead letter, which replay does when it is over; the others go through meanwhile', async () => {
    const key = makeDocumentKey('inbox', placeOf('a-2'));
    faults.unreadableKeys.add(key);
    const stuck = await upload('a-2', 5);
    const other = await upload('a-3', 4);
    await system.settled();
    expect(await outcomeOf('a-3', other)).toBe('accepted');
    expect(await outcomeOf('a-2', stuck)).toBeUndefined();
    expect(system.deadLetters.list().map(({ functionName }) => functionName)).toEqual(['receive-report']);

    expect(await system.replay()).toEqual({ replayed: 0, failed: 1 });
    faults.unreadableKeys.delete(key);
    expect(await system.replay()).toEqual({ replayed: 1, failed: 0 });
    await system.settled();
    expect(await outcomeOf('a-2', stuck)).toBe('accepted');
    expect(system.deadLetters.list()).toEqual([]);
    expect((await table.regionYears('000000', [YEAR], [])).years.get(YEAR)?.reports.accepted).toBe(3);
  });

  it('of one message leaves the rest of its batch done', async () => {
    const key = makeDocumentKey('inbox', placeOf('a-1'));
    const version = await upload('a-1', 9);
    await system.settled();
    const record = (messageId: string, body: unknown) => ({
      messageId,
      attributes: { ApproximateReceiveCount: '1' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const event = (eventKey: string) => ({
      Records: [
        {
          eventName: 'ObjectCreated:Put',
          s3: { object: { key: eventKey, versionId: version, sequencer: version } },
        },
      ],
    });
    const response = await handler(
      {
        Records: [
          record('good', event(encodeURIComponent(key).replaceAll('%2F', '/'))),
          record('not json', '<xml>'),
          record('not an event', { hello: 'world' }),
          record('badly encoded', event('inbox/%E0%A4%A')),
          record('a test event', { Service: 'Amazon S3', Event: 's3:TestEvent' }),
          record('an object that is gone', event('inbox/450205/a-1/2019.json')),
          record('a deletion', {
            Records: [{ ...event(key).Records[0], eventName: 'ObjectRemoved:Delete' }],
          }),
        ],
      } as unknown as SQSEvent,
      A_CONTEXT,
    );
    expect(response.batchItemFailures).toEqual([]);
    // Delivered again they would say the same.
    expect(kept.splice(0).map(({ id, reason }) => `${id}: ${reason}`)).toEqual([
      'not json: PermanentError: the message is not JSON',
      'not an event: PermanentError: the message is not an S3 event',
      'badly encoded: PermanentError: the key in the S3 event is not encoded as S3 does it',
    ]);
  });

  it('of one region’s year keeps no other from being added up; its dead letter is the work, which replay does', async () => {
    const dynamodb = createTableClient({
      region: system.awsEnvironment.AWS_REGION,
      endpoint: system.endpoints.dynamodb,
    });
    const key = makeAgencyYearKey({ district: '450203', agencyId: 'damaged', year: YEAR });
    await dynamodb.send(
      new PutCommand({ TableName: system.table, Item: { ...key, v: 1, revision: 7, year: 'no number' } }),
    );
    const version = await upload('a-3', 9);
    await system.settled();
    expect(await outcomeOf('a-3', version)).toBe('accepted');
    expect((await table.regionYears('450205', [YEAR], [])).years.get(YEAR)?.reports.accepted).toBe(3);
    const letters = system.deadLetters.list();
    expect(letters).toMatchObject([{ kind: 'queue', functionName: 'reconcile-region' }]);
    expect(JSON.stringify(letters)).toContain(`reconcile/recompute/${YEAR}/450203.json`);

    expect(await system.replay()).toEqual({ replayed: 0, failed: 1 });
    await dynamodb.send(new DeleteCommand({ TableName: system.table, Key: key }));
    expect(await system.replay()).toMatchObject({ failed: 0 });
    expect(system.deadLetters.list()).toEqual([]);
  });
});
