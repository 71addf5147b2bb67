/** One shard of a function's stream: its records in order, one batch at a time, past what the function can't process. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { StreamTrigger } from '../shared/contracts/wiring.ts';
import { listFailedItems } from './batch-response.ts';
import { describeFailure, type Invoke } from './invoke.ts';

const RETRY_DELAY_MS = 50;
const MAX_RETRY_DELAY_MS = 2000;
/**
 * A shard rests for as long as its last batch took, so that what comes meanwhile is one batch: a hundred changed children
 * of one region are one sum. AWS asks a shard four times a second.
 */
const MAX_REST_MS = 250;

export interface ShardDeps<Waiting> {
  readonly functionName: string;
  readonly trigger: StreamTrigger;
  readonly invoke: Invoke;
  readonly readRecord: (waiting: Waiting) => DynamoDBRecord;
  readonly nowEpochMs: () => number;
  readonly onProblem: (message: string) => void;
  /** Called with what was processed. */
  readonly onDone: (records: readonly Waiting[]) => void;
  /** Called with one that is given up, before it counts as done. */
  readonly onGivenUp: (record: Waiting, reason: string) => void;
  readonly retryDelayMs?: number | undefined;
  /** Where it takes the place of another: nothing is processed before that one is emptied. */
  readonly after?: Promise<void> | undefined;
}

export interface StreamShard<Waiting> {
  take(record: Waiting): void;
  /** Nothing more will come. */
  close(): void;
  /** Resolves when it is closed and nothing is left in it. */
  readonly emptied: Promise<void>;
  /** Begins nothing further. Resolves when the invocation in flight has ended. */
  stop(): Promise<void>;
}

export function createShard<Waiting>(deps: ShardDeps<Waiting>): StreamShard<Waiting> {
  const { functionName, trigger, invoke, readRecord, nowEpochMs, onProblem, onDone, onGivenUp } = deps;
  const waiting: Waiting[] = [];
  const emptied = Promise.withResolvers<undefined>();
  const stopped = Promise.withResolvers<undefined>();
  let { after } = deps;
  let isClosed = false;
  let isStopped = false;
  const mayGoOn = (): boolean => !isStopped;
  let work: Promise<void> | undefined;
  let restedAtMs = 0;

  function begin(): void {
    if (isStopped || work !== undefined) return;
    if (waiting.length > 0) work = run();
    else if (isClosed) emptied.resolve(undefined);
  }

  async function run(): Promise<void> {
    if (after) await Promise.race([after, stopped.promise]);
    after = undefined;
    while (waiting.length > 0 && mayGoOn()) {
      await restUntil(restedAtMs);
      if (!mayGoOn()) break;
      const begunMs = performance.now();
      await processInOrder(waiting.splice(0, trigger.batchSize));
      const endedMs = performance.now();
      restedAtMs = endedMs + Math.min(endedMs - begunMs, MAX_REST_MS);
    }
    work = undefined;
    begin();
  }

  async function restUntil(ms: number): Promise<void> {
    const left = ms - performance.now();
    if (left > 0) await sleep(left);
  }

  /** Segments are processed one after the other; one that fails is split, so that one bad record stops but itself. */
  async function processInOrder(batch: readonly Waiting[]): Promise<void> {
    const segments: { records: readonly Waiting[]; failures: number }[] = [{ records: batch, failures: 0 }];
    for (;;) {
      const segment = segments[0];
      if (!segment || !mayGoOn()) return;
      const { failedAt, reason, isWhole } = await attempt(segment.records);
      if (failedAt === undefined) {
        onDone(segment.records);
        segments.shift();
        continue;
      }
      if (!mayGoOn()) return;
      onDone(segment.records.slice(0, failedAt));
      const rest = segment.records.slice(failedAt);
      const failures = failedAt === 0 ? segment.failures + 1 : 1;
      const [first, ...others] = rest;
      if (first === undefined) return;
      if (others.length > 0) {
        const cut = isWhole ? Math.ceil(rest.length / 2) : 1;
        segments.splice(
          0,
          1,
          { records: rest.slice(0, cut), failures: 0 },
          { records: rest.slice(cut), failures: 0 },
        );
      } else if (failures <= trigger.maxRetries && !isTooOld(first))
        segments[0] = { records: rest, failures };
      else {
        onGivenUp(first, reason);
        onDone(rest);
        segments.shift();
        continue;
      }
      await delay(failures);
    }
  }

  function isTooOld(waited: Waiting): boolean {
    const writtenS = readRecord(waited).dynamodb?.ApproximateCreationDateTime;
    return writtenS !== undefined && nowEpochMs() / 1000 - writtenS > trigger.maxRecordAgeS;
  }

  async function attempt(
    waited: readonly Waiting[],
  ): Promise<{ failedAt: number | undefined; reason: string; isWhole: boolean }> {
    const event: DynamoDBStreamEvent = { Records: waited.map(readRecord) };
    const numbers = event.Records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    try {
      const failed = listFailedItems(await invoke(event), new Set(numbers));
      const failedAt = numbers.findIndex((number) => failed.has(number));
      return {
        failedAt: failedAt < 0 ? undefined : failedAt,
        reason: 'the function reported the record as failed',
        isWhole: false,
      };
    } catch (error) {
      onProblem(`${functionName} failed with a batch of ${waited.length}: ${describeFailure(error)}`);
      return { failedAt: 0, reason: describeFailure(error), isWhole: true };
    }
  }

  async function delay(failures: number): Promise<void> {
    const { retryDelayMs = RETRY_DELAY_MS } = deps;
    const ms = Math.min(MAX_RETRY_DELAY_MS, retryDelayMs * 2 ** (failures - 1));
    await sleep(ms);
  }

  return {
    take(record) {
      waiting.push(record);
      begin();
    },
    close() {
      isClosed = true;
      begin();
    },
    emptied: emptied.promise,
    async stop() {
      isStopped = true;
      stopped.resolve(undefined);
      await work;
    },
  };
}
