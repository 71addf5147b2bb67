import { createHash } from 'node:crypto';
import { createS3Client, createTableClient } from '../../shared/adapters/clients.ts';
import { createReportBucket } from '../../shared/adapters/bucket/report-bucket.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { createObserver } from '../../shared/runtime/observe.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { reconcileInboxEnv } from './env.ts';
import { createHandler } from './handler.ts';

const env = readEnv(reconcileInboxEnv, process.env);

export const handler = createHandler({
  bucket: createReportBucket({
    client: createS3Client({ endpoint: env.S3_ENDPOINT }),
    bucketName: env.BUCKET_NAME,
  }),
  table: createReportTable({
    client: createTableClient({ endpoint: env.DYNAMODB_ENDPOINT }),
    tableName: env.TABLE_NAME,
  }),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  now: systemClock,
  observer: createObserver('reconcile-inbox'),
});
