/** The shape of every function that a queue of new objects starts. Messages succeed or fail one by one. */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { MessageQueue } from '../adapters/message-queue.ts';
import { parseUploadEvent, type UploadHint } from '../contracts/events/upload-event.ts';
import { WIRING, retryDelayS, type QueuedFunction } from '../contracts/wiring.ts';
import { UnavailableError } from '../errors.ts';
import { flushAfter } from './flush-after.ts';
import { rejectPermanent, type RejectDeps } from './reject-permanent.ts';

export interface ObjectQueueDeps extends RejectDeps {
  /** Without it failed messages come back when the queue thinks fit. */
  readonly queue?: MessageQueue | undefined;
}

type Correlation = Readonly<Record<string, unknown>>;

interface Work {
  readonly name: QueuedFunction;
  /** For the log: "upload failed, …". */
  readonly what: string;
  /**
   * Called for each new object; the correlation is for what it logs. `deliveries`: how often the message has come, this time
   * included.
   */
  readonly handle: (object: UploadHint, correlation: Correlation, deliveries: number) => Promise<void>;
}

/**
 * One that comes back begins only with so much time left: an invocation that is ended has all of its messages come again, and
 * much later than one that is put back.
 */
const BEGINS_WITH_MS = 15_000;

const countDeliveries = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);

/** What fails is delivered again after the delay that the wiring says, and in the end becomes a dead letter. */
export function createObjectHandler(deps: ObjectQueueDeps, { name, what, handle }: Work) {
  const { observer, queue } = deps;
  async function process(record: SQSRecord): Promise<void> {
    const { messageId, body, receiptHandle } = record;
    let correlation: Correlation = { messageId };
    const deliveries = countDeliveries(record);
    try {
      await rejectPermanent(deps, { id: messageId, message: body, detail: correlation }, async () => {
        for (const object of parseUploadEvent(body)) {
          correlation = { messageId, key: object.key, versionId: object.versionId };
          const id = `${messageId}-${object.sequencer}`;
          // One object that can't be done with leaves the message's others.
          await rejectPermanent(deps, { id, message: body, detail: correlation }, () =>
            handle(object, correlation, deliveries),
          );
        }
      });
    } catch (error) {
      observer.failed(`${what} failed, will be delivered again`, error, correlation);
      const delayS = retryDelayS(WIRING[name].trigger, deliveries);
      // It comes back all the same where this fails, only later.
      await queue?.postpone(receiptHandle, delayS).catch((cause: unknown) => {
        observer.event('message was not postponed', { ...correlation, cause: String(cause) });
      });
      throw error;
    }
  }

  async function processInTime(record: SQSRecord, context: Context): Promise<void> {
    if (context.getRemainingTimeInMillis() >= BEGINS_WITH_MS) return process(record);
    observer.event('message put back: no time is left for it', { messageId: record.messageId });
    throw new UnavailableError(`${what} was not begun: no time was left for it`);
  }

  const processAll = (
    Records: SQSRecord[],
    handleOne: (record: SQSRecord) => Promise<void>,
    context: Context,
    isInParallel: boolean,
  ): Promise<SQSBatchResponse> =>
    processPartialResponse({ Records }, handleOne, new BatchProcessor(EventType.SQS), {
      context,
      processInParallel: isInParallel,
      throwOnFullBatchFailure: false,
    });

  return flushAfter(observer, async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const { fresh = [], back = [] } = Object.groupBy(Records, (record) =>
      countDeliveries(record) > 1 ? 'back' : 'fresh',
    );
    // Among those that come back is what ended the function: it takes nobody along who is done before it.
    const first = await processAll(fresh, process, context, true);
    const then = await processAll(back, (record) => processInTime(record, context), context, false);
    return { batchItemFailures: [...first.batchItemFailures, ...then.batchItemFailures] };
  });
}
