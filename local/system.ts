/** The whole system on one machine: embedded engines, and what AWS does between the parts. */
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { withoutLogger } from '../shared/adapters/clients.ts';
import { openBucket } from '../shared/adapters/open.ts';
import type { PartHealth } from '../shared/contracts/api/api-answers.ts';
import { WIRING, type FunctionName, type Trigger } from '../shared/contracts/wiring.ts';
import { countEpochMs } from '../shared/domain/basics/calendar.ts';
import { listOwnOrigins } from '../shared/runtime/own-machine.ts';
import { listenToObservers, type Observed } from '../shared/runtime/observe.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { readOwnFile } from './atomic-file.ts';
import { nameTokenSecretFile } from './authority/token-secret.ts';
import { openDeadLetters, type DeadLetter } from './dead-letters.ts';
import { startEngineProcess, type TableAccess } from './engine-process.ts';
import { lockFolder } from './folder-lock.ts';
import { pickEnvironment, readEnvironmentNames } from './function-environment.ts';
import { createHealth, judgeWork } from './health.ts';
import { countObserved, type Gauge, type Metrics } from './metrics.ts';
import { createInvoke, type Handler, type Invoke } from './invoke.ts';
import { isolateHandler, type IsolatedHandler } from './isolated-handler.ts';
import { LOCAL_CREDENTIALS } from './local-credentials.ts';
import { makeLocalEnvironment, provision, type LocalEnvironment } from './provision.ts';
import { createQueue, type ObjectQueue, type Unruliness } from './queue.ts';
import { saveNowAndThen } from './saved-state.ts';
import { startSchedules } from './schedule.ts';
import { replayLetters } from './replay-letters.ts';
import { createSmallWrites } from './small-writes.ts';
import { startStream, streamDoneUpTo } from './stream.ts';
import type { SystemLog } from './system-log.ts';
import type { UploadRecord } from './upload-record.ts';

/** How long invocations in flight may take when the system stops. */
const FINISH_WITHIN_MS = 5000;
const REDONE_AT_START: ReadonlySet<string> = new Set(['reconcile-inbox'] satisfies FunctionName[]);
/** Log lines of every upload would hide what matters on a terminal. */
const QUIET = { POWERTOOLS_LOG_LEVEL: 'WARN', POWERTOOLS_METRICS_DISABLED: 'true', POWERTOOLS_DEV: 'false' };

export interface SystemOptions {
  readonly dataDir: string;
  /** Ports on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  readonly s3Port: number;
  readonly dynamodbPort: number;
  /** Serves the web app once everything else runs; without it there is none. */
  readonly serveWeb?: (
    port: number,
    tableDoor: TableAccess | undefined,
  ) => Promise<{ readonly port: number; close(): Promise<void> }>;
  /** Where the functions' logs go, and which uploads came. */
  readonly log?: SystemLog;
  /** Counts what the functions do. */
  readonly metrics?: Metrics;
  readonly onProgress?: (message: string) => void;
  readonly onProblem?: (message: string) => void;
  /** Instead of the functions themselves, in tests. */
  readonly handlers?: Partial<Readonly<Record<FunctionName, Handler>>>;
  /** Instead of the sources, in tests: a folder with what is deployed, `<function>/index.mjs`. */
  readonly bundles?: URL;
  /** Instead of the usual delays before retries, in tests. */
  readonly retryDelayMs?: number;
  /** Instead of hours of retries, in tests. */
  readonly streamRetries?: number;
  /** Records of the stream after which a shard is split or rolled over, in tests. */
  readonly splitAfter?: number;
  /** Queues as unruly as SQS may be, in tests. */
  readonly unruly?: Unruliness;
}

export interface LocalSystem {
  readonly endpoints: { readonly web: string | undefined; readonly s3: string; readonly dynamodb: string };
  /** How programs outside reach the table; `undefined` where it is not ours. `endpoints.dynamodb` is for the system alone. */
  readonly tableDoor: TableAccess | undefined;
  readonly bucket: string;
  readonly table: string;
  readonly awsEnvironment: LocalEnvironment;
  /** How each part does, as it was at most some seconds ago. */
  health(): Promise<readonly PartHealth[]>;
  /** How much waits, and since when. */
  gauges(): Promise<readonly Gauge[]>;
  /** Resolves when everything that was uploaded or written before the call has had all its consequences. */
  settled(): Promise<void>;
  /** Messages about uploads that wait or are being handled. */
  waiting(): number;
  readonly deadLetters: {
    list(): DeadLetter[];
    /** Answers whether there was one. */
    discard(id: string, reason: string): boolean;
  };
  /** Processes every dead letter again; those that succeed are gone. */
  replay(): Promise<{ readonly replayed: number; readonly failed: number }>;
  /** Runs a scheduled function now. Answers what it answers. */
  runSchedule(name: string, event?: unknown): Promise<unknown>;
  /** Resolves when the engines have stopped, wanted or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export async function startSystem(options: SystemOptions): Promise<LocalSystem> {
  const { dataDir, serveWeb, log, metrics } = options;
  const onProgress = options.onProgress ?? (() => undefined);
  const onProblem =
    options.onProblem ?? ((message: string) => void process.stderr.write(`[local] ${message}\n`));
  const observe = (observed: Observed): void => {
    if (observed.kind === 'logged') log?.logged(observed);
    else countObserved(metrics, observed);
  };
  const nowEpochMs = (): number => countEpochMs(systemClock());
  const cleanUp: (() => Promise<void> | void)[] = [];
  const undo = async (): Promise<void> => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  };

  try {
    const lock = await lockFolder(dataDir, 'system');
    cleanUp.push(() => lock.release());

    const watermarkFile = join(dataDir, 'inbox-queue.json');
    const checkpointFile = join(dataDir, 'stream-checkpoints.json');
    // Without it every upload is reported again: what is done already is repeated, and changes nothing.
    let newestUpload = readOwnFile(watermarkFile, watermarkSchema, onProblem)?.processed ?? '';
    const early: UploadRecord[] = [];
    let onUpload = (record: UploadRecord): void => void early.push(record);
    const elsewhere = { s3: process.env['S3_ENDPOINT'], dynamodb: process.env['DYNAMODB_ENDPOINT'] };
    onProgress('starting the embedded engines');
    const engines = await startEngineProcess(
      {
        dataDir,
        ...(elsewhere.s3 === undefined ? { s3Port: options.s3Port } : {}),
        ...(elsewhere.dynamodb === undefined ? { dynamodbPort: options.dynamodbPort } : {}),
        eventPrefixes: wired('object-queue').flatMap(({ trigger }) => trigger.prefixes),
        eventsAfter: newestUpload,
        streamDoneUpTo: streamDoneUpTo(
          checkpointFile,
          wired('table-stream').map(({ name }) => name),
          onProblem,
        ),
      },
      (record) => onUpload(record),
    );
    cleanUp.push(() => engines.stop());
    let isRefusing = false;
    const smallWrites = createSmallWrites({
      onProblem,
      onRefusal: (reason) => {
        isRefusing = reason !== undefined;
        engines.refuseUploads(reason);
      },
      againAfterMs: options.retryDelayMs,
    });
    cleanUp.push(() => smallWrites.stop());

    const environment = makeLocalEnvironment(
      engines.s3Endpoint ?? elsewhere.s3 ?? '',
      engines.dynamodbEndpoint ?? elsewhere.dynamodb ?? '',
    );
    cleanUp.push(
      setEnvironment({
        ...QUIET,
        ...environment,
        ...mailEnvironment(dataDir),
        ...(engines.s3Endpoint === undefined ? {} : { UPLOAD_TOKENS_FILE: nameTokenSecretFile(dataDir) }),
      }),
    );
    onProgress('looking after bucket and table');
    await provision(environment);

    onProgress('loading the functions');
    listenToObservers(observe);
    cleanUp.push(() => listenToObservers(undefined));
    const deadLetters = openDeadLetters(join(dataDir, 'dead-letters'), { smallWrites, onProblem });
    const invokes = new Map<string, Invoke>();
    const invokesAlone = new Map<string, Invoke>();
    const threads: FunctionThread[] = [];
    const moduleOf = (name: FunctionName): URL =>
      options.bundles
        ? new URL(`${name}/index.mjs`, options.bundles)
        : new URL(`../functions/${name}/index.ts`, import.meta.url);
    for (const name of functionNames) {
      const { trigger, timeoutS, memoryMb } = WIRING[name];
      if (trigger.kind === 'http' || trigger.kind === 'mail-events') continue;
      const replaced = options.handlers?.[name];
      const onEnded = (seconds: number): void =>
        metrics?.took('gouji_invocation_duration_seconds', { function: name }, seconds);
      const isScheduled = trigger.kind === 'schedule';
      const isStream = trigger.kind === 'table-stream';
      if (!replaced && (isScheduled || isStream || READS_UPLOADS.has(name))) {
        const names = await readEnvironmentNames(name);
        const isolated = (): Invoke => {
          const { handler, end, readMemoryBytes, readProcessorSeconds } = isolateHandler(
            name,
            moduleOf(name),
            {
              keepForMs: isScheduled || name === 'reconcile-region' ? KEEP_SCHEDULED_MS : undefined,
              memoryMb,
              readEnvironment: () => pickEnvironment(process.env, names),
              onObserved: observe,
            },
          );
          cleanUp.push(end);
          threads.push({ name, readMemoryBytes, readProcessorSeconds });
          return createInvoke({ name, handler, timeoutS, memoryMb, end, onEnded });
        };
        invokes.set(name, isolated());
        if (READS_UPLOADS.has(name)) invokesAlone.set(name, isolated());
        continue;
      }
      const handler = replaced ?? (await loadHandler(moduleOf(name)));
      invokes.set(name, createInvoke({ name, handler, timeoutS, memoryMb, onEnded }));
    }
    const invokeOf = (name: string): Invoke => {
      const invoke = invokes.get(name);
      if (!invoke) throw new Error(`there is no function ${name}`);
      return invoke;
    };
    const { retryDelayMs } = options;
    const common = { deadLetters, nowEpochMs, onProblem, retryDelayMs };

    const queues = new Map<string, ObjectQueue>(
      wired('object-queue').map(({ name, trigger }) => [
        name,
        createQueue({
          ...common,
          functionName: name,
          trigger,
          invoke: invokeOf(name),
          invokeAlone: invokesAlone.get(name),
          retryDelaysMs: retryDelayMs === undefined ? undefined : [retryDelayMs],
          onProgress: () => watermark.changed(),
          unruly: options.unruly,
        }),
      ]),
    );
    const watermark = saveNowAndThen(
      watermarkFile,
      () => {
        const [oldest] = [...queues.values()].flatMap((queue) => queue.oldestUnprocessed() ?? []).sort();
        return { processed: oldest === undefined ? newestUpload : before(oldest) };
      },
      smallWrites,
    );

    const connection = { region: environment.AWS_REGION, credentials: LOCAL_CREDENTIALS };
    const dynamodb = new DynamoDBClient({ ...connection, endpoint: environment.DYNAMODB_ENDPOINT });
    const streams = withoutLogger(
      new DynamoDBStreamsClient({ ...connection, endpoint: environment.DYNAMODB_ENDPOINT }),
    );
    cleanUp.push(() => {
      dynamodb.destroy();
      streams.destroy();
    });
    const stream = await startStream({
      dynamodb,
      streams,
      tableName: environment.TABLE_NAME,
      checkpointFile,
      smallWrites,
      consumers: wired('table-stream').map(({ name, trigger }) => ({
        ...common,
        functionName: name,
        trigger: { ...trigger, maxRetries: options.streamRetries ?? trigger.maxRetries },
        invoke: invokeOf(name),
        splitAfter: options.splitAfter,
      })),
      onProblem,
    });
    const schedules = startSchedules({
      ...common,
      scheduled: wired('schedule').map(({ name, trigger }) => ({
        ...trigger,
        name,
        invoke: invokeOf(name),
        isRedoneAtStart: REDONE_AT_START.has(name),
      })),
    });
    cleanUp.push(async () => {
      const halted = Promise.all([
        stream.stop(),
        schedules.stop(),
        ...[...queues.values()].map((queue) => queue.stop()),
      ]);
      const inTime = await withinTime(halted, FINISH_WITHIN_MS);
      if (!inTime)
        onProblem('some invocations did not end in time; what they were for is done at the next start');
      watermark.flush();
    });
    onUpload = (record) => {
      log?.received(record);
      metrics?.count('gouji_uploads_received_total', {});
      const { sequencer } = record.s3.object;
      if (sequencer > newestUpload) newestUpload = sequencer;
      for (const queue of queues.values()) queue.offer(record);
    };
    early.splice(0).forEach(onUpload);

    const web = await serveWeb?.(options.port, engines.tableDoor);
    if (web) {
      cleanUp.push(() => web.close());
      engines.allowOrigins(listOwnOrigins(web.port));
      cleanUp.push(setEnvironment({ SITE_URL: `http://127.0.0.1:${web.port}/` }));
    }

    const { client: s3, bucketName } = openBucket(environment, connection);
    cleanUp.push(() => s3.destroy());
    const countDead = (kind: DeadLetter['kind']): number =>
      deadLetters.list().filter((letter) => letter.kind === kind).length;
    const tellAge = (epochMs: number | undefined): number | undefined =>
      epochMs === undefined ? undefined : nowEpochMs() - epochMs;
    const health = createHealth({
      table: async (abortSignal) => {
        const Key = { pk: { S: 'health' }, sk: { S: 'health' } };
        await dynamodb.send(new GetItemCommand({ TableName: environment.TABLE_NAME, Key }), { abortSignal });
        return undefined;
      },
      bucket: async (abortSignal) => {
        await s3.send(new HeadBucketCommand({ Bucket: bucketName }), { abortSignal });
        return isRefusing ? 'uploads are refused: what they lead to can’t be written to the disk' : undefined;
      },
      queue: () => {
        const oldest = [...queues.values()].flatMap((queue) => queue.oldestSentEpochMs() ?? []);
        const oldestAgeMs = oldest.length === 0 ? undefined : tellAge(Math.min(...oldest));
        return judgeWork({ dead: countDead('queue'), oldestAgeMs });
      },
      stream: () =>
        stream.isReadable
          ? judgeWork({ dead: countDead('stream'), oldestAgeMs: tellAge(stream.oldestEpochMs) })
          : 'does not answer',
      schedules: () => judgeWork({ dead: countDead('schedule'), oldestAgeMs: undefined }),
    });

    const gauges = async (): Promise<Gauge[]> => [
      ...[...queues].flatMap(([name, queue]): Gauge[] => [
        { name: 'gouji_queue_waiting', labels: { function: name }, value: queue.waiting },
        {
          name: 'gouji_queue_oldest_age_seconds',
          labels: { function: name },
          value: (tellAge(queue.oldestSentEpochMs()) ?? 0) / 1000,
        },
      ]),
      ...(await measureThreads(threads)),
      { name: 'gouji_stream_waiting', value: stream.backlog },
      { name: 'gouji_stream_oldest_age_seconds', value: (tellAge(stream.oldestEpochMs) ?? 0) / 1000 },
      ...(['queue', 'stream', 'schedule'] as const).map((kind) => ({
        name: 'gouji_dead_letters',
        labels: { kind },
        value: countDead(kind),
      })),
      ...(await health()).map(({ part, status }) => ({
        name: 'gouji_part_ok',
        labels: { part },
        value: status === 'ok' ? 1 : 0,
      })),
    ];

    let stopping: Promise<void> | undefined;
    const activity = (): number =>
      stream.read + schedules.begun + [...queues.values()].reduce((sum, { taken }) => sum + taken, 0);

    return {
      endpoints: {
        web: web && `http://127.0.0.1:${web.port}`,
        s3: environment.S3_ENDPOINT,
        dynamodb: environment.DYNAMODB_ENDPOINT,
      },
      tableDoor: engines.tableDoor,
      bucket: environment.BUCKET_NAME,
      table: environment.TABLE_NAME,
      awsEnvironment: environment,
      health,
      gauges,
      async settled() {
        // Twice over: what was under way when the first look began may have written something behind it.
        for (let quiet = 0; quiet < 2 && stopping === undefined;) {
          const before = activity();
          await engines.delivered();
          await Promise.all([...queues.values()].map((queue) => queue.idle()));
          await schedules.idle();
          await stream.drained();
          quiet = before === activity() ? quiet + 1 : 0;
        }
      },
      waiting: () => [...queues.values()].reduce((sum, { waiting }) => sum + waiting, 0),
      deadLetters: {
        list: () => deadLetters.list(),
        discard: (id, reason) => deadLetters.discard(id, reason, systemClock()),
      },
      replay: () =>
        replayLetters({
          deadLetters,
          queues,
          stream,
          streamReader: 'follow-changes',
          findInvoke: invokeOf,
          onProblem,
        }),
      runSchedule: (name, event) => schedules.runNow(name, event),
      ended: engines.ended,
      stop: () => (stopping ??= undo()),
    };
  } catch (error) {
    await undo();
    throw error;
  }
}

type FunctionThread = Pick<IsolatedHandler, 'readMemoryBytes' | 'readProcessorSeconds'> & {
  readonly name: FunctionName;
};

/** What functions hold that run in threads of their own, beside their limits, which bound the same; and what they have cost. */
async function measureThreads(threads: readonly FunctionThread[]): Promise<Gauge[]> {
  const measured = await Promise.all(
    threads.map(async ({ name, readMemoryBytes, readProcessorSeconds }) => ({
      name,
      bytes: await readMemoryBytes(),
      seconds: await readProcessorSeconds(),
    })),
  );
  return [...Map.groupBy(measured, ({ name }) => name)].flatMap(([name, all]) => [
    {
      name: 'gouji_function_memory_bytes',
      labels: { function: name },
      value: Math.max(...all.map(({ bytes }) => bytes)),
    },
    {
      name: 'gouji_function_cpu_seconds_total',
      labels: { function: name },
      value: all.reduce((sum, { seconds }) => sum + seconds, 0),
    },
  ]);
}

const functionNames = Object.keys(WIRING).filter((name): name is FunctionName => Object.hasOwn(WIRING, name));

/** Functions with one kind of trigger. */
function wired<Kind extends Trigger['kind']>(
  kind: Kind,
): { name: FunctionName; trigger: Extract<Trigger, { kind: Kind }> }[] {
  const isOfKind = (trigger: Trigger): trigger is Extract<Trigger, { kind: Kind }> => trigger.kind === kind;
  return functionNames.flatMap((name) => {
    const trigger: Trigger = WIRING[name].trigger;
    return isOfKind(trigger) ? [{ name, trigger }] : [];
  });
}

/**
 * They read what anyone may upload. Each has two threads, the second begun only for what did not end in the first. What adds up
 * and what runs on a schedule has a thread, too: the pages answer as ever beside a day of many uploads, and the long work of a night.
 */
const READS_UPLOADS: ReadonlySet<FunctionName> = new Set<FunctionName>([
  'receive-report',
  'reconcile-region',
]);
/** A thread that works once a night is no memory by day. */
const KEEP_SCHEDULED_MS = 30_000;

const moduleSchema = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });
let systemsStarted = 0;

/** The module reads its environment as it loads: each start loads it anew. */
async function loadHandler(module: URL): Promise<Handler> {
  systemsStarted++;
  const loaded: unknown = await import(`${module.href}?start=${systemsStarted}`);
  return moduleSchema.parse(loaded).handler;
}

/** Mails lie in the outbox, unless `SMTP_URL` says where they go. */
const mailEnvironment = (dataDir: string) => ({
  MAIL_FROM: '勾稽 Gouji <gouji@localhost.localdomain>',
  OUTBOX_DIR: join(dataDir, 'outbox'),
});
const USERS_OWN: readonly string[] = [...Object.keys(QUIET), 'MAIL_FROM', 'SITE_URL'];

/** Answers a function that puts back what was there before. What the user has set for logs and mails stays. */
function setEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  for (const [name, value] of Object.entries(variables))
    if (!(USERS_OWN.includes(name) && process.env[name] !== undefined)) process.env[name] = value;
  return () => {
    for (const [name, value] of before)
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
  };
}

/** The sequencer just below this one. */
const before = (sequencer: string): string =>
  (BigInt(`0x${sequencer}`) - 1n).toString(16).toUpperCase().padStart(sequencer.length, '0');

const watermarkSchema = z.object({ processed: z.string() });

async function withinTime(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
