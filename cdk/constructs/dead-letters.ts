import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm } from './alarms.ts';

export interface DeadLettersProps {
  readonly alarmTopic: Topic;
  /** Who is hurt by what lies here. */
  readonly failureMeans: string;
  /** The section of docs/operations.md. */
  readonly section: string;
}

/** Where what failed for good is kept for two weeks, with an alarm from the first message on. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { alarmTopic, failureMeans, section }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This queue is the dead-letter queue.',
    });
    addAlarm(this, 'NotEmpty', {
      topic: alarmTopic,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      seen: 'There are dead letters; the section below says how to take them up.',
      failureMeans,
      section,
      threshold: 1,
      periods: 1,
    });
  }
}
