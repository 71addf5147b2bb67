/** The shape of every function that a queue of new objects starts. Messages succeed or fail one by one. */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { MessageQueue } from '../adapters/message-queue.ts';
import { parseUploadEvent, type UploadHint } from '../contracts/events/upload-event.ts';
import { WIRING, retryDelayS, type QueuedFunction } from '../contracts/wiring.ts';
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

/** What fails is delivered again after the delay that the wiring says, and in the end becomes a dead letter. */
export function createObjectHandler(deps: ObjectQueueDeps, { name, what, handle }: Work) {
  const { observer, queue } = deps;
  async function process({ messageId, body, receiptHandle, attributes }: SQSRecord): Promise<void> {
    let correlation: Correlation = { messageId };
    const deliveries = Number(attributes.ApproximateReceiveCount);
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

  const processAll = (
    Records: SQSRecord[],
    context: Context,
    isInParallel: boolean,
  ): Promise<SQSBatchResponse> =>
    processPartialResponse({ Records }, process, new BatchProcessor(EventType.SQS), {
      context,
      processInParallel: isInParallel,
      throwOnFullBatchFailure: false,
    });

  return flushAfter(observer, async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const { fresh = [], back = [] } = Object.groupBy(Records, ({ attributes }) =>
      Number(attributes.ApproximateReceiveCount) > 1 ? 'back' : 'fresh',
    );
    // Among those that come back is what ended the function: it takes nobody along who is done before it.
    const first = await processAll(fresh, context, true);
    const then = await processAll(back, context, false);
    return { batchItemFailures: [...first.batchItemFailures, ...then.batchItemFailures] };
  });
}
