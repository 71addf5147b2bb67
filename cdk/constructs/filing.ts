/**
 * Who may put what into the bucket. Roles say by a tag what they are to this stage: the bucket's policy, which is made before
 * them, needs no name of theirs, and an operator's role is made by whoever runs the account.
 */
import { Aws, Tags, Validations } from 'aws-cdk-lib';
import { AccountRootPrincipal, AnyPrincipal, Effect, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { HttpMethods, type Bucket, type CorsRule } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { AS_CDK_NAG, ownBucketArn, reportsBucketArn } from '../reports-bucket.ts';
import type { StageSettings } from '../stages.ts';

/**
 * What a role is to a stage: files what it is lent for, lends that role and signs forms of its own, or is an operator's. A role has
 * one of these: whoever lends could file by what it lends anyway.
 */
type Part = 'files' | 'lends' | 'operates';

/** The tag's key. */
export const namePartTag = ({ name }: StageSettings): string => `gouji-${name.toLowerCase()}`;

const FILED = ['inbox/', 'publication/'];
const READ = [...FILED, ...FILED.map((prefix) => `receipts/${prefix}`)];
const MAX_AGE_S = 3600;

/** The site's pages post to the bucket, and read what came of it. What may be posted is said by what was signed. */
export const allowSite = ({ site }: StageSettings): CorsRule => ({
  allowedMethods: [HttpMethods.POST],
  // Without a name of its own the site has one of CloudFront's, which is not known before the bucket.
  allowedOrigins: [site === undefined ? 'https://*.cloudfront.net' : `https://${site.domainName}`],
  allowedHeaders: ['*'],
  exposedHeaders: ['ETag', 'x-amz-version-id'],
  maxAge: MAX_AGE_S,
});

/** What nobody may, whatever else lets them. */
export function restrictUploads(bucket: Bucket, settings: StageSettings): void {
  const deny = (
    sid: string,
    prefixes: readonly string[],
    conditions: Record<string, Record<string, string | readonly string[]>>,
    action = 's3:PutObject',
  ): void => {
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [action],
        resources: prefixes.map((prefix) => `${ownBucketArn(settings)}/${prefix}*`),
        conditions,
      }),
    );
  };
  const part = `aws:PrincipalTag/${namePartTag(settings)}`;
  // Who has no such tag is none of them: what is missing does not equal.
  deny('OnlyFilersFile', FILED, {
    StringNotEquals: { [part]: ['files', 'lends', 'operates'] satisfies Part[] },
  });
  deny('OnlyOperatorsBackfill', ['backfill/'], {
    StringNotEquals: { [part]: ['operates'] satisfies Part[] },
  });
  // Every version is evidence: by redaction alone one is taken away, which an operator runs.
  deny(
    'OnlyOperatorsDeleteVersions',
    [''],
    { StringNotEquals: { [part]: ['operates'] satisfies Part[] } },
    's3:DeleteObjectVersion',
  );
  keepVersions(bucket, settings, part);
  deny('OnlyStandardStorage', [''], {
    Null: { 's3:x-amz-storage-class': 'false' },
    StringNotEquals: { 's3:x-amz-storage-class': 'STANDARD' },
  });
  deny('NoKeysOfCustomers', [''], {
    Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' },
  });
  deny('NoOtherEncryption', [''], {
    Null: { 's3:x-amz-server-side-encryption': 'false' },
    StringNotEquals: { 's3:x-amz-server-side-encryption': 'AES256' },
  });
}

/** By which versions could be taken away, or stop being made; and the policy itself, which says who may. */
const UNDOING = [
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutBucketPolicy',
  's3:PutBucketVersioning',
  's3:PutLifecycleConfiguration',
  's3:PutReplicationConfiguration',
];

/** CDK's own role deploys what the stacks say, and nothing else comes with it. The account's root may always mend a policy. */
function keepVersions(bucket: Bucket, settings: StageSettings, part: string): void {
  const deployers = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/cdk-*-cfn-exec-role-*`;
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'OnlyOperatorsChangeTheBucket',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: UNDOING,
      resources: [ownBucketArn(settings)],
      conditions: {
        StringNotEquals: { [part]: ['operates'] satisfies Part[] },
        ArnNotLike: { 'aws:PrincipalArn': deployers },
      },
    }),
  );
}

/** The role that is lent to whoever files with a program of their own, each time cut down to one agency or region. */
export function createUploadsRole(scope: Construct, settings: StageSettings): Role {
  const role = new Role(scope, 'Uploads', {
    assumedBy: new AccountRootPrincipal().withConditions({
      StringEquals: { [`aws:PrincipalTag/${namePartTag(settings)}`]: 'lends' satisfies Part },
    }),
  });
  takePart(role, settings, 'files');
  const below = (prefixes: readonly string[]) =>
    prefixes.map((prefix) => `${reportsBucketArn(settings)}/${prefix}*`);
  role.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: below(FILED) }));
  role.addToPolicy(
    new PolicyStatement({ actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: below(READ) }),
  );
  for (const prefix of READ)
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${reportsBucketArn(settings, AS_CDK_NAG)}/${prefix}*]`,
      reason: 'Every session is cut down to the folders of one agency or region by its own policy.',
    });
  return role;
}

/** Says what a role, or a function and with it its role, is to the bucket. */
export function takePart(role: IConstruct, settings: StageSettings, part: Part): void {
  Tags.of(role).add(namePartTag(settings), part);
}
