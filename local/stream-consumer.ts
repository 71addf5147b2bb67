/** One function's way through the table's stream: over several shards at once, as DynamoDB has them, and how far all of them are. */
import { createHash } from 'node:crypto';
import type { DynamoDBRecord } from 'aws-lambda';
import type { DeadLetters } from './dead-letters.ts';
import { createShard, type ShardDeps, type StreamShard } from './stream-shard.ts';

/** A table that is paid by request begins with so many. The embedded engine has one: keys are spread over these here. */
const SHARDS_AT_FIRST = 4;
/** What a machine has hands for: from there on shards are rolled over, as each is on AWS after some hours, and not split. */
const MAX_SHARDS = 8;
const SPLIT_AFTER = 2000;
/** Beyond the last hash of a key. */
const HASHES = 2 ** 32;

/** A record by the place that it has in the stream. */
export interface Positioned {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly readRecord: () => DynamoDBRecord;
}
export type Position = Pick<Positioned, 'shardId' | 'sequenceNumber'>;

/** A record that the function wants, and up to where the stream was read before it. */
interface Waiting extends Position {
  readonly record: DynamoDBRecord;
  readonly before: Position | undefined;
}

export interface ConsumerDeps extends Pick<
  ShardDeps<Waiting>,
  'functionName' | 'trigger' | 'invoke' | 'nowEpochMs' | 'onProblem' | 'retryDelayMs'
> {
  readonly deadLetters: Pick<DeadLetters, 'keep'>;
  /** Called when the consumer has moved on. */
  readonly onProgress: () => void;
  /** Records of a shard, after which it is split or rolled over; fewer in tests. */
  readonly splitAfter?: number | undefined;
}

export interface StreamConsumer {
  readonly functionName: string;
  take(records: readonly Positioned[], streamArn: string): void;
  /** Everything up to here is done, in every shard; `undefined` before anything is. */
  readonly checkpoint: Position | undefined;
  /** Records that wait or are being processed. */
  readonly backlog: number;
  /** When the oldest of them was written, as exactly as the stream tells. */
  readonly oldestEpochS: number | undefined;
  readonly isIdle: boolean;
  /** Begins nothing further. Resolves when the invocations in flight have ended. */
  stop(): Promise<void>;
}

/** Keys whose hash lies from `from` to before `to`. */
interface ShardOfKeys {
  readonly from: number;
  readonly to: number;
  readonly shard: StreamShard<Waiting>;
  taken: number;
}

export function createConsumer(deps: ConsumerDeps, startAt: Position | undefined): StreamConsumer {
  const { functionName, trigger, deadLetters, nowEpochMs, onProblem, onProgress } = deps;
  const splitAfter = deps.splitAfter ?? SPLIT_AFTER;
  /** The last record seen, whether the function wants it or not. */
  let read = startAt;
  /** In the order of the stream, whichever shard they are in: where the first of them waits, a start goes on. */
  const undone = new Set<Waiting>();
  let arn = '';
  let isStopped = false;
  const width = HASHES / SHARDS_AT_FIRST;
  let open = Array.from({ length: SHARDS_AT_FIRST }, (_, i) => openShard(i * width, (i + 1) * width));
  /** Closed ones that are not emptied yet. */
  const closing = new Set<ShardOfKeys>();

  function openShard(from: number, to: number, after?: Promise<void>): ShardOfKeys {
    const readRecord = ({ record }: Waiting): DynamoDBRecord => record;
    return {
      from,
      to,
      shard: createShard({ ...deps, readRecord, onDone, onGivenUp: bury, after }),
      taken: 0,
    };
  }

  /** Its children take what comes from now on, and begin with it once the parent is emptied. */
  function replace(parent: ShardOfKeys): void {
    const { from, to, shard } = parent;
    const { emptied } = shard;
    const middle = (from + to) / 2;
    const children =
      open.length < MAX_SHARDS
        ? [openShard(from, middle, emptied), openShard(middle, to, emptied)]
        : [openShard(from, to, emptied)];
    open = open.flatMap((one) => (one === parent ? children : [one]));
    closing.add(parent);
    void emptied.then(() => closing.delete(parent));
    shard.close();
  }

  function findShard(partitionKey: string): ShardOfKeys {
    const hash = createHash('md5').update(partitionKey).digest().readUInt32BE();
    const found = open.find(({ to }) => hash < to);
    if (!found) throw new Error(`no shard has the hash of ${partitionKey}`);
    return found;
  }

  function onDone(records: readonly Waiting[]): void {
    if (records.length === 0) return;
    for (const record of records) undone.delete(record);
    onProgress();
  }

  function bury({ shardId, sequenceNumber }: Waiting, reason: string): void {
    onProblem(`${functionName}: record ${sequenceNumber} is a dead letter: ${reason}`);
    deadLetters.keep({
      kind: 'stream',
      id: `${functionName}-${sequenceNumber}`,
      functionName,
      reason,
      diedAt: new Date(nowEpochMs()).toISOString(),
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: sequenceNumber,
        endSequenceNumber: sequenceNumber,
        batchSize: 1,
        streamArn: arn,
      },
    });
  }

  const firstUndone = (): Waiting | undefined => {
    for (const record of undone) return record;
    return undefined;
  };
  return {
    functionName,
    take(records, streamArn) {
      if (isStopped) return;
      arn = streamArn;
      for (const { shardId, sequenceNumber, partitionKey, sortKey, readRecord } of records) {
        const place = { shardId, sequenceNumber };
        if (startAt && !isAfter(place, startAt)) continue;
        const before = read;
        read = place;
        if (!trigger.sortKeyPrefixes.some((prefix) => sortKey.startsWith(prefix))) continue;
        const waiting = { ...place, record: readRecord(), before };
        undone.add(waiting);
        const found = findShard(partitionKey);
        found.shard.take(waiting);
        if (++found.taken >= splitAfter) replace(found);
      }
      if (undone.size === 0) onProgress();
    },
    get checkpoint() {
      const first = firstUndone();
      return first ? first.before : read;
    },
    get backlog() {
      return undone.size;
    },
    get oldestEpochS() {
      return firstUndone()?.record.dynamodb?.ApproximateCreationDateTime;
    },
    get isIdle() {
      return undone.size === 0;
    },
    async stop() {
      isStopped = true;
      await Promise.all([...open, ...closing].map(({ shard }) => shard.stop()));
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
