import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { MessageQueue } from '../../shared/adapters/message-queue.ts';
import { parseUploadEvent } from '../../shared/contracts/events/upload-event.ts';
import { retryDelayS, WIRING } from '../../shared/contracts/wiring.ts';
import { receiveUpload, type ReceiveDeps } from '../../shared/pipeline/receive-upload.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

const TRIGGER = WIRING['receive-report'].trigger;

/** Messages succeed or fail one by one; a failed one is delivered again, and in the end becomes a dead letter. */
export function createHandler({
  observer,
  queue,
  ...deps
}: ReceiveDeps & { readonly observer: Observer; readonly queue?: MessageQueue | undefined }) {
  async function receive({ messageId, body, receiptHandle, attributes }: SQSRecord): Promise<void> {
    let correlation: Record<string, unknown> = { messageId };
    try {
      for (const upload of parseUploadEvent(body)) {
        correlation = { messageId, key: upload.key, versionId: upload.versionId };
        const received = await receiveUpload(deps, upload);
        if (received.kind !== 'received') {
          observer.event(`upload ${received.kind}`, correlation);
          continue;
        }
        const { outcome, findings, sha256 } = received.receipt;
        observer.event(`report ${outcome}`, { ...correlation, sha256, findings: findings.length });
        observer.count(outcome === 'accepted' ? 'ReportsAccepted' : 'ReportsReturned');
      }
    } catch (error) {
      observer.failed('upload failed, will be delivered again', error, correlation);
      const delayS = retryDelayS(TRIGGER, Number(attributes.ApproximateReceiveCount));
      // It comes back all the same where this fails, only later.
      await queue?.postpone(receiptHandle, delayS).catch((cause: unknown) => {
        observer.event('message was not postponed', { ...correlation, cause: String(cause) });
      });
      throw error;
    }
  }

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const processor = new BatchProcessor(EventType.SQS);
    try {
      return await processPartialResponse(event, receive, processor, {
        context,
        processInParallel: true,
        throwOnFullBatchFailure: false,
      });
    } finally {
      observer.flush();
    }
  };
}
