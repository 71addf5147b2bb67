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

type Stage = Pick<StageSettings, 'name' | 'bucketName'>;

/** The bucket that the data stack makes. */
export const nameOwnBucket = ({ name }: Stage, { account, region } = HERE): string =>
  `gouji-${name.toLowerCase()}-reports-${account}-${region}`;

/** The bucket that everything works with: the stage's own, unless it names another. */
export const nameReportsBucket = (stage: Stage, place = HERE): string =>
  stage.bucketName ?? nameOwnBucket(stage, place);

const arnInS3 = (name: string, { partition }: typeof HERE): string => `arn:${partition}:s3:::${name}`;

export const ownBucketArn = (stage: Stage, place = HERE): string =>
  arnInS3(nameOwnBucket(stage, place), place);

export const reportsBucketArn = (stage: Stage, place = HERE): string =>
  arnInS3(nameReportsBucket(stage, place), place);
