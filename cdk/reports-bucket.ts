/**
 * The bucket's name and ARN, told without the bucket: the queue's policy names the bucket that waits for the queue,
 * agencies keep their address, and a permission can be read without looking up an export.
 */
import { Aws } from 'aws-cdk-lib';
import type { StageSettings } from './stages.ts';

const HERE = { partition: Aws.PARTITION, account: Aws.ACCOUNT_ID, region: Aws.REGION };
/** How cdk-nag spells the same. */
export const AS_CDK_NAG: typeof HERE = {
  partition: '<AWS::Partition>',
  account: '<AWS::AccountId>',
  region: '<AWS::Region>',
};

export function nameReportsBucket({ name }: StageSettings, { account, region } = HERE): string {
  return `gouji-${name.toLowerCase()}-reports-${account}-${region}`;
}

export function reportsBucketArn(settings: StageSettings, place = HERE): string {
  return `arn:${place.partition}:s3:::${nameReportsBucket(settings, place)}`;
}
