/** The functions that answer readers, whatever stands before them. */
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { EnvironmentOf } from '../environments.ts';
import type { StageSettings } from '../stages.ts';
import { ITEMS, allowItems, allowMissingObjects, allowObjects } from './access.ts';
import { createAccountFunction } from './account-function.ts';
import { createOfficeFunction } from './office-function.ts';
import { readStores } from './stores.ts';
import { WorkerFunction } from './worker-function.ts';

interface SiteProps {
  readonly settings: StageSettings;
  readonly alarmTopic: Topic;
  /** Lent to programs by the office function. */
  readonly uploadsRole: Role;
}

interface Front {
  /** What a distribution in front shows; without it readers come to the functions themselves. */
  readonly originSecret?: string;
  /** What the function of downloads is told beside its stores. */
  readonly downloads?: Partial<EnvironmentOf<'downloads'>>;
}

export interface SiteFunctions {
  readonly worker: WorkerFunction<'web'>;
  readonly downloads: WorkerFunction<'downloads'>;
  readonly account: WorkerFunction<'account'>;
  readonly office: WorkerFunction<'office'>;
}

export function createSiteFunctions(
  scope: Construct,
  { settings, alarmTopic, uploadsRole }: SiteProps,
  front: Front,
): SiteFunctions {
  const stores = readStores(scope, settings);
  const { bucket, table } = stores;
  const names = { BUCKET_NAME: bucket.bucketName, TABLE_NAME: table.tableName };
  const house = { settings, alarmTopic };
  const worker = new WorkerFunction(scope, 'Web', {
    ...house,
    name: 'web',
    environment: { ...names, ORIGIN_SECRET: front.originSecret, HOME_REGION: settings.homeRegion },
  });
  allowObjects(worker, settings, ['s3:GetObject'], ['archive/', 'receipts/', 'summaries/', 'bulk/']);
  allowMissingObjects(worker, settings);
  // Neither sessions nor grants, tickets, links or the audit trail: who may write nothing must not read them either.
  allowItems(worker, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], ITEMS.shown);

  const downloads = new WorkerFunction(scope, 'Downloads', {
    ...house,
    name: 'downloads',
    environment: { ...names, ...front.downloads },
  });
  // A report's text is in the archive alone, and what was told of large regions in the summaries.
  allowObjects(downloads, settings, ['s3:GetObject'], ['archive/', 'summaries/']);
  // A file of the archive as its manifest names it, whatever was made since.
  allowObjects(downloads, settings, ['s3:GetObject', 's3:GetObjectVersion'], ['bulk/']);
  allowMissingObjects(downloads, settings);
  allowItems(downloads, table.tableArn, ['dynamodb:BatchGetItem', 'dynamodb:Query'], ITEMS.shown);

  const given = { settings, alarmTopic, ...stores };
  const account = createAccountFunction(scope, given, front.originSecret);
  const office = createOfficeFunction(scope, { ...given, uploadsRole }, front.originSecret);
  return { worker, downloads, account, office };
}
