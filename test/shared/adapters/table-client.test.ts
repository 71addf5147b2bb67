/** However much is read side by side: no request waits for a connection, of which the SDK opens 50. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTableClient } from '../../../shared/adapters/clients.ts';

let [now, most, answered] = [0, 0, 0];
/** Answers after a moment, the tenth with a failure that is not tried again. */
const server = createServer((request, response) => {
  most = Math.max(most, ++now);
  request.resume();
  setTimeout(() => {
    now -= 1;
    const fails = ++answered % 10 === 0;
    response.writeHead(fails ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(fails ? '{"__type":"ValidationException"}' : '{"Item":{"pk":{"S":"a"}}}');
  }, 150);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it('asks no more at once than there are connections, and goes on behind failures', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const { port } = server.address() as AddressInfo;
  const client = createTableClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const read = () => client.send(new GetCommand({ TableName: 'a', Key: { pk: 'a', sk: 'a' } }));
  const outcomes = await Promise.allSettled(Array.from({ length: 400 }, read));
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(40);
  expect(most).toBeGreaterThan(20);
  expect(most).toBeLessThan(50);
  expect(warn.mock.calls).toEqual([]);
  client.destroy();
});
