import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { parseOrderKey, type RegionOrder } from '../../shared/contracts/bucket/summary-keys.ts';
import { parseUploadEvent } from '../../shared/contracts/events/upload-event.ts';
import { REFUSED_METRIC } from '../../shared/contracts/wiring.ts';
import { PermanentError, UnavailableError } from '../../shared/errors.ts';
import { runSummary, type RunDeps, type SummaryRun } from '../../shared/pipeline/run-summary.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

/** An order succeeds or fails alone; a failed one is delivered again, and in the end becomes a dead letter. */
export function createHandler({ observer, ...deps }: RunDeps & { readonly observer: Observer }) {
  async function summarise({ messageId, body }: SQSRecord): Promise<void> {
    let correlation: Record<string, unknown> = { messageId };
    try {
      for (const { key } of parseUploadEvent(body)) {
        correlation = { messageId, key };
        const order = parseOrderKey(key);
        if (!order) throw new PermanentError(`${key} is no order of a summary`);
        report(order, await runSummary(deps, order));
      }
    } catch (error) {
      observer.failed('summary failed, will be delivered again', error, correlation);
      throw error;
    }
  }

  /** Throws where mails are left to be sent. */
  function report(order: RegionOrder, run: SummaryRun): void {
    if (run.kind === 'nothing') {
      observer.event('nothing to summarise', { ...order });
      return;
    }
    const { sent, done, refused, waiting } = run.mails;
    observer.event(run.isNew ? 'region summarised' : 'region was summarised before', {
      ...order,
      sent,
      done,
    });
    observer.count('MailsSent', sent);
    for (const { recipient, reason } of refused)
      observer.event('mail refused', { ...order, recipient, reason });
    if (refused.length > 0) observer.count(REFUSED_METRIC, refused.length);
    const [first] = waiting;
    if (first)
      throw new UnavailableError(
        `${waiting.length} mails are left to be sent, first that to ${first.recipient}: ${first.reason}`,
      );
  }

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const processor = new BatchProcessor(EventType.SQS);
    try {
      return await processPartialResponse(event, summarise, processor, {
        context,
        processInParallel: true,
        throwOnFullBatchFailure: false,
      });
    } finally {
      observer.flush();
    }
  };
}
