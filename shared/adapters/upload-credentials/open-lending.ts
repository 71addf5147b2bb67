/** What lends credentials to programs, as an environment names it. */
import type { BucketEnv, TableEnv, UploadCredentialsEnv } from '../../contracts/store-env.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import { openAccounts } from '../open.ts';
import { openTable } from '../open-table.ts';
import { SECRETS } from '../sign-in/secrets.ts';
import { createAuditTrail } from '../table/audit-trail.ts';
import { createCredentialRecords } from '../table/credential-records.ts';
import { createOfficeTable } from '../table/office-table.ts';
import { openUploadCredentials } from './open-upload-credentials.ts';

interface LendingEnv extends TableEnv, BucketEnv, UploadCredentialsEnv {
  readonly AWS_REGION?: string | undefined;
}

/** `undefined` where nothing lends: with an S3 of somebody else's, credentials are theirs to give. `caller`: who asks, by network address. */
export function openLending(
  env: LendingEnv,
  now: () => Instant,
  caller: (request: Request) => string | undefined,
) {
  const table = openTable(env);
  const issue = openUploadCredentials(env, { client: table.client, now });
  if (!issue || env.AWS_REGION === undefined) return undefined;
  return {
    issue,
    now,
    caller,
    secrets: SECRETS,
    accounts: openAccounts(env),
    credentials: createCredentialRecords(table),
    trail: createAuditTrail(table),
    table: createOfficeTable(table),
    store: { bucket: env.BUCKET_NAME, region: env.AWS_REGION, endpoint: env.S3_ENDPOINT },
  };
}
