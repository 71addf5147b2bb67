/**
 * The embedded table as DynamoDB is in a bad hour, for whoever speaks to it over HTTP: requests that are throttled, transactions
 * that meet another or are cancelled, batches that are done in part, writes that are done and not acknowledged. Which request
 * meets what follows from a seed.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRandom } from '../../generator/random.ts';
import { listen } from '../../local/listen.ts';

interface FaultRates {
  /** Refused for want of capacity; a transaction by one of its reasons. */
  readonly throttled: number;
  /** A transaction or a write meets another at the same item. */
  readonly conflicting: number;
  /** A batch leaves some of its items to be asked for again. */
  readonly unprocessed: number;
  /** A write is done, and its answer is a failure. */
  readonly unacknowledged: number;
}
type Fault = keyof FaultRates;

const CALM: FaultRates = { throttled: 0, conflicting: 0, unprocessed: 0, unacknowledged: 0 };

export interface FaultyTable {
  readonly endpoint: string;
  /** How often each fault was met so far. */
  readonly met: Readonly<Record<Fault, number>>;
  /** From now on; the same seed draws the same faults for the same requests in the same order. */
  disturb(rates: Partial<FaultRates>, seed: number): void;
  calm(): void;
  stop(): Promise<void>;
}

type Body = Record<string, unknown>;
const WRITES: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems']);
const DISTURBED: ReadonlySet<string> = new Set([
  ...WRITES,
  'GetItem',
  'Query',
  'BatchGetItem',
  'BatchWriteItem',
]);
const THROTTLES = ['ProvisionedThroughputExceededException', 'ThrottlingException'] as const;

/** `engine`: the endpoint of the embedded table. */
export async function startFaultyTable(engine: string): Promise<FaultyTable> {
  let rates = CALM;
  let draw = createRandom('faults', 0).next;
  const met = { throttled: 0, conflicting: 0, unprocessed: 0, unacknowledged: 0 };
  const meets = (fault: Fault): boolean => {
    if (draw() >= rates[fault]) return false;
    met[fault]++;
    return true;
  };

  async function pass(request: IncomingMessage, body: Buffer | string) {
    const { host: _host, 'content-length': _length, connection: _connection, ...headers } = request.headers;
    const answer = await fetch(engine, { method: 'POST', headers: headers as Record<string, string>, body });
    return { status: answer.status, text: await answer.text() };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const whole = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const say = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(text);
    };
    const refuse = (type: string, more: Body = {}, status = 400): void =>
      say(
        status,
        JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'injected', ...more }),
      );
    if (!DISTURBED.has(operation)) {
      const passed = await pass(request, whole);
      say(passed.status, passed.text);
      return;
    }
    const isTransaction = operation === 'TransactWriteItems';
    const cancel = (code: string): void => {
      const { TransactItems } = JSON.parse(whole.toString()) as { TransactItems: unknown[] };
      const at = Math.floor(draw() * TransactItems.length);
      const CancellationReasons = TransactItems.map((_, i) => ({ Code: i === at ? code : 'None' }));
      refuse('TransactionCanceledException', { CancellationReasons });
    };
    if (meets('throttled')) {
      if (isTransaction && draw() < 0.7)
        cancel(draw() < 0.5 ? 'ThrottlingError' : 'ProvisionedThroughputExceeded');
      else refuse(THROTTLES[draw() < 0.5 ? 0 : 1]);
      return;
    }
    if (WRITES.has(operation) && meets('conflicting')) {
      if (isTransaction) cancel('TransactionConflict');
      else refuse('TransactionConflictException');
      return;
    }
    if (operation.startsWith('Batch') && meets('unprocessed')) {
      await answerInPart(operation, request, whole, say);
      return;
    }
    const passed = await pass(request, whole);
    if (WRITES.has(operation) && passed.status === 200 && meets('unacknowledged'))
      refuse('InternalServerError', {}, 500);
    else say(passed.status, passed.text);
  }

  /** Some of what was asked is done; the rest comes back as DynamoDB gives it back. */
  async function answerInPart(
    operation: string,
    request: IncomingMessage,
    whole: Buffer,
    say: (status: number, text: string) => void,
  ): Promise<void> {
    const asked = JSON.parse(whole.toString()) as { RequestItems: Record<string, unknown> };
    const isRead = operation === 'BatchGetItem';
    const [[table, of] = ['', []]] = Object.entries(asked.RequestItems);
    const all = (isRead ? (of as { Keys: unknown[] }).Keys : of) as unknown[];
    const isLeft = all.map(() => draw() < 0.5);
    const asRequest = (items: unknown[]) =>
      items.length === 0 ? {} : { [table]: isRead ? { ...(of as Body), Keys: items } : items };
    const left = asRequest(all.filter((_, i) => isLeft[i]));
    const done = all.filter((_, i) => !isLeft[i]);
    const empty = isRead ? { Responses: { [table]: [] } } : {};
    const passed =
      done.length === 0
        ? { status: 200, text: JSON.stringify(empty) }
        : await pass(request, JSON.stringify({ ...asked, RequestItems: asRequest(done) }));
    if (passed.status !== 200) {
      say(passed.status, passed.text);
      return;
    }
    const answered = {
      ...(JSON.parse(passed.text) as Body),
      [isRead ? 'UnprocessedKeys' : 'UnprocessedItems']: left,
    };
    say(200, JSON.stringify(answered));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const port = await listen(server, 0, 'the faulty table');
  return {
    endpoint: `http://127.0.0.1:${port}`,
    met,
    disturb(wanted, seed) {
      rates = { ...CALM, ...wanted };
      draw = createRandom('faults', seed).next;
    },
    calm() {
      rates = CALM;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
