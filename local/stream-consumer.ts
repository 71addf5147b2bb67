/** One function's way through the table's stream: in order, in batches, past what it can't process. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { StreamTrigger } from '../shared/contracts/wiring.ts';
import { listFailedItems } from './batch-response.ts';
import type { DeadLetters } from './dead-letters.ts';
import { describeFailure, type Invoke } from './invoke.ts';

const RETRY_DELAY_MS = 50;
const MAX_RETRY_DELAY_MS = 2000;
/**
 * A consumer rests for as long as its last batch took, so that what comes meanwhile is one batch: a hundred changed children
 * of one region are one sum. AWS asks a shard four times a second.
 */
const MAX_REST_MS = 250;

/** A record with the place that it has in the stream. */
interface Positioned {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly sortKey: string;
  readonly record: DynamoDBRecord;
}
export type Position = Pick<Positioned, 'shardId' | 'sequenceNumber'>;

export interface ConsumerDeps {
  readonly functionName: string;
  readonly trigger: StreamTrigger;
  readonly invoke: Invoke;
  readonly deadLetters: Pick<DeadLetters, 'keep'>;
  readonly nowEpochMs: () => number;
  readonly onProblem: (message: string) => void;
  /** Called when the consumer has moved on. */
  readonly onProgress: () => void;
  readonly retryDelayMs?: number | undefined;
}

export interface StreamConsumer {
  readonly functionName: string;
  take(records: readonly Positioned[], streamArn: string): void;
  /** Everything up to here is done; `undefined` before anything is. */
  readonly checkpoint: Position | undefined;
  /** Records that wait or are being processed. */
  readonly backlog: number;
  /** When the oldest of them was written, as exactly as the stream tells. */
  readonly oldestEpochS: number | undefined;
  readonly isIdle: boolean;
  /** Begins nothing further. Resolves when the invocation in flight has ended. */
  stop(): Promise<void>;
}

export function createConsumer(deps: ConsumerDeps, startAt: Position | undefined): StreamConsumer {
  const { functionName, trigger, invoke, deadLetters, nowEpochMs, onProblem, onProgress } = deps;
  const waiting: Positioned[] = [];
  let checkpoint = startAt;
  /** The last record seen, whether the function wants it or not. */
  let read = startAt;
  let arn = '';
  let inHand = 0;
  let oldestInHand: Positioned | undefined;
  let isStopped = false;
  const mayGoOn = (): boolean => !isStopped;
  let work: Promise<void> | undefined;
  let restedAtMs = 0;

  async function run(): Promise<void> {
    while (waiting.length > 0 && mayGoOn()) {
      await restUntil(restedAtMs);
      if (!mayGoOn()) break;
      const begunMs = performance.now();
      const batch = waiting.splice(0, trigger.batchSize);
      inHand = batch.length;
      oldestInHand = batch[0];
      await processInOrder(batch);
      const endedMs = performance.now();
      restedAtMs = endedMs + Math.min(endedMs - begunMs, MAX_REST_MS);
      inHand = 0;
      oldestInHand = undefined;
    }
    work = undefined;
    advance();
  }

  async function restUntil(ms: number): Promise<void> {
    const left = ms - performance.now();
    if (left > 0) await sleep(left);
  }

  function advance(): void {
    if (waiting.length === 0 && inHand === 0 && !isStopped) checkpoint = read;
    onProgress();
  }

  function done(records: readonly Positioned[]): void {
    const last = records.at(-1);
    if (!last) return;
    checkpoint = { shardId: last.shardId, sequenceNumber: last.sequenceNumber };
    onProgress();
  }

  /** Segments are processed one after the other; one that fails is split, so that one bad record stops but itself. */
  async function processInOrder(batch: readonly Positioned[]): Promise<void> {
    const segments: { records: readonly Positioned[]; failures: number }[] = [
      { records: batch, failures: 0 },
    ];
    for (;;) {
      const segment = segments[0];
      if (!segment || !mayGoOn()) return;
      const { failedAt, reason, isWhole } = await attempt(segment.records);
      if (failedAt === undefined) {
        done(segment.records);
        segments.shift();
        continue;
      }
      if (!mayGoOn()) return;
      done(segment.records.slice(0, failedAt));
      const rest = segment.records.slice(failedAt);
      const failures = failedAt === 0 ? segment.failures + 1 : 1;
      if (rest.length > 1) {
        const cut = isWhole ? Math.ceil(rest.length / 2) : 1;
        segments.splice(
          0,
          1,
          { records: rest.slice(0, cut), failures: 0 },
          { records: rest.slice(cut), failures: 0 },
        );
      } else if (failures <= trigger.maxRetries && !isTooOld(rest)) segments[0] = { records: rest, failures };
      else {
        bury(rest, reason);
        done(rest);
        segments.shift();
        continue;
      }
      await delay(failures);
    }
  }

  function isTooOld([first]: readonly Positioned[]): boolean {
    const writtenS = first?.record.dynamodb?.ApproximateCreationDateTime;
    return writtenS !== undefined && nowEpochMs() / 1000 - writtenS > trigger.maxRecordAgeS;
  }

  async function attempt(
    records: readonly Positioned[],
  ): Promise<{ failedAt: number | undefined; reason: string; isWhole: boolean }> {
    const numbers = records.map(({ sequenceNumber }) => sequenceNumber);
    const event: DynamoDBStreamEvent = { Records: records.map(({ record }) => record) };
    try {
      const failed = listFailedItems(await invoke(event), new Set(numbers));
      const failedAt = numbers.findIndex((number) => failed.has(number));
      return {
        failedAt: failedAt < 0 ? undefined : failedAt,
        reason: 'the function reported the record as failed',
        isWhole: false,
      };
    } catch (error) {
      onProblem(`${functionName} failed with a batch of ${records.length}: ${describeFailure(error)}`);
      return { failedAt: 0, reason: describeFailure(error), isWhole: true };
    }
  }

  async function delay(failures: number): Promise<void> {
    const { retryDelayMs = RETRY_DELAY_MS } = deps;
    const ms = Math.min(MAX_RETRY_DELAY_MS, retryDelayMs * 2 ** (failures - 1));
    await sleep(ms);
  }

  function bury(records: readonly Positioned[], reason: string): void {
    const first = records[0];
    const last = records.at(-1);
    if (!first || !last) return;
    onProblem(`${functionName}: record ${first.sequenceNumber} is a dead letter: ${reason}`);
    deadLetters.keep({
      kind: 'stream',
      id: `${functionName}-${first.sequenceNumber}`,
      functionName,
      reason,
      diedAt: new Date(nowEpochMs()).toISOString(),
      DDBStreamBatchInfo: {
        shardId: first.shardId,
        startSequenceNumber: first.sequenceNumber,
        endSequenceNumber: last.sequenceNumber,
        batchSize: records.length,
        streamArn: arn,
      },
      event: { Records: records.map(({ record }) => record) },
    });
  }

  return {
    functionName,
    take(records, streamArn) {
      arn = streamArn;
      for (const positioned of records) {
        if (startAt && !isAfter(positioned, startAt)) continue;
        read = { shardId: positioned.shardId, sequenceNumber: positioned.sequenceNumber };
        if (trigger.sortKeyPrefixes.some((prefix) => positioned.sortKey.startsWith(prefix)))
          waiting.push(positioned);
      }
      if (work === undefined && !isStopped) {
        if (waiting.length > 0) work = run();
        else advance();
      }
    },
    get checkpoint() {
      return checkpoint;
    },
    get backlog() {
      return waiting.length + inHand;
    },
    get oldestEpochS() {
      return (oldestInHand ?? waiting[0])?.record.dynamodb?.ApproximateCreationDateTime;
    },
    get isIdle() {
      return work === undefined && waiting.length === 0;
    },
    async stop() {
      isStopped = true;
      await work;
    },
  };
}

/** Sequence numbers are decimal and of any length. Another shard than the one left off at is a later one. */
export function isAfter(one: Position, other: Position): boolean {
  if (one.shardId !== other.shardId) return true;
  const [a, b] = [one.sequenceNumber, other.sequenceNumber].map((digits) => digits.replace(/^0+/, ''));
  if (a === undefined || b === undefined) return true;
  return a.length === b.length ? a > b : a.length > b.length;
}
