/** How a function goes through a batch of messages: at once, but for those that come back. */
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createObjectHandler } from '../../shared/handlers/object-queue.ts';
import type { Observer } from '../../shared/runtime/observe.ts';
import { keptRejections } from '../support/kept-rejections.ts';
import { aQueueEvent } from '../support/queue-event.ts';

const quiet: Observer = {
  event: () => undefined,
  failed: () => undefined,
  count: () => undefined,
  flush: () => undefined,
};

/** What began and ended, in its order, and which messages are to come again. */
async function run(
  receives: Readonly<Record<string, number>>,
  { failing = [], leftMs = () => 60_000 }: { failing?: readonly string[]; leftMs?: () => number } = {},
) {
  const steps: string[] = [];
  const handler = createObjectHandler(
    { observer: quiet, rejected: keptRejections().rejected },
    {
      name: 'receive-report',
      what: 'upload',
      async handle({ key }) {
        steps.push(`${key} begins`);
        // As a request does: whatever else begins in this turn has begun.
        await new Promise((resolve) => setImmediate(resolve));
        if (failing.includes(key)) throw new Error('refused');
        steps.push(`${key} ends`);
      },
    },
  );
  const { batchItemFailures } = await handler(aQueueEvent(new Map(Object.entries(receives))), {
    getRemainingTimeInMillis: leftMs,
  } as Context);
  return { steps, again: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}

describe('a batch of messages', () => {
  it('is handled at once', async () => {
    const { steps } = await run({ a: 1, b: 1, c: 1 });
    expect(steps.slice(0, 3)).toEqual(['a begins', 'b begins', 'c begins']);
  });

  it('has what comes back behind all others, one after the other', async () => {
    const { steps } = await run({ back: 2, a: 1, again: 3, b: 1 });
    expect(steps).toEqual([
      'a begins',
      'b begins',
      'a ends',
      'b ends',
      'back begins',
      'back ends',
      'again begins',
      'again ends',
    ]);
  });

  it('answers what failed, of both', async () => {
    const { again } = await run({ a: 1, b: 1, back: 2, late: 2 }, { failing: ['b', 'back'] });

    expect(again).toEqual(['b', 'back']);
  });

  it('puts back what it has no time for, before it is ended with all the others', async () => {
    let left = 40_000;
    const leftMs = (): number => (left -= 12_000);
    const { steps, again } = await run({ a: 1, one: 2, two: 2, three: 2 }, { leftMs });
    expect(steps.filter((step) => step.endsWith('begins'))).toEqual(['a begins', 'one begins', 'two begins']);
    expect(again).toEqual(['three']);
  });
});
