/** Dead letters go back to their queue: each is sent before it is deleted, and what came from no queue stays. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { redrive } from '../../cli/redrive.ts';

interface Sent {
  readonly QueueUrl: string;
  readonly QueueName?: string;
  readonly MessageBody?: string;
  readonly ReceiptHandle?: string;
}
interface Letter {
  readonly id: string;
  readonly body: string;
  isHeld?: boolean;
}

const md5 = (body: string): string => createHash('md5').update(body).digest('hex');
const stops: (() => unknown)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** As much of SQS as is asked, over HTTP: a message that was received is seen again when its time is up. */
async function startQueues(
  bodies: readonly string[],
  { sources = ['inbox'], fails = () => false, dies = () => false }: Partial<Faults> = {},
) {
  const dead: Letter[] = bodies.map((body, i) => ({ id: `dead-${i}`, body }));
  const delivered: string[] = [];
  const steps: string[] = [];
  let count = 0;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const action = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
      const sent = JSON.parse(body) as Sent;
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/000000000000/`;
      const answer = (value: unknown) =>
        response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(value));
      const refuse = () => {
        response.statusCode = 400;
        answer({ __type: 'com.amazonaws.sqs#AccessDenied', message: 'not now' });
      };
      switch (action) {
        case 'GetQueueUrl':
          return answer({ QueueUrl: `${base}${sent.QueueName}` });
        case 'ListDeadLetterSourceQueues':
          return answer({ queueUrls: sources.map((name) => base + name) });
        case 'ReceiveMessage': {
          const received = dead.filter(({ isHeld }) => isHeld !== true).slice(0, 2);
          for (const letter of received) letter.isHeld = true;
          return answer({
            Messages: received.map(({ id, body }) => ({
              MessageId: id,
              ReceiptHandle: id,
              Body: body,
              MD5OfBody: md5(body),
            })),
          });
        }
        case 'SendMessage': {
          const message = sent.MessageBody ?? '';
          if (fails(message)) return refuse();
          const id = `sent-${count++}`;
          steps.push(`send ${message}`);
          delivered.push(message);
          if (dies(message)) dead.push({ id, body: message });
          return answer({ MessageId: id, MD5OfMessageBody: md5(message) });
        }
        case 'DeleteMessage': {
          const index = dead.findIndex(({ id }) => id === sent.ReceiptHandle);
          steps.push(`delete ${dead[index]?.body}`);
          dead.splice(index, 1);
          return answer({});
        }
        default:
          return refuse();
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b');
  return {
    dead,
    delivered,
    steps,
    /** The time is up for which what was received is held. */
    release() {
      for (const letter of dead) letter.isHeld = false;
    },
  };
}
interface Faults {
  readonly sources: readonly string[];
  readonly fails: (body: string) => boolean;
  /** Becomes a dead letter again at once. */
  readonly dies: (body: string) => boolean;
}

const run = () => redrive(['inbox-dead', '--region', 'cn-northwest-1']);

describe('dead letters', () => {
  it('are sent to their queue, each before it is deleted, and none twice', async () => {
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const queues = await startQueues(['a', 'b', 'c']);
    expect(await run()).toBe(0);
    expect(queues.steps).toEqual(['send a', 'delete a', 'send b', 'delete b', 'send c', 'delete c']);
    expect(queues.dead).toEqual([]);
    expect(String(said.mock.calls.at(-1)?.[0])).toContain('3 dead letters moved back to inbox');
    expect(await run()).toBe(0);
    expect(queues.delivered).toEqual(['a', 'b', 'c']);
  });

  it('stay where their queue takes none, and go with the next run', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    let isDown = true;
    const queues = await startQueues(['a', 'b'], { fails: (body) => isDown && body === 'b' });
    await expect(run()).rejects.toThrow('not now');
    expect(queues.dead.map(({ body }) => body)).toEqual(['b']);
    isDown = false;
    queues.release();
    await run();
    expect([queues.delivered, queues.dead]).toEqual([['a', 'b'], []]);
  });

  it('that die again at once are left there: it ends', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const queues = await startQueues(['a', 'b', 'c'], { dies: (body) => body === 'a' });
    await run();
    expect(queues.delivered).toEqual(['a', 'b', 'c']);
    expect(queues.dead.map(({ body }) => body)).toEqual(['a']);
  });

  it('that came from no queue are left to what their section says', async () => {
    const queues = await startQueues(['a'], { sources: [] });
    await expect(run()).rejects.toThrow(/operations\.md/);
    expect(queues.dead).toHaveLength(1);
  });

  it('are those of one queue that is named', async () => {
    await expect(redrive([])).rejects.toThrow(/name one dead-letter queue/);
  });
});
