/** A second copy of what is evidence, in another bucket: of this account, or of a second one that nobody here can delete from. */
import { Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { AS_CDK_NAG, ownBucketArn } from '../reports-bucket.ts';
import type { StageSettings } from '../stages.ts';

/** Everything that can't be made again from the rest; orders, summaries and what was put aside can. */
const EVIDENCE = ['inbox/', 'backfill/', 'publication/', 'archive/', 'receipts/', 'redactions/', 'acts/'];

/** Versions and delete markers are copied. S3 copies no deletion of a version: redaction does not reach the copy. */
export function replicate(
  scope: Construct,
  settings: StageSettings,
): CfnBucket.ReplicationConfigurationProperty | undefined {
  const { replica } = settings;
  if (replica === undefined) return undefined;
  const { bucketArn, account } = replica;
  const source = ownBucketArn(settings);
  const role = new Role(scope, 'Replication', { assumedBy: new ServicePrincipal('s3.amazonaws.com') });
  const allow = (actions: string[], resources: string[]) =>
    role.addToPolicy(new PolicyStatement({ actions, resources }));
  allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], [source]);
  allow(
    ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
    EVIDENCE.map((prefix) => `${source}/${prefix}*`),
  );
  allow(
    [
      's3:ReplicateObject',
      's3:ReplicateDelete',
      's3:ReplicateTags',
      // In another account the copy is that account's.
      ...(account === undefined ? [] : ['s3:ObjectOwnerOverrideToBucketOwner']),
    ],
    EVIDENCE.map((prefix) => `${bucketArn}/${prefix}*`),
  );
  for (const bucket of [ownBucketArn(settings, AS_CDK_NAG), bucketArn])
    for (const prefix of EVIDENCE)
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${bucket}/${prefix}*]`,
        reason: 'What is below the prefix is copied, whatever it is called.',
      });
  return {
    role: role.roleArn,
    rules: EVIDENCE.map((prefix, index) => ({
      id: prefix.slice(0, -1),
      status: 'Enabled',
      priority: index + 1,
      filter: { prefix },
      deleteMarkerReplication: { status: 'Enabled' },
      destination: {
        bucket: bucketArn,
        ...(account !== undefined && { account, accessControlTranslation: { owner: 'Destination' } }),
      },
    })),
  };
}
