/** What a function may do with the data: exact verbs on exact prefixes. */
import { Validations } from 'aws-cdk-lib';
import type { Lane } from '../../shared/contracts/bucket/object-keys.ts';
import type { FunctionName } from '../../shared/contracts/wiring.ts';
import { AS_CDK_NAG, reportsBucketArn } from '../reports-bucket.ts';
import type { StageSettings } from '../stages.ts';
import type { WorkerFunction } from './worker-function.ts';

/** Folders of the bucket. */
type Prefix =
  | `${Lane}/`
  | 'publication/'
  | 'receipts/publication/'
  | 'archive/'
  | 'redactions/'
  | 'acts/'
  | 'receipts/'
  | 'orders/'
  | 'orders/acts/'
  | 'orders/roster/'
  | 'reconcile/'
  | 'reconcile/recompute/'
  | 'reconcile/bulk/'
  | 'summaries/'
  | 'bulk/'
  | 'mails/'
  | 'downloads/'
  | 'rejected/';
type ObjectAction = 's3:GetObject' | 's3:GetObjectVersion' | 's3:PutObject';
type TableAction =
  | 'dynamodb:BatchGetItem'
  | 'dynamodb:BatchWriteItem'
  | 'dynamodb:DeleteItem'
  | 'dynamodb:PutItem'
  | 'dynamodb:Query'
  | 'dynamodb:UpdateItem';

type Worker = WorkerFunction<FunctionName>;

export function allowObjects(
  worker: Worker,
  settings: StageSettings,
  actions: readonly ObjectAction[],
  prefixes: readonly Prefix[],
): void {
  worker.allow(
    actions,
    prefixes.map((prefix) => `${reportsBucketArn(settings)}/${prefix}*`),
  );
  for (const prefix of prefixes) {
    Validations.of(worker).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${reportsBucketArn(settings, AS_CDK_NAG)}/${prefix}*]`,
      reason: `What lies below ${prefix} is named by agencies and hashes; the prefix is the exact resource.`,
    });
  }
}

/**
 * S3 answers "denied", not "not found", for an object that is not there to those who may not list the bucket. (A
 * condition on the prefix would undo this: a request for an object has none.) Names of objects are seen, never their
 * content.
 */
export function allowMissingObjects(worker: Worker, settings: StageSettings): void {
  worker.allow(['s3:ListBucket'], [reportsBucketArn(settings)]);
}

export function allowListing(worker: Worker, settings: StageSettings, prefixes: readonly Prefix[]): void {
  worker.allow(['s3:ListBucketVersions'], [reportsBucketArn(settings)], {
    StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) },
  });
}

/**
 * Partitions of a region's year, such as `450203#2025`: what agencies filed, what offices did, totals. A pattern has no
 * digits: the first one tells them from `grants#…`.
 */
export const YEARS_OF_REGIONS = Array.from('0123456789', (digit) => `${digit}?????#2???` as const);
const YEARS = [...YEARS_OF_REGIONS, 'root#2???'] as const;

/** What agencies filed, whose they are, and what it adds up to. */
const ADDED_UP = [...YEARS, 'facts#*', 'days#*', 'agency#*', 'regions', 'names', 'names#*'] as const;
/** And what reports are checked against. */
const CHECKED = [...ADDED_UP, 'calendar', 'phrases#*', 'narrative#*', 'unplaced'] as const;

/**
 * What lies in the one table, as conditions of IAM have it (`keys.ts`). Who may do what to each stands in
 * test/cdk/table-rights.test.ts, too: a key that is in neither is nobody's.
 */
export const ITEMS = {
  years: YEARS,
  /** What the public pages show. */
  shown: [...ADDED_UP, 'functions', 'scheme', 'annotations', 'population', 'map'],
  checked: CHECKED,
  /** And what whoever receives them is told in the same request. */
  received: [...CHECKED, 'redactions'],
} as const;

/**
 * Items whose partition keys are so, and no others. Each function is given what it uses: there is no right to the whole table.
 * One statement must fit all keys of a batch, and the function's requests of one moment share batches: each action in one statement.
 */
export function allowItems(
  worker: Worker,
  tableArn: string,
  actions: readonly TableAction[],
  partitions: readonly string[],
): void {
  worker.allow(actions, [tableArn], {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions },
    // Where a request names no key, all of none would be allowed.
    Null: { 'dynamodb:LeadingKeys': ['false'] },
  });
}

export function allowStream(worker: Worker, streamArn: string): void {
  worker.allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [streamArn]);
  worker.allow(['dynamodb:ListStreams'], ['*']);
  Validations.of(worker).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'dynamodb:ListStreams, which Lambda needs to read a stream, knows no resource.',
  });
}
