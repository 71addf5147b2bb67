/** What must not be lost. */
import { describe, expect, it } from 'vitest';
import { STAGES, type StageSettings } from '../../cdk/stages.ts';
import { flat, ofType, synthesise } from '../support/synthesised.ts';

const stacks = synthesise();

/** A changed logical id makes CloudFormation delete or orphan the resource: these never change. */
const FROZEN = {
  Reports65402A0A: 'AWS::S3::Bucket',
  AccessLogs8B620ECA: 'AWS::S3::Bucket',
  TableCD117FA1: 'AWS::DynamoDB::Table',
  InboxQueue96F60793: 'AWS::SQS::Queue',
  InboxDeadLettersQueue1B648190: 'AWS::SQS::Queue',
  PublicationsQueue13D95AD0: 'AWS::SQS::Queue',
  PublicationsDeadLettersQueue36CDCA36: 'AWS::SQS::Queue',
  OrdersQueueC538DD4C: 'AWS::SQS::Queue',
  OrdersDeadLettersQueueD512B767: 'AWS::SQS::Queue',
  MailsQueue94113AC9: 'AWS::SQS::Queue',
  MailsDeadLettersQueue4F60FC84: 'AWS::SQS::Queue',
  ReconciliationsQueueEF843E37: 'AWS::SQS::Queue',
  ReconciliationsDeadLettersQueueD6A205F1: 'AWS::SQS::Queue',
};

describe.each(STAGES)('the data of $name', ({ name }) => {
  const data = stacks.find(({ stack }) => stack === `Gouji${name}Data`)!;
  const { Reports65402A0A: bucket, TableCD117FA1: table } = data.resources;

  it('keeps its logical ids', () => {
    const stateful = Object.entries(data.resources)
      .map(([id, { Type }]) => [id, Type])
      .filter(([, type]) => Object.values(FROZEN).includes(type!));
    expect(Object.fromEntries(stateful)).toEqual(FROZEN);
  });

  it('is protected from deletion', () => {
    expect(data.terminationProtection).toBe(true);
    for (const resource of [bucket, table])
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table?.Properties['DeletionProtectionEnabled']).toBe(true);
  });

  it('has a bucket that is private, versioned, encrypted and logged', () => {
    expect(bucket?.Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      LoggingConfiguration: { LogFilePrefix: 'reports/' },
    });
    expect(flat(bucket?.Properties['BucketName'])).toBe(
      `gouji-${name.toLowerCase()}-reports-<AWS::AccountId>-<AWS::Region>`,
    );
  });

  it('lets nobody change or delete an entry of the audit trail, whatever they may otherwise', () => {
    expect(table?.Properties['ResourcePolicy'].PolicyDocument.Statement).toEqual([
      {
        Sid: 'TrailOnlyGrows',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: [
          'dynamodb:BatchWriteItem',
          'dynamodb:DeleteItem',
          'dynamodb:PartiQLDelete',
          'dynamodb:PartiQLUpdate',
          'dynamodb:UpdateItem',
        ],
        Resource: '*',
        Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['audit#*'] } },
      },
    ]);
  });

  it('never deletes a version of a report; orders expire', () => {
    expect(bucket?.Properties['LifecycleConfiguration'].Rules).toEqual([
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' },
      ...['orders/', 'reconcile/', 'mails/', 'bulk/'].map((Prefix) => ({
        Prefix,
        ExpirationInDays: 30,
        // A part's manifest may name a replaced version until the part is made anew.
        NoncurrentVersionExpiration: { NoncurrentDays: Prefix === 'bulk/' ? 10 : 1 },
        Status: 'Enabled',
      })),
    ]);
  });

  it('refuses plain HTTP and old TLS to the bucket', () => {
    const policy = JSON.stringify(data.resources['ReportsPolicyA13B441D']);
    expect(policy).toContain('{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"');
    expect(policy).toContain('{"NumericLessThan":{"s3:TlsVersion":1.2}},"Effect":"Deny"');
  });

  it.each(['InboxQueuePolicyD0875339', 'OrdersQueuePolicy969D31B6'])(
    'lets the bucket, and only this one, write to a queue (%s), before it tells the bucket to',
    (policy) => {
      const [, write] = data.resources[policy]!.Properties['PolicyDocument'].Statement;
      expect(write).toMatchObject({
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Principal: { Service: 's3.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      });
      expect(flat(write.Condition.ArnEquals['aws:SourceArn'])).toBe(
        `arn:<AWS::Partition>:s3:::${flat(bucket?.Properties['BucketName'])}`,
      );
      expect(bucket?.DependsOn).toContain(policy);
    },
  );

  it('has one table with its keys, its stream, on demand, encrypted, restorable', () => {
    expect(table?.Properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
  });

  it('tells the names that operators and agencies need', () => {
    expect(Object.keys(data.outputs)).toEqual(expect.arrayContaining(['BucketName', 'TableName']));
    expect(Object.keys(stacks.find(({ stack }) => stack === `Gouji${name}Web`)!.outputs)).toContain('Url');
  });
});

describe('what the table is asked', () => {
  const findTable = (settings: StageSettings) =>
    ofType(synthesise([settings]), 'AWS::DynamoDB::Table').map(([, { Properties }]) => Properties)[0];

  it.each(STAGES)('has a fuse in $name', (settings) => {
    const data = stacks.find(({ stack }) => stack === `Gouji${settings.name}Data`)!;
    const { readUnits, writeUnits } = settings.tableLimit;
    expect(data.resources['TableCD117FA1']!.Properties).toMatchObject({
      OnDemandThroughput: { MaxReadRequestUnits: readUnits, MaxWriteRequestUnits: writeUnits },
    });
    expect(data.resources['TableCD117FA1']!.Properties['WarmThroughput']).toBeUndefined();
  });

  it('is at hand from one moment to the next where the stage says so', () => {
    const warm = findTable({ ...STAGES[0]!, tableWarmth: { readUnits: 16_000, writeUnits: 8000 } });
    expect(warm?.['WarmThroughput']).toEqual({ ReadUnitsPerSecond: 16_000, WriteUnitsPerSecond: 8000 });
  });
});

describe('a second copy', () => {
  const EVIDENCE = ['inbox', 'backfill', 'publication', 'archive', 'receipts', 'redactions', 'acts'];
  const bucketArn = 'arn:aws:s3:::the-copy';
  const synthesiseWith = (replica?: { bucketArn: string; account?: string }) => {
    const data = synthesise([{ ...STAGES[0]!, ...(replica && { replica }) }]).filter(({ stack }) =>
      stack.endsWith('Data'),
    );
    return {
      data,
      configuration: data[0]!.resources['Reports65402A0A']!.Properties['ReplicationConfiguration'],
    };
  };

  it('is made where the stage names a bucket, of everything that can’t be made again', () => {
    expect(synthesiseWith().configuration).toBeUndefined();
    const { data, configuration } = synthesiseWith({ bucketArn, account: '999988887777' });
    expect(configuration.Rules).toEqual(
      EVIDENCE.map((folder, index) => ({
        Id: folder,
        Status: 'Enabled',
        Priority: index + 1,
        Filter: { Prefix: `${folder}/` },
        DeleteMarkerReplication: { Status: 'Enabled' },
        Destination: {
          Bucket: bucketArn,
          Account: '999988887777',
          AccessControlTranslation: { Owner: 'Destination' },
        },
      })),
    );
    const [[, policy] = []] = ofType(data, 'AWS::IAM::Policy').filter(([id]) => id.includes('Replication'));
    const statements = policy?.Properties['PolicyDocument'].Statement as {
      Action: string | string[];
      Resource: unknown;
    }[];
    // It reads here and writes there, and deletes no version in either.
    expect(statements.map(({ Action }) => [Action].flat().join(' '))).toEqual([
      's3:GetReplicationConfiguration s3:ListBucket',
      's3:GetObjectVersionForReplication s3:GetObjectVersionAcl s3:GetObjectVersionTagging',
      's3:ReplicateObject s3:ReplicateDelete s3:ReplicateTags s3:ObjectOwnerOverrideToBucketOwner',
    ]);
    expect([statements[2]!.Resource].flat().map(flat)).toEqual(
      EVIDENCE.map((folder) => `${bucketArn}/${folder}/*`),
    );
  });

  it('stays its account’s own where that is this one', () => {
    const { data, configuration } = synthesiseWith({ bucketArn });
    expect(configuration.Rules[0].Destination).toEqual({ Bucket: bucketArn });
    expect(JSON.stringify(ofType(data, 'AWS::IAM::Policy'))).not.toContain('OwnerOverride');
  });
});
