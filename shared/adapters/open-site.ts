/** The stores of the site, apart from others: what it does not use would weigh on its every start. */
import type { BucketEnv, TableEnv } from '../contracts/store-env.ts';
import { createBucketReader } from './bucket/bucket-reader.ts';
import type { Connection } from './clients.ts';
import { openTable } from './open-table.ts';
import { createSiteTable } from './table/site-table.ts';
import { createKeptLedger } from './table/kept-ledger.ts';

/** What the site and its downloads read: neither writes anything. */
export function openSite(env: TableEnv & BucketEnv, connection?: Connection) {
  const table = openTable(env, connection);
  const bucket = createBucketReader({
    client: table.client,
    bucketName: env.BUCKET_NAME,
    endpoint: env.S3_ENDPOINT ?? connection?.endpoint,
  });
  return {
    table: createSiteTable(table),
    bucket,
    archive: bucket.bulk,
    kept: { ledger: createKeptLedger(table), bucket },
  };
}
