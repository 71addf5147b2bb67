/** What stores and networks throw, as handlers and the command line are told it. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createQueueClient, createS3Client, createTableClient } from '../../../shared/adapters/clients.ts';
import { createMessageQueue } from '../../../shared/adapters/message-queue.ts';
import { createReportBucket } from '../../../shared/adapters/bucket/report-bucket.ts';
import { createReportTable } from '../../../shared/adapters/table/report-table.ts';
import { translateError } from '../../../shared/adapters/translate-error.ts';
import { PermanentError, UnansweredError, UnavailableError } from '../../../shared/errors.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A store that answers every request so; without an answer, nobody listens. */
async function aStoreThat(answer?: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (answer) servers.push(server);
  else await new Promise((resolve) => server.close(resolve));
  const connection = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    answerLimitMs: 200,
  };
  const table = createReportTable({
    client: createTableClient(connection, { maxAttempts: 1 }),
    tableName: 'reports',
  });
  const bucket = createReportBucket({ client: createS3Client(connection), bucketName: 'reports' });
  const queue = createMessageQueue(createQueueClient(connection), `${endpoint}/inbox`);
  return { table, bucket, queue };
}

const tableSays =
  (status: number, type: string): RequestListener =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: `says ${type}` }));

/** What became of a promise that must fail. */
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'did not fail',
    (error: unknown) => error,
  );

describe('what passes by itself is unavailable, and names its cause:', () => {
  it.each([
    [400, 'ProvisionedThroughputExceededException'],
    [400, 'ThrottlingException'],
    [400, 'TransactionConflictException'],
    [500, 'InternalServerError'],
  ])('a table that answers %s %s', async (status, type) => {
    const { table } = await aStoreThat(tableSays(status, type));
    const error = await failure(table.regions());
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ message: `says ${type}`, cause: { name: type } });
  });

  it('a bucket that asks for fewer requests', async () => {
    const { bucket } = await aStoreThat((_, response) =>
      response.writeHead(503).end('<Error><Code>SlowDown</Code><Message>fewer, please</Message></Error>'),
    );
    const error = await failure(bucket.archived('a'));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ message: 'fewer, please', cause: { name: 'SlowDown' } });
  });

  it('stores where nobody listens, or nobody answers in time', async () => {
    for (const answer of [undefined, () => undefined]) {
      const { table, bucket, queue } = await aStoreThat(answer);
      const requests = [() => table.regions(), () => bucket.archived('a'), () => queue.postpone('r', 1)];
      for (const request of requests) {
        const error = await failure(request());
        expect(error).toBeInstanceOf(UnansweredError);
        expect(error).toBeInstanceOf(UnavailableError);
        expect((error as UnansweredError).cause).toBeInstanceOf(Error);
      }
    }
  });

  it('an object whose bytes break off', async () => {
    const { bucket } = await aStoreThat((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    for (const request of [() => bucket.archived('a'), () => bucket.uploaded('inbox/a', 'v')])
      expect(await failure(request())).toBeInstanceOf(UnavailableError);
  });
});

describe('what does not pass stays what it is:', () => {
  it('a refusal, a table that is not there, a request that is wrong', async () => {
    for (const [status, type] of [
      [400, 'AccessDeniedException'],
      [400, 'ResourceNotFoundException'],
      [400, 'ValidationException'],
    ] as const) {
      const { table } = await aStoreThat(tableSays(status, type));
      const error = await failure(table.regions());
      expect(error).not.toBeInstanceOf(UnavailableError);
      expect(error).toMatchObject({ name: type });
    }
  });

  it('a bug, and what is told already', () => {
    for (const error of [new TypeError('x is not a function'), new PermanentError('no'), 'thrown text'])
      expect(translateError(error)).toBe(error);
  });
});
