import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { addAlarm } from './alarms.ts';
import { DeadLetters, type DeadLettersProps } from './dead-letters.ts';

interface MonitoredQueueProps extends DeadLettersProps {
  readonly visibilityTimeout: Duration;
  /** Deliveries before a message is a dead letter. */
  readonly maxReceives: number;
  /** Older messages raise an alarm: work waits although nothing has failed for good. */
  readonly maxAge: Duration;
}

/** The only kind of queue: with dead letters, and alarms for them and for work that waits. */
export class MonitoredQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: MonitoredQueueProps) {
    super(scope, id);
    const { visibilityTimeout, maxReceives, maxAge, alarmTopic, failureMeans, section } = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { alarmTopic, failureMeans, section });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: maxReceives },
    });
    addAlarm(this, 'Old', {
      topic: alarmTopic,
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      seen: `A message has waited for more than ${maxAge.toMinutes()} minutes.`,
      failureMeans,
      section,
      threshold: maxAge.toSeconds(),
      periods: 1,
    });
  }
}
