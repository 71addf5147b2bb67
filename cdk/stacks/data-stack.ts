import { Aws, CfnOutput, Duration, RemovalPolicy, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { WIRING } from '../../shared/contracts/wiring.ts';
import { MonitoredQueue } from '../constructs/monitored-queue.ts';
import { reportsBucketArn, reportsBucketName } from '../reports-bucket.ts';
import type { StageSettings } from '../stages.ts';

export interface DataStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly alarmTopic: Topic;
}

/** Longer than any receipt should take; agencies begin to phone. */
const MAX_INBOX_AGE = Duration.minutes(15);
const ACCESS_LOGS_PREFIX = 'reports/';

/**
 * What must not be lost: the bucket, the table, and the queue between them. The queue is here because the bucket
 * names it in its own configuration: CloudFormation then writes the notification itself, where the usual construct
 * would add a function of its own with rights on every bucket.
 */
export class DataStack extends Stack {
  readonly bucket: Bucket;
  readonly table: Table;
  readonly inbox: Queue;

  constructor(scope: Construct, id: string, { settings, alarmTopic, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.inbox = this.createInbox(alarmTopic);
    this.bucket = this.createBucket(settings);
    this.table = this.createTable();
    new CfnOutput(this, 'BucketName', { value: this.bucket.bucketName });
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
  }

  private createInbox(alarmTopic: Topic): Queue {
    const { trigger, failureMeans } = WIRING['receive-report'];
    return new MonitoredQueue(this, 'Inbox', {
      visibilityTimeout: Duration.seconds(trigger.visibilityTimeoutS),
      maxReceives: trigger.maxReceives,
      maxAge: MAX_INBOX_AGE,
      alarmTopic,
      failureMeans,
      section: 'receive-report',
    }).queue;
  }

  private createBucket(settings: StageSettings): Bucket {
    const bucketArn = reportsBucketArn(settings);
    this.inbox.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.inbox.queueArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnEquals: { 'aws:SourceArn': bucketArn },
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
      bucketName: reportsBucketName(settings),
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      // Every version of every report is evidence: only broken-off uploads are cleaned up.
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
    accessLogs.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [accessLogs.arnForObjects(`${ACCESS_LOGS_PREFIX}*`)],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnEquals: { 'aws:SourceArn': bucketArn },
        },
      }),
    );
    // S3 tries the queue when the notification is set, so its policy must be there.
    bucket.node.addDependency(this.inbox);
    const resource = bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new TypeError('a bucket is made of a CfnBucket');
    resource.loggingConfiguration = {
      destinationBucketName: accessLogs.bucketName,
      logFilePrefix: ACCESS_LOGS_PREFIX,
    };
    resource.notificationConfiguration = {
      queueConfigurations: WIRING['receive-report'].trigger.prefixes.map((prefix) => ({
        event: 's3:ObjectCreated:*',
        queue: this.inbox.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
      })),
    };
    return bucket;
  }

  private createTable(): Table {
    return new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
