/** Moves messages of a dead-letter queue back to the queues that they came from, where SQS has no redrive of its own. */
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { createQueueClient, type Connection } from './clients.ts';

interface DeadLetterQueue {
  /** The queues whose dead letters lie there; none where a function or a schedule puts them there itself. */
  readonly sources: readonly string[];
  /** Sends each message to the queue before it is deleted: what breaks off in between is delivered twice, and lost never. */
  readonly moveTo: (source: string) => Promise<number>;
}

/** A message that is received here comes back after so long, if this is ended before it is deleted. */
const HELD_S = 60;
const AT_ONCE = 10;
const WAITED_S = 2;

export async function openDeadLetterQueue(name: string, connection: Connection): Promise<DeadLetterQueue> {
  const client = createQueueClient(connection);
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
  const { queueUrls } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }));

  const receive = async (): Promise<readonly Message[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: AT_ONCE,
        VisibilityTimeout: HELD_S,
        WaitTimeSeconds: WAITED_S,
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages;
  };

  return {
    sources: queueUrls ?? [],
    async moveTo(source) {
      const sent = new Set<string | undefined>();
      let moved = 0;
      for (let messages = await receive(); messages.length > 0; messages = await receive())
        for (const { MessageId, ReceiptHandle, Body, MessageAttributes } of messages) {
          // What has died again meanwhile stays: its cause is not removed.
          if (sent.has(MessageId)) return moved;
          const { MessageId: again } = await client.send(
            new SendMessageCommand({ QueueUrl: source, MessageBody: Body, MessageAttributes }),
          );
          sent.add(again);
          await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
          moved += 1;
        }
      return moved;
    },
  };
}
