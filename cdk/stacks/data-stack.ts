import { Aws, CfnOutput, Duration, RemovalPolicy, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal, type Role } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { TTL_ATTRIBUTE, WIRING, type QueuedFunction } from '../../shared/contracts/wiring.ts';
import { allowSite, createUploadsRole, restrictUploads } from '../constructs/filing.ts';
import { MonitoredQueue } from '../constructs/monitored-queue.ts';
import { replicate } from '../constructs/replication.ts';
import { writeStores } from '../constructs/stores.ts';
import { nameOwnBucket, ownBucketArn, reportsBucketArn } from '../reports-bucket.ts';
import type { StageSettings } from '../stages.ts';

interface DataStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly alarmTopic: Topic;
}

/** The queues' ids, which never change, and the age of a message at which somebody should look. */
const QUEUES: Readonly<Record<QueuedFunction, { id: string; maxAge: Duration }>> = {
  // Longer than any receipt should take; agencies begin to phone.
  'receive-report': { id: 'Inbox', maxAge: Duration.minutes(15) },
  'record-publication': { id: 'Publications', maxAge: Duration.hours(1) },
  // Every region of a nation is ordered at once, and no mail of the morning need be earlier.
  'summarise-region': { id: 'Orders', maxAge: Duration.hours(1) },
  // A January morning's reminders of a nation take hours at the speed of a new account.
  'send-mail': { id: 'Mails', maxAge: Duration.hours(6) },
  // A night's orders are all written at once; by the morning they are done.
  'reconcile-region': { id: 'Reconciliations', maxAge: Duration.hours(6) },
};
/** An order is done within minutes, or is a dead letter for two weeks. */
const ORDERS_KEPT = Duration.days(30);
/** Links to them are good for minutes. */
const LINKED_FILES_KEPT = Duration.days(1);
/** Every part of the archive is made anew within a week: one that is not is a part no more. */
const BULK_KEPT = Duration.days(30);
const REPLACED_KEPT = Duration.days(1);
/** A manifest may name a version that has been replaced, until its part is made anew: within a week, and some tries. */
const REPLACED_BULK_KEPT = Duration.days(10);
const ACCESS_LOGS_PREFIX = 'reports/';

/** Folders of what is not kept: orders, the archive that is made of all the rest, and files that are answered as links where they can't be streamed. */
const listPassing = ({
  edge,
}: StageSettings): (readonly [prefix: string, kept: Duration, replacedKept?: Duration])[] => [
  ['orders/', ORDERS_KEPT],
  ['reconcile/', ORDERS_KEPT],
  ['mails/', ORDERS_KEPT],
  ['bulk/', BULK_KEPT, REPLACED_BULK_KEPT],
  ...(edge === 'http-api' ? [['downloads/', LINKED_FILES_KEPT] as const] : []),
];

/**
 * What must not be lost: the bucket, the table, and the queues of new objects. These are here because the bucket
 * names them in its own configuration: CloudFormation then writes the notification itself, where the usual construct
 * would add a function of its own with rights on every bucket.
 */
export class DataStack extends Stack {
  readonly bucket: Bucket;
  readonly table: Table;
  readonly queues: Readonly<Record<QueuedFunction, Queue>>;
  /** Lent to whoever files with a program. */
  readonly uploadsRole: Role;

  constructor(scope: Construct, id: string, { settings, alarmTopic, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.queues = {
      'receive-report': this.createQueue('receive-report', alarmTopic),
      'record-publication': this.createQueue('record-publication', alarmTopic),
      'summarise-region': this.createQueue('summarise-region', alarmTopic),
      'send-mail': this.createQueue('send-mail', alarmTopic),
      'reconcile-region': this.createQueue('reconcile-region', alarmTopic),
    };
    this.bucket = this.createBucket(settings);
    this.table = this.createTable(settings);
    this.uploadsRole = createUploadsRole(this, settings);
    this.tellStores(settings);
    new CfnOutput(this, 'BucketName', { value: this.bucket.bucketName });
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
  }

  private tellStores(settings: StageSettings): void {
    const { bucket, table } = this;
    const { tableStreamArn } = table;
    if (tableStreamArn === undefined) throw new TypeError('the table has no stream');
    writeStores(this, settings, { name: table.tableName, streamArn: tableStreamArn });
    // What an earlier release imports: it can't be taken away before the other stacks have been deployed without it.
    for (const exported of [bucket.bucketName, table.tableName, table.tableArn, tableStreamArn])
      this.exportValue(exported);
  }

  private createQueue(name: QueuedFunction, alarmTopic: Topic): Queue {
    const { trigger, failureMeans } = WIRING[name];
    const { id, maxAge } = QUEUES[name];
    return new MonitoredQueue(this, id, {
      visibilityTimeout: Duration.seconds(trigger.visibilityTimeoutS),
      maxReceives: trigger.maxReceives,
      maxAge,
      alarmTopic,
      failureMeans,
      section: name,
    }).queue;
  }

  private createBucket(settings: StageSettings): Bucket {
    // The bucket that is worked with may be another one: it tells the same queues.
    const ownArn = ownBucketArn(settings);
    const bucketArns = settings.bucketName === undefined ? ownArn : [ownArn, reportsBucketArn(settings)];
    for (const queue of Object.values(this.queues))
      queue.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('s3.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
          conditions: {
            StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
            ArnEquals: { 'aws:SourceArn': bucketArns },
          },
        }),
      );
    const accessLogs = new Bucket(this, 'AccessLogs', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(365) }],
    });
    Validations.of(accessLogs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'This bucket receives the access logs; logging it into itself would never end.',
    });
    const bucket = new Bucket(this, 'Reports', {
      bucketName: nameOwnBucket(settings),
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      cors: [allowSite(settings)],
      // Every version of every report is evidence: only broken-off uploads and orders are cleaned up.
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...listPassing(settings).map(([prefix, expiration, replacedKept = REPLACED_KEPT]) => ({
          prefix,
          expiration,
          noncurrentVersionExpiration: replacedKept,
        })),
      ],
    });
    restrictUploads(bucket, settings);
    accessLogs.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [accessLogs.arnForObjects(`${ACCESS_LOGS_PREFIX}*`)],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnEquals: { 'aws:SourceArn': bucketArns },
        },
      }),
    );
    // S3 tries the queues when the notification is set, so their policies must be there.
    bucket.node.addDependency(...Object.values(this.queues));
    const resource = bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new TypeError('a bucket is made of a CfnBucket');
    resource.loggingConfiguration = {
      destinationBucketName: accessLogs.bucketName,
      logFilePrefix: ACCESS_LOGS_PREFIX,
    };
    resource.replicationConfiguration = replicate(this, settings);
    resource.notificationConfiguration = {
      queueConfigurations: [
        ...this.notifications('receive-report'),
        ...this.notifications('record-publication'),
        ...this.notifications('summarise-region'),
        ...this.notifications('send-mail'),
        ...this.notifications('reconcile-region'),
      ],
    };
    return bucket;
  }

  private notifications(name: QueuedFunction): CfnBucket.QueueConfigurationProperty[] {
    return WIRING[name].trigger.prefixes.map((prefix) => ({
      event: 's3:ObjectCreated:*',
      queue: this.queues[name].queueArn,
      filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
    }));
  }

  private createTable({ tableLimit, tableWarmth }: StageSettings): Table {
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: TTL_ATTRIBUTE,
      billingMode: BillingMode.PAY_PER_REQUEST,
      maxReadRequestUnits: tableLimit.readUnits,
      maxWriteRequestUnits: tableLimit.writeUnits,
      ...(tableWarmth && {
        warmThroughput: {
          readUnitsPerSecond: tableWarmth.readUnits,
          writeUnitsPerSecond: tableWarmth.writeUnits,
        },
      }),
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Whatever a role may otherwise: entries are put, where none is, and stay.
    table.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TrailOnlyGrows',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [
          'dynamodb:BatchWriteItem',
          'dynamodb:DeleteItem',
          'dynamodb:PartiQLDelete',
          'dynamodb:PartiQLUpdate',
          'dynamodb:UpdateItem',
        ],
        // The table itself: its name is not known before it.
        resources: ['*'],
        conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['audit#*'] } },
      }),
    );
    return table;
  }
}
