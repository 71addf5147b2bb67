/** Work behind the answer, over a runtime API as Lambda has it: the function is frozen when its extension asks for the next event. */
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { followAnswers } from '../../../shared/runtime/after-answer.ts';

let asked: string[];
let waiting: ServerResponse | undefined;
let arrived: PromiseWithResolvers<undefined>;
let api: string;
let problems: unknown[];
let rounds: number;
const server = () => createServer();
let running: ReturnType<typeof server>;

beforeEach(async () => {
  [asked, problems, rounds, waiting, arrived] = [[], [], 0, undefined, Promise.withResolvers<undefined>()];
  running = server().on('request', (request, response: ServerResponse) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url?.endsWith('/register') === true) {
      request.resume();
      response.setHeader('lambda-extension-identifier', 'an-id').end('{}');
      return;
    }
    waiting = response;
    arrived.resolve(undefined);
  });
  running.listen(0, '127.0.0.1');
  await once(running, 'listening');
  const address = running.address();
  api = typeof address === 'object' && address ? `127.0.0.1:${address.port}` : '';
});
afterEach(async () => {
  running.closeAllConnections();
  running.close();
  await once(running, 'close');
});

function follow(at: string | undefined = api) {
  // What ends with the server is no problem of the next test's.
  const own = problems;
  return followAnswers({ failed: (_, error) => own.push(error), flush: () => (rounds += 1) }, at);
}

/** As Lambda does it: the event goes to the extension, too. */
async function tellOfInvocation(requestId: string): Promise<void> {
  await arrived.promise;
  arrived = Promise.withResolvers();
  waiting?.end(JSON.stringify({ eventType: 'INVOKE', requestId }));
}

it('leaves the answer at once, and lets the function be frozen when the work is done', async () => {
  const { later, following } = await follow();
  const slow = Promise.withResolvers<undefined>();
  const handler = following(async (event: string) => {
    await later(() => slow.promise);
    return `answer to ${event}`;
  });
  await tellOfInvocation('1');
  expect(await handler('a', { awsRequestId: '1' })).toBe('answer to a');
  expect(asked).toEqual(['POST /2020-01-01/extension/register', 'GET /2020-01-01/extension/event/next']);
  slow.resolve(undefined);
  await arrived.promise;
  expect([asked.length, rounds]).toEqual([3, 1]);
  // One whose answer leaves before its event has reached the extension.
  expect(await handler('b', { awsRequestId: '2' })).toBe('answer to b');
  await tellOfInvocation('2');
  await arrived.promise;
  expect([asked.length, rounds, problems]).toEqual([4, 2, []]);
});

it('tells what failed, and goes on', async () => {
  const { later, following } = await follow();
  const handler = following(() => later(() => Promise.reject(new Error('no server'))));
  await tellOfInvocation('1');
  await handler(undefined, { awsRequestId: '1' });
  await arrived.promise;
  expect(problems).toEqual([new Error('no server')]);
});

it('waits for the work where nothing would hold the function', async () => {
  const { later, following } = await follow('127.0.0.1:9');
  expect(problems).toHaveLength(1);
  let isDone = false;
  await following(() =>
    later(async () => {
      await Promise.resolve();
      isDone = true;
    }),
  )(undefined, { awsRequestId: '1' });
  expect(isDone).toBe(true);
});
