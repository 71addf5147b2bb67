/** A function that hangs is ended by its own timeout, and its message handled alone: real threads, a planted endless loop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeadLetter } from '../../local/dead-letters.ts';
import { createInvoke } from '../../local/invoke.ts';
import { isolateHandler, type IsolatedHandler } from '../../local/isolated-handler.ts';
import { createQueue } from '../../local/queue.ts';
import type { UploadRecord } from '../../local/upload-record.ts';

const MODULE = new URL('../fixtures/hanging-function.ts', import.meta.url);
const threads: IsolatedHandler[] = [];

afterEach(async () => {
  for (const { end } of threads.splice(0)) await end();
});

function aQueue(timeoutS: number) {
  const dead: DeadLetter[] = [];
  const problems: string[] = [];
  const isolated = () => {
    const thread = isolateHandler('receive-report', MODULE);
    threads.push(thread);
    return createInvoke({ name: 'receive-report', memoryMb: 512, timeoutS, ...thread });
  };
  const queue = createQueue({
    functionName: 'receive-report',
    trigger: {
      kind: 'object-queue',
      prefixes: ['inbox/'],
      batchSize: 1,
      maxReceives: 3,
      visibilityTimeoutS: 360,
      maxConcurrency: 50,
    },
    invoke: isolated(),
    invokeAlone: isolated(),
    deadLetters: { keep: (letter) => void dead.push(letter) },
    nowEpochMs: () => 0,
    onProblem: (problem) => void problems.push(problem),
    retryDelaysMs: [1],
  });
  return { queue, dead, problems };
}
const anUpload = (key: string, sequencer: string): UploadRecord =>
  ({ s3: { object: { key: `inbox/${key}`, sequencer } } }) as UploadRecord;

describe('a message over which the function hangs', () => {
  it('becomes a dead letter by itself: those beside it, and those that come meanwhile, are processed', async () => {
    const { queue, dead, problems } = aQueue(2);
    queue.offer(anUpload('warm-up', '01'));
    await queue.idle();
    ['one', 'hang', 'two', 'three', 'four'].forEach((key, i) => queue.offer(anUpload(key, `1${i}`)));
    await expect.poll(() => problems.length, { timeout: 20_000 }).toBeGreaterThan(0);
    // The hanging one is tried again in a thread of its own.
    await queue.resend({ id: 'late', body: 'late' });
    expect(dead).toEqual([]);
    await queue.idle();
    expect(
      dead.map(({ kind, ...letter }) => [kind, 'body' in letter && letter.body.includes('hang')]),
    ).toEqual([['queue', true]]);
    expect(dead[0]?.reason).toMatch(/did not end within 2 s/);
    expect(queue.oldestUnprocessed()).toBeUndefined();
  });

  it('is told from one that fails, which is tried again among the others', async () => {
    const { queue, dead } = aQueue(30);
    queue.offer(anUpload('fail', '01'));
    queue.offer(anUpload('good', '02'));
    await queue.idle();
    expect(dead.map(({ reason }) => reason)).toEqual([expect.stringMatching(/planted/)]);
  });
});

describe('a thread that is not to be kept', () => {
  it('ends once it has had no work for so long, and the next invocation begins another', async () => {
    const module = new URL('../fixtures/telling-thread.ts', import.meta.url);
    const kept = isolateHandler('reconcile-inbox', module, { keepForMs: 100 });
    threads.push(kept);
    const invoke = createInvoke({ name: 'reconcile-inbox', memoryMb: 512, timeoutS: 60, ...kept });
    const [first, beside] = await Promise.all([invoke({}), invoke({})]);
    expect(beside).toEqual(first);
    await sleep(1000);
    expect(await invoke({})).not.toEqual(first);
  });
});
