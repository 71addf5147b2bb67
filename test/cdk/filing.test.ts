/** Who may put what where, as AWS would decide it: the bucket's policy over the roles of a stage. */
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { namePartTag, takePart } from '../../cdk/constructs/filing.ts';
import { STAGES } from '../../cdk/stages.ts';
import { flat, ofType, synthesise } from '../support/synthesised.ts';

interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}
/** Condition keys of one request; what it does not state is not there. */
type Asked = Readonly<Record<string, string>>;

const OPERATORS: Record<string, (stated: string | undefined, values: string[]) => boolean> = {
  StringEquals: (stated, values) => stated !== undefined && values.includes(stated),
  // As AWS has it: what is not there does not equal.
  StringNotEquals: (stated, values) => stated === undefined || !values.includes(stated),
  ArnNotLike: (stated, values) => stated === undefined || !values.some((value) => matches(value, stated)),
  Null: (stated, [value]) => (stated === undefined) === (value === 'true'),
  Bool: (stated, [value]) => stated === value,
  NumericLessThan: (stated, [value]) => stated !== undefined && Number(stated) < Number(value),
};
const holds = (condition: Statement['Condition'], asked: Asked): boolean =>
  Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      OPERATORS[operator]!(asked[key], [values].flat().map(flat)),
    ),
  );
const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's').test(text);

/** The effects of all statements that are about it. */
function decide(statements: readonly Statement[], action: string, resource: string, asked: Asked): string[] {
  return statements
    .filter(
      ({ Action, Resource, Condition }) =>
        [Action].flat().some((one) => matches(one, action)) &&
        [Resource].flat().some((one) => matches(flat(one), resource)) &&
        holds(Condition, asked),
    )
    .map(({ Effect, Sid }) => (Effect === 'Deny' ? (Sid ?? 'Deny') : Effect));
}

describe.each(STAGES)('in $name', (settings) => {
  const stacks = synthesise([settings]);
  const data = stacks.find(({ stack }) => stack === `Gouji${settings.name}Data`)!;
  const statements: Statement[] =
    data.resources['ReportsPolicyA13B441D']!.Properties['PolicyDocument'].Statement;
  const bucket = `arn:<AWS::Partition>:s3:::gouji-${settings.name.toLowerCase()}-reports-<AWS::AccountId>-<AWS::Region>`;
  const SAFE = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
  const tag = `aws:PrincipalTag/${namePartTag(settings)}`;
  const denials = (key: string, asked: Asked = {}, action = 's3:PutObject') =>
    decide(statements, action, `${bucket}/${key}`, { ...SAFE, ...asked }).filter((one) => one !== 'Allow');

  it.each([
    ['inbox/450205/450205-jyj/2024.json', ['files', 'lends', 'operates'], 'OnlyFilersFile'],
    ['publication/450205/450205-jyj/2024.json', ['files', 'lends', 'operates'], 'OnlyFilersFile'],
    ['backfill/450205/450205-jyj/2024.json', ['operates'], 'OnlyOperatorsBackfill'],
    ['archive/0123', ['files', 'operates', 'lends', 'other', undefined], ''],
  ])('%s is put by %j alone', (key, parts, denial) => {
    for (const part of ['files', 'operates', 'lends', 'other', undefined])
      expect(denials(key, part === undefined ? {} : { [tag]: part }), part).toEqual(
        parts.includes(part) ? [] : [denial],
      );
    expect(denials(key, { 'aws:PrincipalTag/gouji-other': 'operates' })).toEqual(
      denial === '' ? [] : [denial],
    );
  });

  it.each(['inbox/450205/450205-jyj/2024.json', 'archive/0123', 'acts/1', 'redactions/0123'])(
    'a version of %s is deleted by an operator alone; a delete marker hides one and takes nothing away',
    (key) => {
      for (const part of ['files', 'operates', 'lends', 'other', undefined]) {
        const asked = part === undefined ? {} : { [tag]: part };
        expect(denials(key, asked, 's3:DeleteObjectVersion'), part).toEqual(
          part === 'operates' ? [] : ['OnlyOperatorsDeleteVersions'],
        );
        expect(denials(key, asked, 's3:DeleteObject'), part).toEqual([]);
      }
    },
  );

  it.each([
    's3:DeleteBucket',
    's3:DeleteBucketPolicy',
    's3:PutBucketPolicy',
    's3:PutBucketVersioning',
    's3:PutLifecycleConfiguration',
    's3:PutReplicationConfiguration',
  ])('%s, by which versions could go another way, is an operator’s and the deployment’s', (action) => {
    const undo = (asked: Asked) =>
      decide(statements, action, bucket, { ...SAFE, ...asked }).filter((one) => one !== 'Allow');
    const role = (name: string) => ({
      'aws:PrincipalArn': `arn:<AWS::Partition>:iam::<AWS::AccountId>:role/${name}`,
    });
    for (const part of ['files', 'lends', 'other'])
      expect(undo({ ...role('any'), [tag]: part }), part).toEqual(['OnlyOperatorsChangeTheBucket']);
    expect(undo(role('administrator'))).toEqual(['OnlyOperatorsChangeTheBucket']);
    expect(undo(role('cdk-hnb659fds-deploy-role-1-r'))).toEqual(['OnlyOperatorsChangeTheBucket']);
    expect(undo({ ...role('any'), [tag]: 'operates' })).toEqual([]);
    expect(undo(role('cdk-hnb659fds-cfn-exec-role-1-r'))).toEqual([]);
  });

  it.each<[Asked, string[]]>([
    [{}, []],
    [{ 's3:x-amz-storage-class': 'STANDARD' }, []],
    [{ 's3:x-amz-storage-class': 'GLACIER' }, ['OnlyStandardStorage']],
    [{ 's3:x-amz-storage-class': 'INTELLIGENT_TIERING' }, ['OnlyStandardStorage']],
    [{ 's3:x-amz-server-side-encryption': 'AES256' }, []],
    [{ 's3:x-amz-server-side-encryption': 'aws:kms' }, ['NoOtherEncryption']],
    [{ 's3:x-amz-server-side-encryption': 'aws:kms:dsse' }, ['NoOtherEncryption']],
    [
      {
        's3:x-amz-server-side-encryption': 'aws:kms',
        's3:x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:us-east-1:999988887777:key/another',
      },
      ['NoOtherEncryption'],
    ],
    [{ 's3:x-amz-storage-class': 'DEEP_ARCHIVE' }, ['OnlyStandardStorage']],
    [{ 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' }, ['NoKeysOfCustomers']],
  ])('whoever may file is answered to %j with %j', (asked, expected) => {
    expect(denials('inbox/450205/450205-jyj/2024.json', { [tag]: 'files', ...asked })).toEqual(expected);
    // What receive-report writes is bound alike.
    expect(denials('archive/0123', asked)).toEqual(expected);
  });

  it('the role that is lent files and reads what came of it, and nothing else', () => {
    const [[, role] = []] = ofType([data], 'AWS::IAM::Role').filter(([id]) => id.includes('Uploads'));
    expect(role?.Properties['Tags']).toContainEqual({ Key: namePartTag(settings), Value: 'files' });
    expect(role?.Properties['AssumeRolePolicyDocument'].Statement).toEqual([
      {
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { AWS: expect.anything() },
        Condition: { StringEquals: { [tag]: 'lends' } },
      },
    ]);
    const [[, policy] = []] = ofType([data], 'AWS::IAM::Policy').filter(([id]) => id.includes('Uploads'));
    const allowed: Statement[] = policy?.Properties['PolicyDocument'].Statement;
    const may = (action: string, key: string) => decide(allowed, action, `${bucket}/${key}`, {}).length > 0;
    for (const key of ['inbox/a', 'publication/a', 'receipts/inbox/a', 'receipts/publication/a'])
      expect(
        ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action) => may(action, key)),
        key,
      ).toEqual([true, !key.startsWith('receipts/'), false]);
    for (const key of ['backfill/a', 'archive/a', 'receipts/a', 'redactions/a', 'summaries/a'])
      expect(
        ['s3:GetObject', 's3:PutObject'].map((action) => may(action, key)),
        key,
      ).toEqual([false, false]);
    expect(decide(allowed, 's3:ListBucket', bucket, {})).toEqual([]);
  });

  it('nobody files but the office’s function and the role that is lent, and nobody of the system is an operator', () => {
    const parts = ofType(stacks, 'AWS::IAM::Role').flatMap(([id, { Properties }]) =>
      ((Properties['Tags'] ?? []) as { Key: string; Value: string }[])
        .filter(({ Key }) => Key === namePartTag(settings))
        .map(({ Value }) => `${id.replace(/^[^/]*\//, '').replace(/[0-9A-F]{8}$/, '')} ${Value}`),
    );
    expect(parts.sort()).toEqual(['OfficeRole lends', 'Uploads files']);
  });

  it('the office’s function alone lends the role, and no other', () => {
    const web = stacks.filter(({ stack }) => stack === `Gouji${settings.name}Web`);
    const lends = ofType(stacks, 'AWS::IAM::Policy').flatMap(([id, { Properties }]) =>
      (Properties['PolicyDocument'].Statement as Statement[]).flatMap(({ Action, Resource }) =>
        [Action].flat().some((one) => one.startsWith('sts:') || one === '*')
          ? [[id.replace(/^[^/]*\//, ''), Action, flat(Resource)]]
          : [],
      ),
    );
    const role = `<Gouji${settings.name}Data:ExportsOutputFnGetAttUploads`;
    expect(lends).toEqual([
      [expect.stringMatching(/^OfficeRole/), 'sts:AssumeRole', expect.stringContaining(role)],
    ]);
    // What its form’s signature lets a browser put is what it may put itself.
    const [[, policy] = []] = ofType(web, 'AWS::IAM::Policy').filter(([id]) => id.includes('/OfficeRole'));
    const allowed: Statement[] = policy?.Properties['PolicyDocument'].Statement;
    const puts = (key: string) =>
      decide(allowed, 's3:PutObject', `${bucket}/${key}`, {}).length > 0 &&
      denials(key, { [tag]: 'lends' }).length === 0;
    expect(['inbox/a', 'publication/a', 'backfill/a', 'receipts/a'].map(puts)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const functions = ofType(web, 'AWS::Lambda::Function').filter(
      ([, { Properties }]) => Properties['Environment']?.Variables?.UPLOAD_ROLE_ARN !== undefined,
    );
    expect(
      functions.map(([id, { Properties }]) => [
        id.replace(/^[^/]*\//, '').replace(/[0-9A-F]{8}$/, ''),
        flat(Properties['Environment'].Variables.UPLOAD_ROLE_ARN),
      ]),
    ).toEqual([['OfficeFunction', expect.stringContaining(role)]]);
  });

  it('the site’s pages post to the bucket from their own address', () => {
    const rules = data.resources['Reports65402A0A']!.Properties['CorsConfiguration'].CorsRules;
    expect(rules).toEqual([
      {
        AllowedMethods: ['POST'],
        AllowedOrigins: ['https://*.cloudfront.net'],
        AllowedHeaders: ['*'],
        ExposedHeaders: ['ETag', 'x-amz-version-id'],
        MaxAge: 3600,
      },
    ]);
  });
});

it('a site with a name of its own posts from there alone', () => {
  const site = {
    domainName: 'gouji.example.cn',
    certificateArn: 'arn:aws-cn:acm:us-east-1:111122223333:certificate/1',
  };
  const [bucket] = ofType(synthesise([{ ...STAGES[0]!, site }]), 'AWS::S3::Bucket').flatMap(
    ([, { Properties }]) => ('CorsConfiguration' in Properties ? [Properties] : []),
  );
  expect(bucket?.['CorsConfiguration'].CorsRules[0].AllowedOrigins).toEqual(['https://gouji.example.cn']);
});

it('a role says by a tag of its stage what it is to the bucket', () => {
  const stack = new Stack(new App(), 'Any');
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  takePart(role, STAGES[1]!, 'lends');
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Tags: [{ Key: 'gouji-production', Value: 'lends' }],
  });
});
