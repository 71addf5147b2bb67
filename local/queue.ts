/** The queues of objects: S3 events become messages, messages become batches for a function, as SQS and Lambda do it. */
import { createHash, randomUUID } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { QueueTrigger } from '../shared/contracts/wiring.ts';
import { listFailedItems } from './batch-response.ts';
import type { DeadLetters } from './dead-letters.ts';
import { FunctionEndedError, InvocationTimeoutError, describeFailure, type Invoke } from './invoke.ts';
import { LOCAL_REGION, keyOfRecord, type UploadRecord } from './upload-record.ts';

/** A machine's worth of the cloud's concurrency. */
const MAX_BATCHES_IN_FLIGHT = 8;
/** Instead of the visibility timeout, which nobody wants to wait for here. */
const RETRY_DELAYS_MS: readonly number[] = [100, 300, 1000, 3000];

interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly sentEpochMs: number;
  receives: number;
  /** Deliveries that nobody here remembers: of a dead letter, or of what was uploaded before this queue began. */
  readonly earlierReceives: 0 | 1;
  /** Its function, or one beside it in the same thread, did not end in time: it is handled with no other from now on. */
  isSuspect: boolean;
  /** Sequencer of the upload behind the message; `oldestUnprocessed` is not above it until the message is done. */
  readonly sequencer: string | undefined;
  readonly done: (outcome: 'processed' | 'dead') => void;
}

/** What a standard queue of SQS may do besides, in tests. */
export interface Unruliness {
  /** Numbers from 0 to 1. */
  readonly draw: () => number;
  /** How often a message is delivered once more while it is in hand, as when its visibility ends too soon. */
  readonly repeated: number;
}

interface QueueDeps {
  readonly functionName: string;
  readonly trigger: QueueTrigger;
  readonly invoke: Invoke;
  /** For messages that are handled alone: in a thread of their own, where the function has one. */
  readonly invokeAlone?: Invoke | undefined;
  readonly deadLetters: Pick<DeadLetters, 'keep'>;
  readonly nowEpochMs: () => number;
  readonly onProblem: (message: string) => void;
  /** Called when `oldestUnprocessed` may have changed. */
  readonly onProgress?: () => void;
  readonly retryDelaysMs?: readonly number[] | undefined;
  /** Messages come in any order, some twice; without it in the order of the uploads, once as long as nothing fails. */
  readonly unruly?: Unruliness | undefined;
}

export interface ObjectQueue {
  /** Takes the event of an upload whose key the trigger wants. */
  offer(record: UploadRecord): void;
  /** Takes a dead letter's message again. Resolves when it has been processed or is dead again. */
  resend(message: { id: string; body: string }): Promise<'processed' | 'dead'>;
  /** Every message ever taken. */
  readonly taken: number;
  /** Messages that wait or are being handled. */
  readonly waiting: number;
  /** When the oldest of them came. */
  oldestSentEpochMs(): number | undefined;
  /** The lowest sequencer of an upload that has neither been processed nor become a dead letter. */
  oldestUnprocessed(): string | undefined;
  idle(): Promise<void>;
  /** Starts no further batch. Resolves when those in flight have ended. */
  stop(): Promise<void>;
}

export function createQueue(deps: QueueDeps): ObjectQueue {
  const { functionName, trigger, invoke, deadLetters, nowEpochMs, onProblem, unruly } = deps;
  const delays = deps.retryDelaysMs ?? RETRY_DELAYS_MS;
  const maxInFlight = Math.min(trigger.maxConcurrency, MAX_BATCHES_IN_FLIGHT);
  const invokeAlone = deps.invokeAlone ?? invoke;
  const visible: Message[] = [];
  const suspects: Message[] = [];
  let isSuspectInFlight = false;
  const hidden = new Set<NodeJS.Timeout>();
  const outstanding = new Set<string>();
  let inFlight = 0;
  /** The oldest first. */
  const pending = new Set<Message>();
  /** Deliveries that come a second time. */
  let repeating = 0;
  const begunEpochMs = nowEpochMs();
  let taken = 0;
  let isStopped = false;
  let isPumpDue = false;
  let waiting: { isOver: () => boolean; resolve: () => void }[] = [];

  const isIdle = (): boolean => pending.size === 0 && repeating === 0;
  function settle(): void {
    const over = waiting.filter(({ isOver }) => isOver());
    waiting = waiting.filter((waiter) => !over.includes(waiter));
    for (const { resolve } of over) resolve();
  }
  const until = (isOver: () => boolean): Promise<void> =>
    isOver() ? Promise.resolve() : new Promise((resolve) => waiting.push({ isOver, resolve }));

  function hold(work: Promise<void>): void {
    inFlight++;
    void work.finally(() => {
      inFlight--;
      pump();
      settle();
    });
  }

  /** Whatever becomes of it: the delivery that counts is the other one. */
  async function deliverAgain(batch: readonly Message[]): Promise<void> {
    repeating++;
    try {
      await invoke(eventOf(batch));
    } catch (error) {
      onProblem(`${functionName} failed with a repeated delivery: ${describeFailure(error)}`);
    } finally {
      repeating--;
    }
  }

  /** Behind all others, or anywhere among them. */
  function show(message: Message): void {
    const at = unruly ? Math.floor(unruly.draw() * (visible.length + 1)) : visible.length;
    visible.splice(at, 0, message);
  }

  /** What arrives in one turn of the loop goes into one batch. */
  function pump(): void {
    if (isPumpDue || isStopped) return;
    isPumpDue = true;
    setImmediate(() => {
      isPumpDue = false;
      while (!isStopped && inFlight < maxInFlight && visible.length > 0) {
        const batch = visible.splice(0, trigger.batchSize);
        hold(deliver(batch, invoke));
        const repeated = batch.filter(() => unruly && unruly.draw() < unruly.repeated);
        if (repeated.length > 0) hold(deliverAgain(repeated));
      }
      if (!isStopped && !isSuspectInFlight && suspects.length > 0) {
        isSuspectInFlight = true;
        void deliver(suspects.splice(0, 1), invokeAlone).finally(() => {
          isSuspectInFlight = false;
          pump();
          settle();
        });
      }
    });
  }

  async function deliver(batch: readonly Message[], invokeBatch: Invoke): Promise<void> {
    for (const message of batch) message.receives++;
    let failed: ReadonlySet<string>;
    let reason = 'the function reported the message as failed';
    const ids = new Set(batch.map(({ messageId }) => messageId));
    try {
      failed = listFailedItems(await invokeBatch(eventOf(batch)), ids);
    } catch (error) {
      failed = ids;
      if (error instanceof InvocationTimeoutError || error instanceof FunctionEndedError)
        for (const message of batch) message.isSuspect = true;
      reason = describeFailure(error);
      onProblem(`${functionName} failed with a batch of ${batch.length}: ${reason}`);
    }
    for (const message of batch) {
      if (!failed.has(message.messageId)) finish(message, 'processed');
      else if (message.receives < trigger.maxReceives) hide(message);
      else {
        bury(message, reason);
        finish(message, 'dead');
      }
    }
  }

  function hide(message: Message): void {
    const delay = delays[Math.min(message.receives, delays.length) - 1] ?? 0;
    const timer = setTimeout(() => {
      hidden.delete(timer);
      if (message.isSuspect) suspects.push(message);
      else show(message);
      pump();
    }, delay);
    hidden.add(timer);
  }

  function bury({ messageId, body, receives }: Message, reason: string): void {
    onProblem(`${functionName}: message ${messageId} is a dead letter after ${receives} receives: ${reason}`);
    deadLetters.keep({
      kind: 'queue',
      id: messageId,
      functionName,
      reason,
      diedAt: new Date(nowEpochMs()).toISOString(),
      receives,
      body,
    });
  }

  function finish(message: Message, outcome: 'processed' | 'dead'): void {
    pending.delete(message);
    if (message.sequencer !== undefined) outstanding.delete(message.sequencer);
    message.done(outcome);
    deps.onProgress?.();
  }

  function take(
    message: Pick<Message, 'messageId' | 'body' | 'sequencer' | 'done' | 'earlierReceives'>,
  ): void {
    taken++;
    const sent: Message = { ...message, sentEpochMs: nowEpochMs(), receives: 0, isSuspect: false };
    pending.add(sent);
    show(sent);
    pump();
  }

  const eventOf = (batch: readonly Message[]): SQSEvent => ({
    Records: batch.map((message) => recordOf(message)),
  });

  return {
    offer(record) {
      const key = keyOfRecord(record);
      if (!trigger.prefixes.some((prefix) => key.startsWith(prefix))) return;
      const { sequencer } = record.s3.object;
      const earlierReceives = Date.parse(record.eventTime) < begunEpochMs ? 1 : 0;
      if (outstanding.has(sequencer)) return;
      outstanding.add(sequencer);
      const body = JSON.stringify({ Records: [record] });
      take({ messageId: randomUUID(), body, sequencer, earlierReceives, done: () => undefined });
    },
    resend: ({ id, body }) =>
      new Promise((resolve) =>
        take({ messageId: id, body, sequencer: undefined, earlierReceives: 1, done: resolve }),
      ),
    get taken() {
      return taken;
    },
    get waiting() {
      return pending.size;
    },
    oldestSentEpochMs() {
      for (const { sentEpochMs } of pending) return sentEpochMs;
      return undefined;
    },
    oldestUnprocessed() {
      let lowest: string | undefined;
      for (const sequencer of outstanding) if (lowest === undefined || sequencer < lowest) lowest = sequencer;
      return lowest;
    },
    idle: () => until(isIdle),
    async stop() {
      isStopped = true;
      for (const timer of hidden) clearTimeout(timer);
      await until(() => inFlight === 0 && !isSuspectInFlight);
    },
  };
}

function recordOf({ messageId, body, receives, earlierReceives, sentEpochMs }: Message): SQSRecord {
  return {
    messageId,
    receiptHandle: `${messageId}-${receives}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(earlierReceives + receives),
      SentTimestamp: String(sentEpochMs),
      SenderId: 'LOCAL',
      ApproximateFirstReceiveTimestamp: String(sentEpochMs),
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${LOCAL_REGION}:000000000000:inbox`,
    awsRegion: LOCAL_REGION,
  };
}
