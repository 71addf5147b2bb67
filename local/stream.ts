/** DynamoDB Streams: one reader of the table's stream, which feeds every consumer. */
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
  type AttributeValue as SdkAttributeValue,
  type DynamoDBStreamsClient,
  type Shard,
  type _Record,
} from '@aws-sdk/client-dynamodb-streams';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { readOwnFile } from './atomic-file.ts';
import { describeFailure } from './invoke.ts';
import { saveNowAndThen } from './saved-state.ts';
import type { SmallWrites } from './small-writes.ts';
import {
  createConsumer,
  isAfter,
  type ConsumerDeps,
  type Position,
  type Positioned,
  type StreamConsumer,
} from './stream-consumer.ts';

const RECORDS_PER_READ = 500;
/** The reader waits while a consumer has more than this before it. */
const MAX_BACKLOG = 2000;
const POLL_MS = 50;
/** Between polls once nothing has come for a while. */
const SLEEPY_POLL_MS = 200;
const SLEEPY_AFTER_MS = 5000;
const AFTER_ERROR_MS = 500;
/** A read takes milliseconds. */
const HANGING_AFTER_MS = 10_000;

const checkpointsSchema = z.object({
  streamArn: z.string(),
  consumers: z.record(z.string(), z.object({ shardId: z.string(), sequenceNumber: z.string() })),
});

/** Up to where every one of the consumers is done, as the last run has written it down. */
export function streamDoneUpTo(
  checkpointFile: string,
  consumers: readonly string[],
  onProblem: (message: string) => void,
): string | undefined {
  const known = readOwnFile(checkpointFile, checkpointsSchema, onProblem);
  if (!known) return undefined;
  return findFurthestBack(consumers.map((name) => findPlace(known.consumers, name)))?.sequenceNumber;
}

type Places = Readonly<Record<string, Position>>;

/** A consumer that has taken over from others goes on where the last of them was. */
const findPlace = (places: Places, name: string): Position | undefined =>
  places[name] ?? findFurthestBack(Object.values(places));

/** `undefined` where one is at the very beginning. */
const findFurthestBack = (places: readonly (Position | undefined)[]): Position | undefined =>
  places.length === 0
    ? undefined
    : places.reduce((least, place) => (least && place && isAfter(least, place) ? place : least && place));

interface StreamOptions {
  readonly dynamodb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly tableName: string;
  readonly checkpointFile: string;
  readonly consumers: readonly Omit<ConsumerDeps, 'onProgress'>[];
  readonly smallWrites: Pick<SmallWrites, 'write'>;
  readonly onProblem: (message: string) => void;
}

type StreamPlace = Position & { readonly streamArn: string };

export interface TableStream {
  /** Records ever read. */
  readonly read: number;
  /** Records that the slowest function has before it. */
  readonly backlog: number;
  /** When the oldest record that some function has before it was written. */
  readonly oldestEpochMs: number | undefined;
  /** Whether the stream answers its reader. */
  readonly isReadable: boolean;
  /** The record at a place, as the function is given it; `undefined` where the stream keeps it no more. */
  recordAt(place: StreamPlace): Promise<DynamoDBRecord | undefined>;
  /** Resolves when everything written to the table before the call has been processed or is a dead letter. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

export async function startStream(options: StreamOptions): Promise<TableStream> {
  const { dynamodb, streams, tableName, checkpointFile, smallWrites, onProblem } = options;
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
  const streamArn = Table?.LatestStreamArn;
  if (streamArn === undefined)
    throw new Error(`table ${tableName} has no stream; switch it on (new and old images)`);

  const known = readOwnFile(checkpointFile, checkpointsSchema, onProblem);
  // Another stream is another table's: its places mean nothing here. Without any, it is read from its start.
  const places = known?.streamArn === streamArn ? known.consumers : {};
  const consumers: readonly StreamConsumer[] = options.consumers.map((deps) =>
    createConsumer({ ...deps, onProgress: progressed }, findPlace(places, deps.functionName)),
  );

  let isStopped = false;
  const mayGoOn = (): boolean => !isStopped;
  let read = 0;
  let isReadable = true;
  let askedAtMs: number | undefined;
  let polls = 0;
  /** Number of the last poll that found nothing more. */
  let emptyPoll = 0;
  let lastRecordAt = performance.now();
  let wake: () => void = () => undefined;
  let waiters: { readonly poll: number; readonly resolve: () => void }[] = [];

  function progressed(): void {
    checkpoints.changed();
    if (consumers.every(({ backlog }) => backlog <= MAX_BACKLOG)) wake();
    settle();
  }

  function settle(): void {
    if (!isStopped && !consumers.every(({ isIdle }) => isIdle)) return;
    const over = waiters.filter(({ poll }) => isStopped || emptyPoll >= poll);
    waiters = waiters.filter((waiter) => !over.includes(waiter));
    for (const { resolve } of over) resolve();
  }

  const checkpoints = saveNowAndThen(
    checkpointFile,
    () => ({
      streamArn,
      consumers: Object.fromEntries(
        consumers.flatMap(({ functionName, checkpoint }) =>
          checkpoint === undefined ? [] : [[functionName, checkpoint] as const],
        ),
      ),
    }),
    smallWrites,
  );

  /** Where the consumer that is furthest behind goes on. */
  let position = findFurthestBack(
    options.consumers.map(({ functionName }) => findPlace(places, functionName)),
  );

  async function iteratorAt(shard: Shard): Promise<string | undefined> {
    const { ShardId } = shard;
    if (position && position.shardId === ShardId) {
      try {
        const { ShardIterator } = await streams.send(
          new GetShardIteratorCommand({
            StreamArn: streamArn,
            ShardId,
            ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
            SequenceNumber: position.sequenceNumber,
          }),
        );
        return ShardIterator;
      } catch (error) {
        onProblem(
          `the stream no longer has record ${position.sequenceNumber}, it is read from its start: ${describeFailure(error)}`,
        );
      }
    }
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    return ShardIterator;
  }

  /** The shard that the position is in, or the one after it; the oldest without a position. */
  async function currentShard(closed: string | undefined): Promise<Shard | undefined> {
    const shards: Shard[] = [];
    let ExclusiveStartShardId: string | undefined;
    do {
      const { StreamDescription } = await streams.send(
        new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId }),
      );
      shards.push(...(StreamDescription?.Shards ?? []));
      ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId;
    } while (ExclusiveStartShardId !== undefined);
    if (closed !== undefined) return shards.find(({ ParentShardId }) => ParentShardId === closed);
    return shards.find(({ ShardId }) => ShardId === position?.shardId) ?? shards[0];
  }

  async function readShard(shard: Shard): Promise<void> {
    const shardId = shard.ShardId ?? '';
    let iterator = await iteratorAt(shard);
    while (iterator !== undefined && mayGoOn()) {
      while (consumers.some(({ backlog }) => backlog > MAX_BACKLOG) && mayGoOn()) await sleep(AFTER_ERROR_MS);
      const poll = ++polls;
      askedAtMs = performance.now();
      const { Records = [], NextShardIterator } = await streams.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: RECORDS_PER_READ }),
      );
      iterator = NextShardIterator;
      isReadable = true;
      askedAtMs = undefined;
      if (Records.length > 0) {
        lastRecordAt = performance.now();
        read += Records.length;
        const positioned = Records.map((record) => positionedOf(record, shardId, streamArn ?? ''));
        for (const consumer of consumers) consumer.take(positioned, streamArn ?? '');
        position = positioned.at(-1) ?? position;
        continue;
      }
      if (iterator !== undefined) emptyPoll = poll;
      settle();
      if (waiters.some((waiter) => waiter.poll > polls)) continue;
      await sleep(performance.now() - lastRecordAt > SLEEPY_AFTER_MS ? SLEEPY_POLL_MS : POLL_MS);
    }
  }

  async function readAll(): Promise<void> {
    let closed: string | undefined;
    while (mayGoOn()) {
      try {
        const shard = await currentShard(closed);
        if (shard) {
          await readShard(shard);
          closed = shard.ShardId;
        } else await sleep(AFTER_ERROR_MS);
      } catch (error) {
        if (!mayGoOn()) return;
        closed = undefined;
        isReadable = false;
        askedAtMs = undefined;
        onProblem(`the table's stream can't be read, trying again: ${describeFailure(error)}`);
        await sleep(AFTER_ERROR_MS);
      }
    }
  }

  async function recordAt(place: StreamPlace): Promise<DynamoDBRecord | undefined> {
    if (place.streamArn !== streamArn) return undefined;
    const { shardId: ShardId, sequenceNumber: SequenceNumber } = place;
    try {
      const { ShardIterator } = await streams.send(
        new GetShardIteratorCommand({
          StreamArn: streamArn,
          ShardId,
          ShardIteratorType: 'AT_SEQUENCE_NUMBER',
          SequenceNumber,
        }),
      );
      const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator, Limit: 1 }));
      // The engine begins at its oldest where it has forgotten this one; DynamoDB refuses.
      const found = Records.find(({ dynamodb: change }) => change?.SequenceNumber === SequenceNumber);
      return found && toLambda(found, streamArn);
    } catch (error) {
      if (error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException)
        return undefined;
      throw error;
    }
  }

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const reading = readAll();
  return {
    get read() {
      return read;
    },
    get backlog() {
      return Math.max(0, ...consumers.map(({ backlog }) => backlog));
    },
    get oldestEpochMs() {
      const written = consumers.flatMap(({ oldestEpochS }) => oldestEpochS ?? []);
      return written.length === 0 ? undefined : Math.min(...written) * 1000;
    },
    get isReadable() {
      return isReadable && performance.now() - (askedAtMs ?? Infinity) < HANGING_AFTER_MS;
    },
    recordAt,
    drained: () =>
      new Promise((resolve) => {
        waiters.push({ poll: polls + 1, resolve });
        wake();
      }),
    async stop() {
      isStopped = true;
      wake();
      await Promise.all([reading, ...consumers.map((consumer) => consumer.stop())]);
      checkpoints.flush();
      settle();
    },
  };
}

/** `readRecord`: as Lambda has it; most records are nobody's, and are not read. */
function positionedOf(record: _Record, shardId: string, streamArn: string): Positioned {
  const { Keys, SequenceNumber } = record.dynamodb ?? {};
  return {
    shardId,
    sequenceNumber: SequenceNumber ?? '',
    partitionKey: Keys?.['pk']?.S ?? '',
    sortKey: Keys?.['sk']?.S ?? '',
    readRecord: () => toLambda(record, streamArn),
  };
}

function toLambda(record: _Record, eventSourceARN: string): DynamoDBRecord {
  const { dynamodb } = record;
  const {
    Keys = {},
    ApproximateCreationDateTime,
    SequenceNumber = '',
    SizeBytes,
    StreamViewType,
  } = dynamodb ?? {};
  return {
    eventSource: 'aws:dynamodb',
    eventVersion: '1.1',
    eventSourceARN,
    ...(record.eventID === undefined ? {} : { eventID: record.eventID }),
    ...(record.eventName === undefined ? {} : { eventName: record.eventName }),
    ...(record.awsRegion === undefined ? {} : { awsRegion: record.awsRegion }),
    dynamodb: {
      Keys: attributesOf(Keys),
      ...(dynamodb?.NewImage && { NewImage: attributesOf(dynamodb.NewImage) }),
      ...(dynamodb?.OldImage && { OldImage: attributesOf(dynamodb.OldImage) }),
      SequenceNumber,
      // Lambda gives seconds where the SDK has a date.
      ...(ApproximateCreationDateTime && {
        ApproximateCreationDateTime: Math.floor(ApproximateCreationDateTime.getTime() / 1000),
      }),
      ...(SizeBytes === undefined ? {} : { SizeBytes }),
      ...(StreamViewType === undefined ? {} : { StreamViewType }),
    },
  };
}

const attributesOf = (item: Record<string, SdkAttributeValue>): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeOf(value)]));

/** The same but for bytes, which Lambda gives in base64. */
function attributeOf(value: SdkAttributeValue): AttributeValue {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.M !== undefined) return { M: attributesOf(value.M) };
  if (value.L !== undefined) return { L: value.L.map(attributeOf) };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.NULL !== undefined) return { NULL: value.NULL };
  if (value.SS !== undefined) return { SS: value.SS };
  if (value.NS !== undefined) return { NS: value.NS };
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  throw new TypeError('an attribute of a kind that DynamoDB does not have');
}
