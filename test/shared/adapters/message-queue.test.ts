import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createQueueClient } from '../../../shared/adapters/clients.ts';
import { createMessageQueue } from '../../../shared/adapters/message-queue.ts';

describe('a message that failed', () => {
  it('is made to come back after the delay: what SQS is asked, over HTTP', async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push([request.headers['x-amz-target'], JSON.parse(body)]);
        response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
      const client = createQueueClient({ region: 'us-east-1', endpoint, credentials });
      await createMessageQueue(client, `${endpoint}/000000000000/inbox`).postpone('handle-1', 3);
      client.destroy();
    } finally {
      server.close();
    }
    expect(asked).toEqual([
      [
        'AmazonSQS.ChangeMessageVisibility',
        {
          QueueUrl: expect.stringMatching(/\/000000000000\/inbox$/) as unknown,
          ReceiptHandle: 'handle-1',
          VisibilityTimeout: 3,
        },
      ],
    ]);
  });
});
