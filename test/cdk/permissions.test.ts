/** Least privilege: what each function may do, verb by verb, and nothing else anywhere. */
import { beforeAll, describe, expect, it } from 'vitest';
import { STAGES } from '../../cdk/stages.ts';
import type { WIRING } from '../../shared/contracts/wiring.ts';
import { flat, ofType, synthesise, type Resource, type Synthesised } from '../support/synthesised.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const READS_UPLOADS = [
  's3:GetObject bucket/inbox/*',
  's3:GetObject bucket/backfill/*',
  's3:GetObjectVersion bucket/inbox/*',
  's3:GetObjectVersion bucket/backfill/*',
];
const WRITES_RESULTS = [
  's3:PutObject bucket/archive/*',
  's3:PutObject bucket/receipts/*',
  's3:GetObject bucket/archive/*',
  's3:GetObject bucket/receipts/*',
];
const LOGS = ['logs:CreateLogStream own logs', 'logs:PutLogEvents own logs'];
const READS_STREAM = [
  'dynamodb:DescribeStream stream',
  'dynamodb:GetRecords stream',
  'dynamodb:GetShardIterator stream',
  'dynamodb:ListStreams *',
  'sqs:SendMessage own dead letters',
  'sqs:GetQueueAttributes own dead letters',
  'sqs:GetQueueUrl own dead letters',
];

const EXPECTED: Record<keyof typeof WIRING, string[]> = {
  'receive-report': [
    ...LOGS,
    ...READS_UPLOADS,
    ...WRITES_RESULTS,
    's3:ListBucket bucket',
    'dynamodb:BatchGetItem table',
    'dynamodb:PutItem table',
    'dynamodb:Query table',
    'sqs:ReceiveMessage inbox',
    'sqs:ChangeMessageVisibility inbox',
    'sqs:GetQueueUrl inbox',
    'sqs:DeleteMessage inbox',
    'sqs:GetQueueAttributes inbox',
  ],
  'roll-up': [
    ...LOGS,
    ...READS_STREAM,
    'dynamodb:BatchGetItem table',
    'dynamodb:PutItem table',
    'dynamodb:Query table',
  ],
  'recheck-neighbour': [
    ...LOGS,
    ...READS_STREAM,
    'dynamodb:BatchGetItem table',
    'dynamodb:BatchWriteItem table',
    'dynamodb:PutItem table',
    'dynamodb:Query table',
  ],
  'reconcile-inbox': [
    ...LOGS,
    ...READS_UPLOADS,
    ...WRITES_RESULTS,
    's3:ListBucket bucket',
    's3:ListBucketVersions bucket if {"StringLike":{"s3:prefix":["inbox/*","backfill/*"]}}',
    'dynamodb:BatchGetItem table',
    'dynamodb:BatchWriteItem table',
    'dynamodb:PutItem table',
    'dynamodb:Query table',
    'sqs:SendMessage own dead letters',
    'sqs:GetQueueAttributes own dead letters',
    'sqs:GetQueueUrl own dead letters',
  ],
  web: [
    ...LOGS,
    's3:GetObject bucket/archive/*',
    's3:GetObject bucket/receipts/*',
    's3:ListBucket bucket',
    'dynamodb:BatchGetItem table',
    'dynamodb:Query table',
  ],
  // Figures are in the table: it reads no document.
  downloads: [...LOGS, 'dynamodb:BatchGetItem table', 'dynamodb:Query table'],
};

const SITE =
  'by cloudfront.amazonaws.com from arn:<AWS::Partition>:cloudfront::<AWS::AccountId>:distribution/<Site>';

/** `arn:…` and references as the words above. */
function named(resource: string, stage: string, owner: string): string {
  const bucket = `arn:<AWS::Partition>:s3:::gouji-${stage.toLowerCase()}-reports-<AWS::AccountId>-<AWS::Region>`;
  if (resource.startsWith(bucket)) return `bucket${resource.slice(bucket.length)}`;
  const exported = `<Gouji${stage}Data:ExportsOutputFnGetAtt`;
  if (resource.startsWith(`${exported}TableCD117FA1Arn`)) return 'table';
  if (resource.startsWith(`${exported}TableCD117FA1StreamArn`)) return 'stream';
  if (resource.startsWith(`${exported}InboxQueue`)) return 'inbox';
  if (resource.startsWith(`<${owner}Logs`)) return 'own logs';
  if (resource.startsWith(`<${owner}DeadLettersQueue`)) return 'own dead letters';
  return resource;
}

function allowed({ Properties }: Resource, stage: string, owner: string): string[] {
  return (Properties['PolicyDocument'].Statement as Statement[]).flatMap((statement) => {
    expect(statement.Effect).toBe('Allow');
    const condition = statement.Condition ? ` if ${JSON.stringify(statement.Condition)}` : '';
    return [statement.Action]
      .flat()
      .flatMap((action) =>
        [statement.Resource]
          .flat()
          .map((resource) => `${action} ${named(flat(resource), stage, owner)}${condition}`),
      );
  });
}

describe.each(STAGES)('in $name', (settings) => {
  let stacks: Synthesised[];
  beforeAll(() => {
    stacks = synthesise([settings]);
  });
  const pascal = (name: string) =>
    name.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

  it.each(Object.entries(EXPECTED))('%s may do this and no more', (name, expected) => {
    const owner = pascal(name);
    const policies = ofType(stacks, 'AWS::IAM::Policy').filter(([id]) =>
      id.includes(`/${owner}RoleDefaultPolicy`),
    );
    expect(policies).toHaveLength(1);
    expect(allowed(policies[0]![1], settings.name, owner).sort()).toEqual([...expected].sort());
  });

  it('lets the schedule start its function, and nothing else', () => {
    const policies = ofType(stacks, 'AWS::IAM::Policy').filter(([id]) => id.includes('ScheduleRole'));
    expect(policies.flatMap(([, policy]) => allowed(policy, settings.name, 'ReconcileInbox'))).toEqual([
      expect.stringMatching(/^lambda:InvokeFunction <ReconcileInboxFunction[0-9A-F]+\.Arn>$/),
      'sqs:SendMessage own dead letters',
    ]);
  });

  it('gives no role a managed policy, and no policy to anyone but these', () => {
    for (const [id, { Properties }] of ofType(stacks, 'AWS::IAM::Role')) {
      expect(Properties['ManagedPolicyArns'], id).toBeUndefined();
      expect(Properties['Policies'], id).toBeUndefined();
    }
    expect(ofType(stacks, 'AWS::IAM::Policy')).toHaveLength(Object.keys(EXPECTED).length + 1);
  });

  it('lets only this site and this API call its functions, and nobody else any function', () => {
    const permissions = ofType(stacks, 'AWS::Lambda::Permission').map(
      ([, { Properties }]) =>
        `${Properties['Action']} by ${Properties['Principal']} from ${flat(Properties['SourceArn']).replaceAll(/[0-9A-F]{8}>/g, '>')}`,
    );
    expect(permissions.sort()).toEqual([
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<Posts>/*/*/api/v1/validate',
      // The pages', and the downloads'.
      ...Array.from({ length: 2 }, () => `lambda:InvokeFunction ${SITE}`),
      ...Array.from({ length: 2 }, () => `lambda:InvokeFunctionUrl ${SITE}`),
    ]);
  });
});
