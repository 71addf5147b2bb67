/** What Lambda hands over of a queue of new objects, as SQS has it. */
import type { Context, SQSEvent } from 'aws-lambda';

/** One message for each object's key; how often it has come, where it is not for the first time. */
export const aQueueEvent = (receives: ReadonlyMap<string, number>): SQSEvent => ({
  Records: [...receives].map(([key, count]) => ({
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
    eventSourceARN: 'arn:aws:sqs:cn-north-1:000000000000:objects',
    awsRegion: 'cn-north-1',
  })),
});

/** With a minute left. */
export const A_CONTEXT = { getRemainingTimeInMillis: () => 60_000 } as Context;
