import { Duration, Stack, TimeZone, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  REFUSED_METRIC,
  REJECTED_METRIC,
  SCHEDULED_TIME,
  SCHEDULE_TIME_ZONE,
  WIRING,
  type FunctionName,
  type QueuedFunction,
  type ScheduleTrigger,
  type StreamTrigger,
} from '../../shared/contracts/wiring.ts';
import {
  ITEMS,
  allowItems,
  allowListing,
  allowMissingObjects,
  allowObjects,
  allowStream,
} from '../constructs/access.ts';
import { addAlarm } from '../constructs/alarms.ts';
import { addDashboard } from '../constructs/dashboard.ts';
import { DeadLetters } from '../constructs/dead-letters.ts';
import { createMailEvents, startByMailEvents } from '../constructs/mail-events.ts';
import { allowMail, describeMail } from '../constructs/mail.ts';
import { PER_PERIOD, countedBy, measureMaximum } from '../constructs/metrics.ts';
import { watchRuns } from '../constructs/missed-runs.ts';
import { readStores, readStreamArn, type Stores } from '../constructs/stores.ts';
import { WorkerFunction } from '../constructs/worker-function.ts';
import type { EnvironmentOf } from '../environments.ts';
import type { StageSettings } from '../stages.ts';

/** What receiving a report writes and asks; of redactions, so that a redacted text does not come back. */
const RESULTS = ['archive/', 'receipts/', 'redactions/'] as const;

interface PipelineStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly alarmTopic: Topic;
  readonly queues: Readonly<Record<QueuedFunction, Queue>>;
}

/** Later than this, and readers see totals of a while ago. */
const MAX_STREAM_LAG = Duration.minutes(15);
/** A run that could not start within this is left to the next, or a dead letter. */
const MAX_DELAY = Duration.hours(6);

/** What turns uploads into figures: no state of its own, deployed and rolled back at will. */
export class PipelineStack extends Stack {
  private readonly resources: Omit<PipelineStackProps, keyof StackProps> & Stores;
  private readonly workers: WorkerFunction<FunctionName>[] = [];

  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    this.resources = { ...props, ...readStores(this, props.settings) };
    this.receiveReport();
    this.recordPublication();
    this.followChanges();
    this.openYear();
    this.reconcileInbox();
    this.reconcileRegion();
    this.checkPublication();
    this.summariseCompliance();
    this.summariseRegion();
    this.sendMail();
    this.recordBounce();
    this.show();
  }

  private show(): void {
    const { table, queues } = this.resources;
    addDashboard(this, this.workers, [
      {
        title: 'The oldest message: inbox, publications, orders (seconds)',
        metrics: Object.values(queues).map((queue) =>
          queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum' }),
        ),
      },
      {
        title: 'Changes on their way to totals (milliseconds)',
        metrics: this.workers
          .filter(({ name }) => WIRING[name].trigger.kind === 'table-stream')
          .map(({ fn }) => measureMaximum(fn, 'IteratorAge')),
      },
      {
        title: 'What the table was asked (units)',
        metrics: [
          table.metricConsumedReadCapacityUnits(PER_PERIOD),
          table.metricConsumedWriteCapacityUnits(PER_PERIOD),
        ],
      },
    ]);
  }

  private receiveReport(): void {
    const { settings, bucket, table, queues } = this.resources;
    const worker = this.worker('ReceiveReport', 'receive-report', {
      BUCKET_NAME: bucket.bucketName,
      TABLE_NAME: table.tableName,
      QUEUE_URL: queues['receive-report'].queueUrl,
    });
    allowObjects(worker, settings, ['s3:GetObject', 's3:GetObjectVersion'], ['inbox/', 'backfill/']);
    allowObjects(worker, settings, ['s3:GetObject', 's3:PutObject'], RESULTS);
    // An agency is written to when something is filed in its name.
    allowObjects(worker, settings, ['s3:PutObject'], ['orders/']);
    allowMissingObjects(worker, settings);
    // Size and date of what S3 gives to nobody.
    allowListing(worker, settings, ['inbox/', 'backfill/']);
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], ITEMS.received);
    // Whose tickets and sessions of programs uploads come with.
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem'], ['ticket#*', 'upload-session#*']);
    allowItems(
      worker,
      table.tableArn,
      ['dynamodb:PutItem'],
      [...ITEMS.years, 'unplaced', 'ticket#*', 'audit#*', 'redactions'],
    );
    this.startByQueue(worker, 'receive-report');
  }

  private recordPublication(): void {
    const { settings, bucket, table, queues } = this.resources;
    const worker = this.worker('RecordPublication', 'record-publication', {
      BUCKET_NAME: bucket.bucketName,
      TABLE_NAME: table.tableName,
      QUEUE_URL: queues['record-publication'].queueUrl,
    });
    allowObjects(worker, settings, ['s3:GetObject', 's3:GetObjectVersion'], ['publication/']);
    allowObjects(worker, settings, ['s3:GetObject', 's3:PutObject'], ['receipts/publication/']);
    allowMissingObjects(worker, settings);
    allowListing(worker, settings, ['publication/']);
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], ITEMS.checked);
    allowItems(worker, table.tableArn, ['dynamodb:PutItem'], ITEMS.years);
    this.startByQueue(worker, 'record-publication');
  }

  private followChanges(): void {
    const { settings, bucket, table } = this.resources;
    const worker = this.worker('FollowChanges', 'follow-changes', {
      BUCKET_NAME: bucket.bucketName,
      TABLE_NAME: table.tableName,
    });
    allowObjects(worker, settings, ['s3:GetObject'], ['archive/']);
    // A region that can't be done goes to the queue of reconciliations.
    allowObjects(worker, settings, ['s3:PutObject'], ['reconcile/recompute/']);
    allowMissingObjects(worker, settings);
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], ITEMS.checked);
    allowItems(worker, table.tableArn, ['dynamodb:PutItem'], [...ITEMS.years, 'facts#*']);
    allowItems(worker, table.tableArn, ['dynamodb:BatchWriteItem'], ['facts#*', 'narrative#*']);
    this.startByStream(worker, 'follow-changes', WIRING['follow-changes'].trigger);
  }

  private openYear(): void {
    const { table } = this.resources;
    const worker = this.worker('OpenYear', 'open-year', { TABLE_NAME: table.tableName });
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], ITEMS.checked);
    allowItems(worker, table.tableArn, ['dynamodb:PutItem'], ITEMS.years);
    this.startBySchedule(worker, 'open-year', WIRING['open-year'].trigger);
  }

  private reconcileInbox(): void {
    const { settings, bucket, table } = this.resources;
    const worker = this.worker('ReconcileInbox', 'reconcile-inbox', {
      BUCKET_NAME: bucket.bucketName,
      TABLE_NAME: table.tableName,
    });
    allowObjects(worker, settings, ['s3:PutObject'], ['reconcile/']);
    allowItems(worker, table.tableArn, ['dynamodb:Query'], ['regions']);
    this.startBySchedule(worker, 'reconcile-inbox', WIRING['reconcile-inbox'].trigger);
  }

  private reconcileRegion(): void {
    const { settings, bucket, table, queues } = this.resources;
    const worker = this.worker('ReconcileRegion', 'reconcile-region', {
      BUCKET_NAME: bucket.bucketName,
      TABLE_NAME: table.tableName,
      QUEUE_URL: queues['reconcile-region'].queueUrl,
    });
    const uploads = ['inbox/', 'backfill/', 'publication/'] as const;
    allowObjects(worker, settings, ['s3:GetObject', 's3:GetObjectVersion'], uploads);
    allowObjects(worker, settings, ['s3:GetObject', 's3:PutObject'], RESULTS);
    allowObjects(worker, settings, ['s3:PutObject'], ['orders/']);
    // What only one of bucket and table has of an act is given to the other.
    allowObjects(worker, settings, ['s3:GetObject', 's3:PutObject'], ['acts/']);
    // The archive of all years, and sums by function: one order becomes one for each part, and for each province.
    allowObjects(worker, settings, ['s3:GetObject', 's3:PutObject'], ['bulk/']);
    allowObjects(worker, settings, ['s3:PutObject'], ['reconcile/bulk/']);
    allowMissingObjects(worker, settings);
    allowListing(worker, settings, uploads);
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], ITEMS.received);
    // Whose tickets and sessions of programs uploads come with; what agencies are there for, by which they are added up.
    allowItems(
      worker,
      table.tableArn,
      ['dynamodb:BatchGetItem'],
      ['ticket#*', 'upload-session#*', 'functions'],
    );
    allowItems(
      worker,
      table.tableArn,
      ['dynamodb:PutItem'],
      [
        ...ITEMS.years,
        'facts#*',
        'days#*',
        'names',
        'names#*',
        'phrases#*',
        'redactions',
        'unplaced',
        'ticket#*',
        'audit#*',
      ],
    );
    allowItems(worker, table.tableArn, ['dynamodb:BatchWriteItem'], ['facts#*', 'narrative#*']);
    // Pieces of the names' index that are no longer needed.
    allowItems(worker, table.tableArn, ['dynamodb:DeleteItem'], ['names', 'names#*']);
    this.startByQueue(worker, 'reconcile-region');
  }

  private checkPublication(): void {
    const { settings, table } = this.resources;
    const { publicationHosts, site } = settings;
    const worker = this.worker('CheckPublication', 'check-publication', {
      TABLE_NAME: table.tableName,
      CHECK_PUBLICATIONS: 'on',
      PUBLICATION_HOSTS: publicationHosts?.join(','),
      SITE_URL: site && `https://${site.domainName}`,
    });
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], ITEMS.checked);
    allowItems(worker, table.tableArn, ['dynamodb:PutItem'], ITEMS.years);
    this.startBySchedule(worker, 'check-publication', WIRING['check-publication'].trigger);
  }

  private summariseCompliance(): void {
    const { settings, bucket, table } = this.resources;
    const worker = this.worker('SummariseCompliance', 'summarise-compliance', {
      BUCKET_NAME: bucket.bucketName,
      TABLE_NAME: table.tableName,
    });
    allowObjects(worker, settings, ['s3:PutObject'], ['orders/']);
    allowItems(worker, table.tableArn, ['dynamodb:Query'], ['regions']);
    this.startBySchedule(worker, 'summarise-compliance', WIRING['summarise-compliance'].trigger);
  }

  private summariseRegion(): void {
    const { settings, bucket, table, queues } = this.resources;
    const { site } = settings;
    const worker = this.worker('SummariseRegion', 'summarise-region', {
      BUCKET_NAME: bucket.bucketName,
      TABLE_NAME: table.tableName,
      QUEUE_URL: queues['summarise-region'].queueUrl,
      MAIL_FROM: settings.mail?.from,
      SITE_URL: site && `https://${site.domainName}`,
    });
    allowObjects(worker, settings, ['s3:GetObject', 's3:PutObject'], ['summaries/']);
    allowMissingObjects(worker, settings);
    allowItems(
      worker,
      table.tableArn,
      ['dynamodb:BatchGetItem', 'dynamodb:Query'],
      // Whom it writes to, and whom it wrote to before: by one request with the roster, so that one statement must fit both.
      [...ITEMS.checked, 'contact#*'],
    );
    // By which an address that an office put on the roster finds its agency lies with grants.
    allowItems(worker, table.tableArn, ['dynamodb:PutItem'], [...ITEMS.years, 'grants#*']);
    allowObjects(worker, settings, ['s3:PutObject'], ['mails/']);
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem'], ['returned-mail#*']);
    this.startByQueue(worker, 'summarise-region');
  }

  private sendMail(): void {
    const { settings, bucket, table, queues } = this.resources;
    const { mail } = settings;
    const bySes = mail && 'identityArn' in mail ? mail : undefined;
    const events = bySes && createMailEvents(this);
    const worker = this.worker('SendMail', 'send-mail', {
      BUCKET_NAME: bucket.bucketName,
      TABLE_NAME: table.tableName,
      QUEUE_URL: queues['send-mail'].queueUrl,
      ...describeMail(settings),
      MAIL_CONFIGURATION_SET: events?.name,
    });
    allowObjects(worker, settings, ['s3:GetObject'], ['mails/']);
    allowMissingObjects(worker, settings);
    allowItems(
      worker,
      table.tableArn,
      ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
      ['returned-mail#*', ...ITEMS.years],
    );
    allowItems(worker, table.tableArn, ['dynamodb:PutItem'], ['sent-mail#*']);
    allowMail(worker, settings, events ? [events.arn] : []);
    this.startByQueue(worker, 'send-mail', mail?.atOnce);
    this.watchCount(worker, 'send-mail', 'Refused', {
      metricName: REFUSED_METRIC,
      seen: 'The mail server refuses mails.',
      failureMeans: 'Some offices or agencies are not reminded.',
    });
  }

  private recordBounce(): void {
    const { settings, table } = this.resources;
    const worker = this.worker('RecordBounce', 'record-bounce', { TABLE_NAME: table.tableName });
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], ITEMS.years);
    allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem'], ['sent-mail#*']);
    allowItems(worker, table.tableArn, ['dynamodb:PutItem'], ['returned-mail#*']);
    const { queue } = this.runAsync(worker, 'record-bounce', WIRING['record-bounce'].trigger.maxRetries);
    if (settings.mail && 'identityArn' in settings.mail) startByMailEvents(this, worker.fn, queue);
  }

  /** What can never succeed is kept in the bucket, and somebody is told from the first on. */
  private keepRejected(worker: WorkerFunction<FunctionName>, name: FunctionName): void {
    allowObjects(worker, this.resources.settings, ['s3:PutObject'], ['rejected/']);
    this.watchCount(worker, name, 'Rejected', {
      metricName: REJECTED_METRIC,
      seen: `What can never succeed was put aside, below rejected/${name}/ in the bucket.`,
      failureMeans: WIRING[name].failureMeans,
    });
  }

  /** An alarm from the first that is counted. */
  private watchCount(
    worker: WorkerFunction<FunctionName>,
    name: FunctionName,
    id: string,
    { metricName, ...told }: { metricName: string; seen: string; failureMeans: string },
  ): void {
    addAlarm(worker, id, {
      ...told,
      topic: this.resources.alarmTopic,
      metric: countedBy(name, metricName),
      section: name,
      threshold: 1,
      periods: 1,
    });
  }

  private worker<Name extends FunctionName>(
    id: string,
    name: Name,
    environment: EnvironmentOf<Name>,
  ): WorkerFunction<Name> {
    const { settings, alarmTopic } = this.resources;
    const worker = new WorkerFunction(this, id, {
      name,
      environment,
      settings,
      alarmTopic,
    });
    this.workers.push(worker);
    return worker;
  }

  private startByQueue(
    worker: WorkerFunction<FunctionName>,
    name: QueuedFunction,
    maxConcurrency: number = WIRING[name].trigger.maxConcurrency,
  ): void {
    const { trigger } = WIRING[name];
    this.keepRejected(worker, name);
    worker.asked.addEventSource(
      new SqsEventSource(this.resources.queues[name], {
        batchSize: trigger.batchSize,
        maxConcurrency,
        // The handler names what failed; without this a half-done batch would count as done.
        reportBatchItemFailures: true,
      }),
    );
  }

  private startByStream(
    worker: WorkerFunction<FunctionName>,
    name: FunctionName,
    trigger: StreamTrigger,
  ): void {
    const { alarmTopic, settings } = this.resources;
    const { failureMeans } = WIRING[name];
    const deadLetters = new DeadLetters(worker, 'DeadLetters', { alarmTopic, failureMeans, section: name });
    const streamArn = readStreamArn(this, settings);
    allowStream(worker, streamArn);
    worker.fn.addEventSourceMapping('Stream', {
      eventSourceArn: streamArn,
      // From the start: nothing that was written before the function existed may be left out.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: trigger.batchSize,
      maxBatchingWindow: Duration.seconds(trigger.maxBatchingWindowS),
      retryAttempts: trigger.maxRetries,
      maxRecordAge: Duration.seconds(trigger.maxRecordAgeS),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // One worker at a time per shard: the order of a partition's changes is kept.
      parallelizationFactor: 1,
      onFailure: new SqsDlq(deadLetters.queue),
      filters: trigger.sortKeyPrefixes.map((prefix) =>
        FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(prefix) } } } }),
      ),
    });
    addAlarm(worker, 'Lag', {
      topic: alarmTopic,
      metric: measureMaximum(worker.fn, 'IteratorAge'),
      seen: `Changes have waited for more than ${MAX_STREAM_LAG.toMinutes()} minutes.`,
      failureMeans,
      section: name,
      threshold: MAX_STREAM_LAG.toMilliseconds(),
      periods: 2,
    });
  }

  /** Whoever starts it hands its event over and is done: Lambda repeats a run that fails, so both are told how often. */
  private runAsync(worker: WorkerFunction<FunctionName>, name: FunctionName, retryAttempts: number) {
    const { queue } = new DeadLetters(worker, 'DeadLetters', {
      alarmTopic: this.resources.alarmTopic,
      failureMeans: WIRING[name].failureMeans,
      section: name,
    });
    const bounds = { retryAttempts, maxEventAge: MAX_DELAY };
    worker.fn.configureAsyncInvoke({ ...bounds, onFailure: new SqsDestination(queue) });
    return { queue, bounds };
  }

  private startBySchedule(
    worker: WorkerFunction<FunctionName>,
    name: FunctionName,
    trigger: ScheduleTrigger,
  ): void {
    const { queue, bounds } = this.runAsync(worker, name, trigger.maxRetries);
    watchRuns(worker, name, this.resources.alarmTopic);
    const role = new Role(worker, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [worker.fn.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
    const target = new LambdaInvoke(worker.fn, {
      ...bounds,
      deadLetterQueue: queue,
      // A run that is late or repeated is still of its own time.
      input: ScheduleTargetInput.fromObject({ [SCHEDULED_TIME]: ContextAttribute.scheduledTime }),
      // Exactly the above: the construct itself would grant every version of the function too.
      role: role.withoutPolicyUpdates(),
    });
    for (const [index, cron] of trigger.crons.entries())
      new Schedule(this, `${worker.node.id}Schedule${index === 0 ? '' : index + 1}`, {
        schedule: ScheduleExpression.expression(cron, TimeZone.of(SCHEDULE_TIME_ZONE)),
        target,
      });
  }
}
