/**
 * What AWS does between the parts, in a bad hour, over a store of its own: queues that repeat and reorder, a stream of many short
 * shards, functions that are ended in the midst of their work, and a table that refuses, does in part and does not acknowledge.
 */
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createHandler as createFollow } from '../../functions/follow-changes/handler.ts';
import { createHandler as createReceive } from '../../functions/receive-report/handler.ts';
import { createHandler as createReconcile } from '../../functions/reconcile-region/handler.ts';
import { createRandom } from '../../generator/random.ts';
import type { DeadLetter } from '../../local/dead-letters.ts';
import { createInvoke, type Handler } from '../../local/invoke.ts';
import { LOCAL_CREDENTIALS } from '../../local/local-credentials.ts';
import { createQueue, type ObjectQueue } from '../../local/queue.ts';
import { startStream } from '../../local/stream.ts';
import { WIRING, type FunctionName } from '../../shared/contracts/wiring.ts';
import type { Observer } from '../../shared/runtime/observe.ts';
import type { Store } from './a-store.ts';
import { createCutOff } from './cut-off.ts';
import type { TestEngines } from './engines.ts';
import { keptRejections } from './kept-rejections.ts';

const SILENT: Observer = {
  event: () => undefined,
  failed: () => undefined,
  count: () => undefined,
  flush: () => undefined,
};

interface SystemFaults {
  readonly seed: number;
  /** At how many of its calls of a store a function is ended. */
  readonly ended: number;
  /** How many messages are delivered once more while they are in hand. */
  readonly repeated: number;
  /** Records after which a shard is split or rolled over. */
  readonly splitAfter: number;
}

interface FaultySystem {
  /** What was met so far. */
  readonly met: () => { readonly ended: number; readonly repeated: number };
  /** Functions are ended no more. */
  calm(): void;
  /** Delivers dead letters once more, as an operator does who is told of them. */
  redrive(): Promise<void>;
  /** Resolves when nothing waits any more. Dead letters are delivered once more, until there are none. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Uploads of the store's bucket, those among `engines.uploads` from now on, are events of it. */
export async function startFaultySystem(
  engines: TestEngines,
  store: Store,
  bucketName: string,
  { seed, ended, repeated, splitAfter }: SystemFaults,
): Promise<FaultySystem> {
  const met = { repeated: 0 };
  let rate = ended;
  const cutOff = createCutOff(createRandom('ended', seed).next, () => rate);
  const disturbed = {
    ...store,
    table: cutOff.watched(store.table),
    bucket: cutOff.watched(store.bucket),
    trail: cutOff.watched(store.trail),
  };
  const deps = { ...disturbed, observer: SILENT, rejected: keptRejections().rejected };
  const letters: DeadLetter[] = [];
  const common = {
    deadLetters: { keep: (letter: DeadLetter) => void letters.push(letter) },
    nowEpochMs: () => Date.now(),
    onProblem: () => undefined,
    retryDelayMs: 1,
  };
  const draw = createRandom('queue', seed).next;
  const invokeOf = (name: FunctionName, handler: unknown) =>
    createInvoke({ name, ...WIRING[name], handler: cutOff.endable(handler as Handler) });
  const queueOf = (name: 'receive-report' | 'reconcile-region', handler: unknown): ObjectQueue => {
    const invoke = invokeOf(name, handler);
    const seen = new Set<string>();
    return createQueue({
      ...common,
      functionName: name,
      trigger: WIRING[name].trigger,
      invoke: (event) => {
        const { Records } = event as { Records: { receiptHandle: string }[] };
        for (const { receiptHandle } of Records) {
          if (seen.has(receiptHandle)) met.repeated++;
          seen.add(receiptHandle);
        }
        return invoke(event);
      },
      retryDelaysMs: [1],
      unruly: { draw, repeated },
    });
  };
  const queues = {
    'receive-report': queueOf('receive-report', createReceive(deps)),
    'reconcile-region': queueOf('reconcile-region', createReconcile(deps)),
  };

  const connection = {
    endpoint: engines.dynamodbEndpoint,
    region: engines.environment.AWS_REGION,
    credentials: LOCAL_CREDENTIALS,
  };
  const dynamodb = new DynamoDBClient(connection);
  const streams = new DynamoDBStreamsClient(connection);
  const stream = await startStream({
    dynamodb,
    streams,
    tableName: store.tableName,
    checkpointFile: join(engines.dataDir, `${store.tableName}-checkpoints.json`),
    smallWrites: { write: (_, write) => write() },
    consumers: [
      {
        ...common,
        functionName: 'follow-changes',
        trigger: WIRING['follow-changes'].trigger,
        invoke: invokeOf('follow-changes', createFollow(deps)),
        splitAfter,
      },
    ],
    onProblem: () => undefined,
  });

  let offered = engines.uploads.length;
  const offer = (): void => {
    for (const record of engines.uploads.slice(offered)) {
      offered++;
      if (record.s3.bucket.name !== bucketName) continue;
      for (const queue of Object.values(queues)) queue.offer(record);
    }
  };
  const offering = setInterval(offer, 10);
  const activity = (): number =>
    stream.read + Object.values(queues).reduce((sum, { taken }) => sum + taken, 0);

  const redrive = async (): Promise<void> => {
    await Promise.all(
      letters.splice(0).map((letter) => {
        if (letter.kind !== 'queue') throw new Error(`what the stream gave up: ${letter.reason}`);
        return queues[letter.functionName as keyof typeof queues].resend(letter);
      }),
    );
  };

  return {
    met: () => ({ ended: cutOff.met, repeated: met.repeated }),
    calm: () => void (rate = 0),
    redrive,
    async settled() {
      // Twice over: what was under way when the first look began may have written something behind it.
      for (let quiet = 0; quiet < 2;) {
        const before = activity();
        await engines.delivered();
        offer();
        for (const queue of Object.values(queues)) await queue.idle();
        await stream.drained();
        await cutOff.over();
        await redrive();
        quiet = before === activity() ? quiet + 1 : 0;
      }
    },
    async stop() {
      clearInterval(offering);
      await Promise.all([stream.stop(), ...Object.values(queues).map((queue) => queue.stop())]);
      dynamodb.destroy();
      streams.destroy();
    },
  };
}
