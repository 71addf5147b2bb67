/** The stream as DynamoDB has it: several shards at once, order within a key alone, splits, batches that are tried again in part. */
import { setImmediate as turn } from 'node:timers/promises';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../generator/random.ts';
import type { DeadLetter } from '../../local/dead-letters.ts';
import { createConsumer, type ConsumerDeps, type Position } from '../../local/stream-consumer.ts';
import { WIRING } from '../../shared/contracts/wiring.ts';

const SHARD = 'shardId-0';
const aRecord = (n: number, partitionKey: string, sortKey = 'agency#1') => ({
  shardId: SHARD,
  sequenceNumber: String(n),
  partitionKey,
  sortKey,
  readRecord: () => ({
    dynamodb: {
      Keys: { pk: { S: partitionKey }, sk: { S: sortKey } },
      SequenceNumber: String(n),
      ApproximateCreationDateTime: n,
    },
  }),
});
const numbers = ({ Records }: DynamoDBStreamEvent): number[] =>
  Records.map(({ dynamodb }) => Number(dynamodb?.SequenceNumber));

function aConsumer(
  invoke: (batch: number[]) => Promise<unknown>,
  more: Partial<ConsumerDeps> = {},
  at?: Position,
) {
  const letters: DeadLetter[] = [];
  const consumer = createConsumer(
    {
      functionName: 'follow-changes',
      trigger: { ...WIRING['follow-changes'].trigger, maxRetries: 2 },
      invoke: (event) => invoke(numbers(event as DynamoDBStreamEvent)),
      deadLetters: { keep: (letter) => void letters.push(letter) },
      nowEpochMs: () => 0,
      onProblem: () => undefined,
      onProgress: () => undefined,
      retryDelayMs: 0,
      ...more,
    },
    at,
  );
  return {
    consumer,
    letters,
    idle: () => vi.waitFor(() => expect(consumer.isIdle).toBe(true), { interval: 1 }),
  };
}

describe('the shards of a stream', () => {
  const KEYS = ['450205#2024', '450202#2024', '450200#2024', '000000#2024', '450000#2023', '450203#2020'];

  it('are processed side by side, each in its order: what one refuses keeps no other waiting, nor is it passed by a restart', async () => {
    const done: number[] = [];
    let isBroken = true;
    let inHand = 0;
    let mostInHand = 0;
    const invoke = async (batch: number[]): Promise<undefined> => {
      mostInHand = Math.max(mostInHand, ++inHand);
      await turn();
      inHand--;
      if (isBroken && batch.includes(7)) throw new Error('not now');
      done.push(...batch);
    };
    const records = Array.from({ length: 60 }, (_, i) => aRecord(i + 1, KEYS[i % KEYS.length]!));
    const trigger = { ...WIRING['follow-changes'].trigger };
    const { consumer } = aConsumer(invoke, { trigger });
    consumer.take([aRecord(0, 'x', 'filtered out'), ...records], 'arn');
    // The first of its key came through; the second never does.
    await vi.waitFor(() => {
      expect(done.length).toBeGreaterThan(30);
      expect(consumer.checkpoint).toEqual({ shardId: SHARD, sequenceNumber: '6' });
    });
    expect(mostInHand).toBeGreaterThan(1);
    expect(done).not.toContain(7);
    expect(consumer.oldestEpochS).toBe(7);
    await consumer.stop();

    isBroken = false;
    const before = done.splice(0);
    const again = aConsumer(invoke, { trigger }, consumer.checkpoint);
    again.consumer.take(records, 'arn');
    await again.idle();
    expect(again.consumer.checkpoint).toEqual({ shardId: SHARD, sequenceNumber: '60' });
    expect(new Set([...before, ...done])).toEqual(new Set(Array.from({ length: 60 }, (_, i) => i + 1)));
    expect(done).toContain(7);
    expect(done).not.toEqual(done.toSorted((a, b) => a - b));
  });

  it('that are split or rolled over are emptied before what takes their place begins', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const begun: number[][] = [];
    const { consumer, idle } = aConsumer(
      async (batch) => {
        begun.push(batch);
        if (batch.includes(1)) await released;
      },
      { splitAfter: 3 },
    );
    consumer.take([aRecord(1, 'a')], 'arn');
    await vi.waitFor(() => expect(begun).toEqual([[1]]));
    consumer.take(
      [2, 3, 4, 5, 6, 7].map((n) => aRecord(n, 'a')),
      'arn',
    );
    await turn();
    expect(begun).toEqual([[1]]);
    release(undefined);
    await idle();
    // Three to a shard: no batch is of two.
    expect(begun).toEqual([[1], [2, 3], [4, 5, 6], [7]]);
  });

  it('lose nothing, whatever is tried again whole, in part or given up, and wherever a run is killed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 80 }),
        fc.integer(),
        fc.integer({ min: 1, max: 30 }),
        async (keys, seed, splitAfter) => {
          const random = createRandom('shards', seed);
          const records = keys.map((key, i) => aRecord(i + 1, `key ${key}`));
          const processed: number[] = [];
          const buried: number[] = [];
          const disordered: number[] = [];
          let killAfter = random.int(0, keys.length);
          let at: Position | undefined;
          for (let isWhole = false; !isWhole;) {
            let isKilled = false;
            const newest = new Map<number, number>();
            const { consumer, letters } = aConsumer(
              async (batch) => {
                await turn();
                if (isKilled) return new Promise(() => undefined);
                const cut = random.next() < 0.3 ? random.int(0, batch.length - 1) : batch.length;
                for (const n of batch.slice(0, cut)) {
                  const key = keys[n - 1]!;
                  if (n <= (newest.get(key) ?? 0)) disordered.push(n);
                  newest.set(key, n);
                  processed.push(n);
                }
                if (cut === batch.length) return undefined;
                if (cut === 0 && random.next() < 0.5) throw new Error('refused');
                return { batchItemFailures: [{ itemIdentifier: String(batch[cut]) }] };
              },
              { splitAfter },
              at,
            );
            let from = 0;
            while (from < records.length) {
              const to = from + random.int(1, 20);
              consumer.take(records.slice(from, to), 'arn');
              from = to;
              await turn();
              if (processed.length >= killAfter && killAfter >= 0) break;
            }
            if (from >= records.length && killAfter < 0) {
              await vi.waitFor(() => expect(consumer.isIdle).toBe(true), { interval: 1 });
              isWhole = true;
            }
            isKilled = true;
            killAfter = -1;
            at = consumer.checkpoint;
            buried.push(
              ...letters.map((letter) =>
                Number('DDBStreamBatchInfo' in letter && letter.DDBStreamBatchInfo.startSequenceNumber),
              ),
            );
          }
          expect(disordered).toEqual([]);
          expect(at).toEqual({ shardId: SHARD, sequenceNumber: String(keys.length) });
          expect(new Set([...processed, ...buried])).toEqual(new Set(keys.map((_, i) => i + 1)));
        },
      ),
      { numRuns: Number(process.env['GOUJI_PROPERTY_RUNS'] ?? 60), endOnFailure: true },
    );
  }, 120_000);
});
