/** Least privilege: what each function may do, verb by verb, and nothing else anywhere. What it may do to the table is table-rights.test.ts's. */
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
const WRITES_RESULTS = ['archive', 'receipts', 'redactions'].flatMap((folder) => [
  `s3:PutObject bucket/${folder}/*`,
  `s3:GetObject bucket/${folder}/*`,
]);
const KEEPS_REJECTED = 's3:PutObject bucket/rejected/*';
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
    KEEPS_REJECTED,
    's3:PutObject bucket/orders/*',
    's3:ListBucket bucket',
    's3:ListBucketVersions bucket if {"StringLike":{"s3:prefix":["inbox/*","backfill/*"]}}',
    'sqs:ReceiveMessage inbox',
    'sqs:ChangeMessageVisibility inbox',
    'sqs:GetQueueUrl inbox',
    'sqs:DeleteMessage inbox',
    'sqs:GetQueueAttributes inbox',
  ],
  'record-publication': [
    ...LOGS,
    KEEPS_REJECTED,
    's3:GetObject bucket/publication/*',
    's3:GetObjectVersion bucket/publication/*',
    's3:GetObject bucket/receipts/publication/*',
    's3:PutObject bucket/receipts/publication/*',
    's3:ListBucket bucket',
    's3:ListBucketVersions bucket if {"StringLike":{"s3:prefix":["publication/*"]}}',
    'sqs:ReceiveMessage publications',
    'sqs:ChangeMessageVisibility publications',
    'sqs:GetQueueUrl publications',
    'sqs:DeleteMessage publications',
    'sqs:GetQueueAttributes publications',
  ],
  'follow-changes': [
    ...LOGS,
    ...READS_STREAM,
    's3:GetObject bucket/archive/*',
    's3:PutObject bucket/reconcile/recompute/*',
    's3:ListBucket bucket',
  ],
  'open-year': [
    ...LOGS,
    'sqs:SendMessage own dead letters',
    'sqs:GetQueueAttributes own dead letters',
    'sqs:GetQueueUrl own dead letters',
  ],
  'reconcile-inbox': [
    ...LOGS,
    's3:PutObject bucket/reconcile/*',
    'sqs:SendMessage own dead letters',
    'sqs:GetQueueAttributes own dead letters',
    'sqs:GetQueueUrl own dead letters',
  ],
  'reconcile-region': [
    ...LOGS,
    KEEPS_REJECTED,
    ...READS_UPLOADS,
    's3:GetObject bucket/publication/*',
    's3:GetObjectVersion bucket/publication/*',
    ...WRITES_RESULTS,
    's3:PutObject bucket/orders/*',
    's3:GetObject bucket/acts/*',
    's3:PutObject bucket/acts/*',
    's3:GetObject bucket/bulk/*',
    's3:PutObject bucket/bulk/*',
    's3:PutObject bucket/reconcile/bulk/*',
    's3:ListBucket bucket',
    's3:ListBucketVersions bucket if {"StringLike":{"s3:prefix":["inbox/*","backfill/*","publication/*"]}}',
    'sqs:ReceiveMessage reconciliations',
    'sqs:ChangeMessageVisibility reconciliations',
    'sqs:GetQueueUrl reconciliations',
    'sqs:DeleteMessage reconciliations',
    'sqs:GetQueueAttributes reconciliations',
  ],
  'check-publication': [
    ...LOGS,
    'sqs:SendMessage own dead letters',
    'sqs:GetQueueAttributes own dead letters',
    'sqs:GetQueueUrl own dead letters',
  ],
  'summarise-compliance': [
    ...LOGS,
    's3:PutObject bucket/orders/*',
    'sqs:SendMessage own dead letters',
    'sqs:GetQueueAttributes own dead letters',
    'sqs:GetQueueUrl own dead letters',
  ],
  'summarise-region': [
    ...LOGS,
    KEEPS_REJECTED,
    's3:GetObject bucket/summaries/*',
    's3:PutObject bucket/summaries/*',
    's3:PutObject bucket/mails/*',
    's3:ListBucket bucket',
    'sqs:ReceiveMessage orders',
    'sqs:ChangeMessageVisibility orders',
    'sqs:GetQueueUrl orders',
    'sqs:DeleteMessage orders',
    'sqs:GetQueueAttributes orders',
  ],
  'send-mail': [
    ...LOGS,
    KEEPS_REJECTED,
    's3:GetObject bucket/mails/*',
    's3:ListBucket bucket',
    'sqs:ReceiveMessage mails',
    'sqs:ChangeMessageVisibility mails',
    'sqs:GetQueueUrl mails',
    'sqs:DeleteMessage mails',
    'sqs:GetQueueAttributes mails',
  ],
  'record-bounce': [
    ...LOGS,
    'sqs:SendMessage own dead letters',
    'sqs:GetQueueAttributes own dead letters',
    'sqs:GetQueueUrl own dead letters',
  ],
  web: [
    ...LOGS,
    's3:GetObject bucket/archive/*',
    's3:GetObject bucket/receipts/*',
    's3:GetObject bucket/summaries/*',
    's3:GetObject bucket/bulk/*',
    's3:ListBucket bucket',
  ],
  // It writes what signing in keeps, and grants; it deletes no grant, and sees no report.
  account: [...LOGS],
  // A report's text, what was told of large regions, and the archive of all years.
  downloads: [
    ...LOGS,
    's3:GetObject bucket/archive/*',
    's3:GetObject bucket/summaries/*',
    's3:GetObject bucket/bulk/*',
    's3:GetObjectVersion bucket/bulk/*',
    's3:ListBucket bucket',
  ],
  // It signs forms that put into the inbox, lends the role for uploads, and keeps what offices do, with letters about it.
  office: [
    ...LOGS,
    's3:PutObject bucket/inbox/*',
    's3:GetObject bucket/acts/*',
    's3:PutObject bucket/acts/*',
    's3:PutObject bucket/orders/acts/*',
    's3:PutObject bucket/orders/roster/*',
    's3:PutObject bucket/publication/*',
    's3:GetObject bucket/archive/*',
    's3:GetObject bucket/receipts/publication/*',
    'sts:AssumeRole uploads role',
  ],
};

const SITE =
  'by cloudfront.amazonaws.com from arn:<AWS::Partition>:cloudfront::<AWS::AccountId>:distribution/<Site>';
const SCHEDULED = ['OpenYear', 'ReconcileInbox', 'CheckPublication', 'SummariseCompliance'];

/** `arn:…` and references as the words above. */
function named(resource: string, stage: string, owner: string): string {
  const bucket = `arn:<AWS::Partition>:s3:::gouji-${stage.toLowerCase()}-reports-<AWS::AccountId>-<AWS::Region>`;
  if (resource.startsWith(bucket)) return `bucket${resource.slice(bucket.length)}`;
  // Parameters that the data stack writes (stores.test.ts), not its exports.
  const parameter = `<SsmParameterValuegouji${stage.toLowerCase()}table`;
  if (
    resource.startsWith(`arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table/${parameter}name`)
  )
    return 'table';
  if (resource.startsWith(`${parameter}streamarn`)) return 'stream';
  const exported = `<Gouji${stage}Data:ExportsOutputFnGetAtt`;
  if (resource.startsWith(`${exported}InboxQueue`)) return 'inbox';
  if (resource.startsWith(`${exported}PublicationsQueue`)) return 'publications';
  if (resource.startsWith(`${exported}OrdersQueue`)) return 'orders';
  if (resource.startsWith(`${exported}ReconciliationsQueue`)) return 'reconciliations';
  if (resource.startsWith(`${exported}MailsQueue`)) return 'mails';
  if (resource.startsWith(`${exported}Uploads`)) return 'uploads role';
  if (resource.startsWith(`<${owner}Logs`)) return 'own logs';
  if (resource.startsWith(`<${owner}DeadLettersQueue`)) return 'own dead letters';
  return resource;
}

function allowed({ Properties }: Resource, stage: string, owner: string): string[] {
  return (Properties['PolicyDocument'].Statement as Statement[]).flatMap((statement) => {
    expect(statement.Effect).toBe('Allow');
    const condition = statement.Condition ? ` if ${JSON.stringify(statement.Condition)}` : '';
    // Where a request names no key, all of none would be allowed.
    if (named(flat([statement.Resource].flat()[0]), stage, owner) === 'table')
      expect(statement.Condition).toEqual({
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': expect.anything() },
        Null: { 'dynamodb:LeadingKeys': ['false'] },
      });
    return [statement.Action].flat().flatMap((action) =>
      [statement.Resource]
        .flat()
        .map((resource) => ({ action, resource: named(flat(resource), stage, owner) }))
        .filter(({ resource }) => resource !== 'table')
        .map(({ action, resource }) => `${action} ${resource}${condition}`),
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

  it.each(SCHEDULED)('lets the schedule start its function, and nothing else: %s', (owner) => {
    const policies = ofType(stacks, 'AWS::IAM::Policy').filter(([id]) =>
      id.includes(`/${owner}ScheduleRole`),
    );
    expect(policies.flatMap(([, policy]) => allowed(policy, settings.name, owner))).toEqual([
      expect.stringMatching(new RegExp(`^lambda:InvokeFunction <${owner}Function[0-9A-F]+\\.Arn>$`)),
      'sqs:SendMessage own dead letters',
    ]);
  });

  it('gives no role a managed policy, and no policy to anyone but these', () => {
    for (const [id, { Properties }] of ofType(stacks, 'AWS::IAM::Role')) {
      expect(Properties['ManagedPolicyArns'], id).toBeUndefined();
      expect(Properties['Policies'], id).toBeUndefined();
    }
    // One more is the role's that is lent for uploads: see filing.test.ts.
    expect(ofType(stacks, 'AWS::IAM::Policy')).toHaveLength(
      Object.keys(EXPECTED).length + SCHEDULED.length + 1,
    );
  });

  it('lets only this site and this API call its functions, and nobody else any function', () => {
    const permissions = ofType(stacks, 'AWS::Lambda::Permission').map(
      ([, { Properties }]) =>
        `${Properties['Action']} by ${Properties['Principal']} from ${flat(Properties['SourceArn']).replaceAll(/[0-9A-F]{8}>/g, '>')}`,
    );
    expect(permissions.sort()).toEqual([
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<AccountRequests>/*/*/account/{proxy+}',
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<OfficeRequests>/*/*/api/v1/agencies/{part4}/upload-credentials',
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<OfficeRequests>/*/*/api/v1/agencies/{part4}/years/{part6}/acts',
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<OfficeRequests>/*/*/api/v1/login',
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<OfficeRequests>/*/*/api/v1/office/{proxy+}',
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<OfficeRequests>/*/*/audit',
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<OfficeRequests>/*/*/audit/{proxy+}',
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<OfficeRequests>/*/*/desk',
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<OfficeRequests>/*/*/desk/{proxy+}',
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<OfficeRequests>/*/*/office/{proxy+}',
      'lambda:InvokeFunction by apigateway.amazonaws.com from arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<Posts>/*/*/api/v1/validate',
      // The pages', and the downloads'.
      ...Array.from({ length: 2 }, () => `lambda:InvokeFunction ${SITE}`),
      ...Array.from({ length: 2 }, () => `lambda:InvokeFunctionUrl ${SITE}`),
    ]);
  });
});

describe('a stage that writes mails', () => {
  const identityArn = 'arn:aws-cn:ses:cn-north-1:111122223333:identity/example.cn';
  const [production] = STAGES;
  const stacks = synthesise([
    {
      ...production!,
      mail: { from: '公开办 <noreply@example.cn>', identityArn },
      site: {
        domainName: 'gouji.example.cn',
        certificateArn: 'arn:aws-cn:acm:us-east-1:111122223333:certificate/1',
      },
    },
  ]);

  it('lets send-mail and account send as this identity, and nobody else send anything', () => {
    const sending = ofType(stacks, 'AWS::IAM::Policy').flatMap(([id, policy]) =>
      (policy.Properties['PolicyDocument'].Statement as Statement[])
        .filter(({ Action }) => JSON.stringify(Action).includes('ses:'))
        .map(({ Action, Resource }) => [id.replace(/[0-9A-F]{8}$/, ''), Action, Resource]),
    );
    expect(sending).toEqual([
      [
        expect.stringMatching(/AccountRoleDefaultPolicy$/),
        ['ses:SendEmail', 'ses:SendRawEmail'],
        identityArn,
      ],
      [
        expect.stringMatching(/SendMailRoleDefaultPolicy$/),
        ['ses:SendEmail', 'ses:SendRawEmail'],
        [identityArn, expect.objectContaining({ 'Fn::Join': expect.anything() as unknown })],
      ],
    ]);
  });

  it('tells them who they write as, and where links lead', () => {
    const sender = { MAIL_FROM: '公开办 <noreply@example.cn>' };
    const links = { SITE_URL: 'https://gouji.example.cn' };
    for (const [name, variables] of [
      ['SummariseRegion', { ...sender, ...links }],
      ['SendMail', sender],
      ['Account', { ...sender, ...links }],
    ] as const) {
      const [[, fn] = []] = ofType(stacks, 'AWS::Lambda::Function').filter(([id]) =>
        id.includes(`/${name}Function`),
      );
      expect(fn?.Properties['Environment'].Variables).toMatchObject(variables);
    }
  });

  it('hears of what comes back: bounces and complaints of its configuration set start record-bounce', () => {
    const [[, set] = []] = ofType(stacks, 'AWS::SES::ConfigurationSetEventDestination');
    expect(set?.Properties['EventDestination']).toMatchObject({
      Enabled: true,
      MatchingEventTypes: ['bounce', 'complaint'],
      EventBridgeDestination: { EventBusArn: expect.anything() as unknown },
    });
    const [[, sender] = []] = ofType(stacks, 'AWS::Lambda::Function').filter(([id]) =>
      id.includes('/SendMailFunction'),
    );
    expect(JSON.stringify(sender?.Properties['Environment'].Variables.MAIL_CONFIGURATION_SET)).toContain(
      'Mails',
    );
    const [[, rule] = [], ...more] = ofType(stacks, 'AWS::Events::Rule');
    expect(more).toEqual([]);
    expect(rule?.Properties['EventPattern']).toEqual({
      source: ['aws.ses'],
      'detail-type': ['Email Bounced', 'Email Complaint Received'],
    });
    const [target] = rule?.Properties['Targets'] as Record<string, unknown>[];
    expect(JSON.stringify(target)).toContain('RecordBounceFunction');
    expect(target).toMatchObject({ DeadLetterConfig: expect.anything() as unknown });
  });

  it('hands over as many mails at once as the stage says', () => {
    const atOnce = ofType(
      synthesise([{ ...production!, mail: { from: 'a@example.cn', identityArn, atOnce: 12 } }]),
      'AWS::Lambda::EventSourceMapping',
    ).filter(([id]) => id.includes('/SendMailFunction'));
    expect(atOnce.map(([, { Properties }]) => Properties['ScalingConfig'])).toEqual([
      { MaximumConcurrency: 12 },
    ]);
  });
});

describe('a stage without a sender', () => {
  it('writes no mail, and may not', () => {
    const stacks = synthesise(STAGES);
    expect(JSON.stringify(ofType(stacks, 'AWS::IAM::Policy'))).not.toContain('ses:');
    expect(JSON.stringify(ofType(stacks, 'AWS::Lambda::Function'))).not.toContain('MAIL_FROM');
  });
});
