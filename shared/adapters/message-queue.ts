/** The queue whose messages a function takes. What is done with them is Lambda's; when one comes back is ours to say. */
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
