/** The queue whose messages a function takes. Lambda says what is done with them; we say when one comes back. */
import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface MessageQueue {
  /** The message, received under this handle, comes back after `delayS` seconds instead of the visibility timeout. */
  postpone(receiptHandle: string, delayS: number): Promise<void>;
}

export const createMessageQueue = (client: SQSClient, queueUrl: string): MessageQueue => ({
  async postpone(receiptHandle, delayS) {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: delayS,
      }),
    );
  },
});
