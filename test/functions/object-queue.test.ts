/** How a function goes through a batch of messages: at once, but for those that come back. */
import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createObjectHandler } from '../../shared/handlers/object-queue.ts';
import type { Observer } from '../../shared/runtime/observe.ts';
import { keptRejections } from '../support/kept-rejections.ts';

const quiet: Observer = {
  event: () => undefined,
  failed: () => undefined,
  count: () => undefined,
  flush: () => undefined,
};

const eventOf = (receives: Readonly<Record<string, number>>): SQSEvent => ({
  Records: Object.entries(receives).map(([key, count]) => ({
    messageId: key,
    receiptHandle: key,
    body: JSON.stringify({
      Records: [{ eventName: 'ObjectCreated:Put', s3: { object: { key, sequencer: '01' } } }],
    }),
    attributes: {
      ApproximateReceiveCount: String(count),
      SentTimestamp: '0',
      SenderId: 'x',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:cn-north-1:000000000000:inbox',
    awsRegion: 'cn-north-1',
  })),
});

/** What began and ended, in its order, and which messages are to come again. */
async function run(receives: Readonly<Record<string, number>>, failing: readonly string[] = []) {
  const steps: string[] = [];
  const handler = createObjectHandler(
    { observer: quiet, rejected: keptRejections().rejected },
    {
      name: 'receive-report',
      what: 'upload',
      async handle({ key }) {
        steps.push(`${key} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (failing.includes(key)) throw new Error('refused');
        steps.push(`${key} ends`);
      },
    },
  );
  const { batchItemFailures } = await handler(eventOf(receives), {
    getRemainingTimeInMillis: () => 60_000,
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
    const { again } = await run({ a: 1, b: 1, back: 2, late: 2 }, ['b', 'back']);
    expect(again).toEqual(['b', 'back']);
  });
});
