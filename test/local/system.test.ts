import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createS3Client, createTableClient } from '../../shared/adapters/clients.ts';
import { WIRING } from '../../shared/contracts/wiring.ts';
import { startLocalSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
let s3: S3Client;
let dynamodb: ReturnType<typeof createTableClient>;
const folders: string[] = [];

async function start(options: Parameters<typeof startLocalSystem>[0]): Promise<void> {
  system = await startLocalSystem({
    handlers: { ...NOTHING, ...options?.handlers },
    ...(options?.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    ...(options?.streamRetries === undefined ? {} : { streamRetries: options.streamRetries }),
  });
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = system.awsEnvironment;
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  s3 = createS3Client({ region, credentials, endpoint: system.endpoints.s3 });
  dynamodb = createTableClient({ region, credentials, endpoint: system.endpoints.dynamodb });
}
const nothing = (): undefined => undefined;
const NOTHING = {
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
async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-system-test-'));
  folders.push(folder);
  return folder;
}
afterEach(async () => {
  s3.destroy();
  dynamodb.destroy();
  await system.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const upload = (Key: string, Body = '{}') =>
  s3.send(new PutObjectCommand({ Bucket: system.bucket, Key, Body }));
const write = (pk: string, sk: string, value: number) =>
  dynamodb.send(
    new PutItemCommand({
      TableName: system.table,
      Item: { pk: { S: pk }, sk: { S: sk }, value: { N: String(value) } },
    }),
  );
const keysOf = ({ Records }: SQSEvent): string[] =>
  Records.flatMap(({ body }) =>
    JSON.parse(body).Records.map((record: { s3: { object: { key: string } } }) => record.s3.object.key),
  );
const valuesOf = ({ Records }: DynamoDBStreamEvent): number[] =>
  Records.map(({ dynamodb: change }) => Number(change?.NewImage?.['value']?.N));

/** Resolves once the stream's reader has so many records before it, those in hand included. */
const onceWaiting = (wanted: number): Promise<void> =>
  vi.waitFor(
    async () => {
      const gauges = await system.gauges();
      expect(gauges.find(({ name }) => name === 'gouji_stream_waiting')?.value).toBe(wanted);
    },
    { timeout: 10_000, interval: 20 },
  );

describe('uploads', () => {
  it('reach the function whose prefixes they have, with everything that follows from them before settled()', async () => {
    const received: string[] = [];
    const rolledUp: string[] = [];
    await start({
      handlers: {
        'receive-report': async (event: SQSEvent) => {
          for (const key of keysOf(event)) {
            received.push(key);
            await write('450205#2024', `agency#${key}`, 1);
          }
        },
        'follow-changes': async ({ Records }: DynamoDBStreamEvent) => {
          for (const { dynamodb: change } of Records) {
            const sk = change?.Keys?.['sk']?.S ?? '';
            rolledUp.push(sk);
            // A total changes its parent's: the stream feeds itself.
            if (sk.startsWith('agency#')) await write('450200#2024', `region#${sk}`, 1);
          }
        },
      },
    });
    await Promise.all([
      upload('inbox/1.json'),
      upload('backfill/2.json'),
      upload('receipts/3.json'),
      upload('archive/4'),
    ]);
    await system.settled();
    expect(received.toSorted()).toEqual(['backfill/2.json', 'inbox/1.json']);
    expect(rolledUp.toSorted()).toEqual([
      'agency#backfill/2.json',
      'agency#inbox/1.json',
      'region#agency#backfill/2.json',
      'region#agency#inbox/1.json',
    ]);
    expect(system.problems).toEqual([]);
  });

  it('in a burst come ten at a time', async () => {
    const sizes: number[] = [];
    await start({
      handlers: {
        'receive-report': async ({ Records }: SQSEvent) => {
          sizes.push(Records.length);
          await new Promise((resolve) => setTimeout(resolve, 20));
        },
      },
    });
    await Promise.all(Array.from({ length: 200 }, (_, index) => upload(`inbox/${index}`)));
    await system.settled();
    expect(sizes.reduce((sum, size) => sum + size)).toBe(200);
    expect(Math.max(...sizes)).toBe(10);
  });

  it('that fail are tried again, alone; what fails seven times is a dead letter, and can be replayed', async () => {
    const tries = new Map<string, number>();
    let isMended = false;
    await start({
      handlers: {
        'receive-report': ({ Records }: SQSEvent) => {
          const batchItemFailures = Records.filter(({ body }) => {
            const key: string = JSON.parse(body).Records[0].s3.object.key;
            tries.set(key, (tries.get(key) ?? 0) + 1);
            return !isMended && (key === 'inbox/poison' || (key === 'inbox/flaky' && tries.get(key)! < 3));
          }).map(({ messageId }) => ({ itemIdentifier: messageId }));
          return { batchItemFailures };
        },
      },
    });
    await Promise.all(['inbox/poison', 'inbox/flaky', 'inbox/fine'].map((key) => upload(key)));
    await system.settled();
    expect(Object.fromEntries(tries)).toEqual({ 'inbox/poison': 7, 'inbox/flaky': 3, 'inbox/fine': 1 });
    expect(system.deadLetters.list()).toMatchObject([
      { kind: 'queue', functionName: 'receive-report', receives: 7 },
    ]);
    expect(await system.replay()).toEqual({ replayed: 0, failed: 1 });
    expect(system.deadLetters.list()).toHaveLength(1);
    isMended = true;
    expect(await system.replay()).toEqual({ replayed: 1, failed: 0 });
    expect(system.deadLetters.list()).toEqual([]);
    expect(tries.get('inbox/poison')).toBe(15);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('broken'))],
    ['answers nonsense', () => ({ batchItemFailures: 'all' })],
    ['names a message that it was not given', () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] })],
  ])('fail as a batch where the function %s', async (_, handler) => {
    await start({ handlers: { 'receive-report': handler } });
    await upload('inbox/1');
    await system.settled();
    expect(system.deadLetters.list()).toHaveLength(1);
  });

  it('whose events were lost with the process are reported again at the next start', async () => {
    const dataDir = await aFolder();
    let isStuck = true;
    const received: string[] = [];
    const handlers = {
      'receive-report': (event: SQSEvent) => {
        if (isStuck) throw new Error('not now');
        received.push(...keysOf(event));
      },
    };
    await start({
      dataDir,
      handlers: { 'receive-report': (event: SQSEvent) => void received.push(...keysOf(event)) },
    });
    await upload('inbox/before');
    await system.settled();
    await system.stop();

    await start({ dataDir, handlers: { 'receive-report': () => new Promise<never>(() => undefined) } });
    await upload('inbox/lost');
    await upload('inbox/lost-too');
    await system.stop();

    isStuck = false;
    await start({ dataDir, handlers });
    await system.settled();
    expect(received.toSorted()).toEqual(['inbox/before', 'inbox/lost', 'inbox/lost-too']);
  });
});

describe('the stream', () => {
  it('hands over records in order, filtered by sort key, as Lambda has them', async () => {
    const events: DynamoDBStreamEvent[] = [];
    await start({
      handlers: {
        'follow-changes': (event: DynamoDBStreamEvent) => void events.push(event),
      },
    });
    for (let value = 0; value < 30; value++)
      await write('450205#2024', value % 3 === 0 ? 'submission#1' : 'agency#1', value);
    await system.settled();
    expect(events.flatMap(valuesOf)).toEqual(
      Array.from({ length: 30 }, (_, value) => value).filter((n) => n % 3 > 0),
    );
    const record = events.at(-1)!.Records.at(-1)!;
    expect(record).toMatchObject({
      eventName: 'MODIFY',
      eventSource: 'aws:dynamodb',
      dynamodb: {
        Keys: { pk: { S: '450205#2024' }, sk: { S: 'agency#1' } },
        OldImage: { value: { N: '28' } },
        NewImage: { value: { N: '29' } },
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    expect(record.dynamodb?.ApproximateCreationDateTime).toBeTypeOf('number');
  });

  it('coalesces while the function is busy', async () => {
    const sizes: number[] = [];
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    await start({
      handlers: {
        'follow-changes': async ({ Records }: DynamoDBStreamEvent) => {
          sizes.push(Records.length);
          await released;
        },
      },
    });
    await Promise.all(
      Array.from({ length: 300 }, (_, value) => write('450205#2024', `agency#${value}`, value)),
    );
    await onceWaiting(300);
    release(undefined);
    await system.settled();
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(300);
    // The first that came, and the others in full batches.
    const { batchSize } = WIRING['follow-changes'].trigger;
    expect(sizes).toHaveLength(1 + Math.ceil((300 - sizes[0]!) / batchSize));
  });

  it('passes a poisoned record after its retries, keeps its place as a dead letter and the order of the others', async () => {
    const processed: number[] = [];
    const reconciled: unknown[] = [];
    let tries = 0;
    let isMended = false;
    await start({
      streamRetries: 8,
      handlers: {
        'follow-changes': (event: DynamoDBStreamEvent) => {
          const values = valuesOf(event);
          if (values.includes(7) && !isMended) {
            if (values.length === 1) tries++;
            throw new Error('poison');
          }
          processed.push(...values);
        },
        'reconcile-inbox': (event: unknown) => void reconciled.push(event),
      },
    });
    for (let value = 0; value < 20; value++) await write('450205#2024', `agency#${value}`, value);
    await system.settled();
    expect(processed).toEqual(Array.from({ length: 20 }, (_, value) => value).filter((value) => value !== 7));
    expect(tries).toBe(9);
    const [letter] = system.deadLetters.list();
    expect(letter).toMatchObject({
      kind: 'stream',
      functionName: 'follow-changes',
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    expect(letter).not.toHaveProperty('event');
    isMended = true;
    expect(await system.replay()).toEqual({ replayed: 1, failed: 0 });
    expect(processed.at(-1)).toBe(7);
    expect(system.deadLetters.list()).toEqual([]);

    // A place that the stream has forgotten says no more than that anything may have changed.
    if (letter?.kind !== 'stream') throw new Error('no letter of the stream');
    const { DDBStreamBatchInfo } = letter;
    const forgotten = { ...DDBStreamBatchInfo, startSequenceNumber: '999999' };
    const kept = {
      ofEarlierVersion: { ...letter, event: { Records: [] } },
      forgotten: { ...letter, DDBStreamBatchInfo: forgotten },
    };
    for (const [id, content] of Object.entries(kept))
      await writeFile(join(system.dataDir, 'dead-letters', `${id}.json`), JSON.stringify({ ...content, id }));
    expect(await system.replay()).toEqual({ replayed: 2, failed: 0 });
    expect(reconciled).toEqual([{ graceMs: 0 }]);
    expect(system.deadLetters.list()).toEqual([]);
  });

  it('goes on from the first record that a partial answer names', async () => {
    const batches: number[][] = [];
    let failures = 2;
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    await start({
      handlers: {
        'follow-changes': async (event: DynamoDBStreamEvent) => {
          const values = valuesOf(event);
          batches.push(values);
          // The others pile up behind the first, and come as one batch.
          await released;
          const at = values.indexOf(5);
          if (at < 0 || failures-- <= 0) return { batchItemFailures: [] };
          return { batchItemFailures: [{ itemIdentifier: event.Records[at]!.dynamodb!.SequenceNumber! }] };
        },
      },
    });
    await write('450205#2024', 'agency#0', 0);
    await vi.waitFor(() => expect(batches).toEqual([[0]]));
    for (let value = 1; value < 10; value++) await write('450205#2024', `agency#${value}`, value);
    await onceWaiting(10);
    release(undefined);
    await system.settled();
    expect(batches).toEqual([[0], [1, 2, 3, 4, 5, 6, 7, 8, 9], [5], [5], [6, 7, 8, 9]]);
  });

  it('is taken up after a restart where it was left', async () => {
    const dataDir = await aFolder();
    const processed: number[] = [];
    const handlers = {
      'follow-changes': (event: DynamoDBStreamEvent) => void processed.push(...valuesOf(event)),
    };
    await start({ dataDir, handlers });
    await write('450205#2024', 'agency#1', 1);
    await system.settled();
    await system.stop();
    // As an earlier version has left it, which had two readers.
    const checkpointFile = join(dataDir, 'stream-checkpoints.json');
    const left = await readFile(checkpointFile, 'utf8');
    await writeFile(checkpointFile, left.replace('follow-changes', 'roll-up'));
    await start({ dataDir, handlers });
    await system.settled();
    expect(processed).toEqual([1]);
    await write('450205#2024', 'agency#1', 2);
    await system.settled();
    expect(processed).toEqual([1, 2]);
  });
});

describe('a system', () => {
  it('runs a scheduled function on demand, and keeps what it can not do', async () => {
    let isMended = false;
    await start({
      handlers: {
        'reconcile-inbox': (event: unknown) => {
          if (!isMended) throw new Error('not yet');
          return { event };
        },
      },
    });
    await expect(system.runSchedule('reconcile-inbox', { graceMs: 0 })).rejects.toThrow('not yet');
    expect(system.deadLetters.list()).toMatchObject([{ kind: 'schedule', reason: 'Error: not yet' }]);
    isMended = true;
    expect(await system.replay()).toEqual({ replayed: 1, failed: 0 });
    expect(await system.runSchedule('reconcile-inbox', { graceMs: 0 })).toEqual({ event: { graceMs: 0 } });
  });

  it('refuses a data folder that another one uses', async () => {
    await start({});
    await expect(startLocalSystem({ dataDir: system.dataDir })).rejects.toThrow(/is in use by process \d+/);
    expect(
      (
        await dynamodb.send(
          new GetItemCommand({ TableName: system.table, Key: { pk: { S: 'a' }, sk: { S: 'b' } } }),
        )
      ).Item,
    ).toBeUndefined();
  });

  it('refuses a port that is taken, and names it', async () => {
    await start({});
    const s3Port = Number(new URL(system.endpoints.s3).port);
    const dynamodbPort = Number(new URL(system.tableDoor?.endpoint ?? '').port);
    delete process.env['S3_ENDPOINT'];
    delete process.env['DYNAMODB_ENDPOINT'];
    await expect(startLocalSystem({ dataDir: await aFolder(), s3Port })).rejects.toThrow(`port ${s3Port}`);
    await expect(startLocalSystem({ dataDir: await aFolder(), dynamodbPort })).rejects.toThrow(
      `port ${dynamodbPort}`,
    );
  });
});
