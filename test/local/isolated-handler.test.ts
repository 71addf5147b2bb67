/** A function that hangs is ended by its own timeout, and its message handled alone: real threads, a planted endless loop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeadLetter } from '../../local/dead-letters.ts';
import { pickEnvironment, readEnvironmentNames } from '../../local/function-environment.ts';
import { createInvoke, type InvocationContext } from '../../local/invoke.ts';
import { isolateHandler, type IsolatedHandler } from '../../local/isolated-handler.ts';
import { createQueue } from '../../local/queue.ts';
import type { UploadRecord } from '../../local/upload-record.ts';

const MODULE = new URL('../fixtures/hanging-function.ts', import.meta.url);
const CONTEXT = { getRemainingTimeInMillis: () => 10_000 } as unknown as InvocationContext;
const threads: IsolatedHandler[] = [];

afterEach(async () => {
  for (const { end } of threads.splice(0)) await end();
});

function aQueue(timeoutS: number, memoryMb = 512, batchSize = 1) {
  const dead: DeadLetter[] = [];
  const problems: string[] = [];
  const isolated = () => {
    const thread = isolateHandler('receive-report', MODULE, { memoryMb });
    threads.push(thread);
    return createInvoke({ name: 'receive-report', memoryMb, timeoutS, ...thread });
  };
  const queue = createQueue({
    functionName: 'receive-report',
    trigger: {
      kind: 'object-queue',
      prefixes: ['inbox/'],
      batchSize,
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
  it.each([1, 10])(
    'becomes a dead letter by itself, of %i in a batch: those beside it, and those that come meanwhile, are processed',
    async (batchSize) => {
      const { queue, dead, problems } = aQueue(2, undefined, batchSize);
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
    },
  );

  it('is told from one that fails, which is tried again among the others', async () => {
    const { queue, dead } = aQueue(30);
    queue.offer(anUpload('fail', '01'));
    queue.offer(anUpload('good', '02'));
    await queue.idle();
    expect(dead.map(({ reason }) => reason)).toEqual([expect.stringMatching(/planted/)]);
  });
});

describe('a message over which the function takes more memory than its wiring gives it', () => {
  it('becomes a dead letter by itself: the thread is ended, and what was beside it is processed in another', async () => {
    const { queue, dead } = aQueue(60, 64);
    ['one', 'hoard', 'two', 'three'].forEach((key, i) => queue.offer(anUpload(key, `1${i}`)));
    await queue.idle();
    expect(dead.map((letter) => letter.kind === 'queue' && letter.body.includes('hoard'))).toEqual([true]);
    expect(dead[0]?.reason).toMatch(/memory limit/);
    expect(queue.oldestUnprocessed()).toBeUndefined();
  });

  it('is bounded by just that', async () => {
    const isolated = isolateHandler(
      'receive-report',
      new URL('../fixtures/telling-thread.ts', import.meta.url),
      { memoryMb: 96 },
    );
    threads.push(isolated);
    expect(await isolated.handler('memory', CONTEXT)).toBe(96);
  });
});

describe('the environment of a function in a thread', () => {
  it('has what its template gives it and what every function has, and nothing of the others or of the user', async () => {
    const names = await readEnvironmentNames('summarise-compliance');
    expect(names).toContain('TABLE_NAME');
    expect(names).not.toContain('SMTP_URL');
    const all = {
      TABLE_NAME: 'gouji',
      SMTP_URL: 'smtp://mail',
      UPLOAD_TOKENS_FILE: '/a',
      HOME: '/home/a-user',
      AWS_REGION: 'us-east-1',
      POWERTOOLS_LOG_LEVEL: 'WARN',
    };
    const isolated = isolateHandler(
      'summarise-compliance',
      new URL('../fixtures/telling-thread.ts', import.meta.url),
      { readEnvironment: () => pickEnvironment(all, names) },
    );
    threads.push(isolated);
    const found = await isolated.handler('variables', CONTEXT);
    // The last one is Powertools' own doing, in every thread and function that logs.
    expect(new Set(found as string[])).toEqual(
      new Set(['TABLE_NAME', 'AWS_REGION', 'POWERTOOLS_LOG_LEVEL', 'AWS_SDK_UA_APP_ID']),
    );
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
