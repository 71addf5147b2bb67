import { createS3Client, createTableClient } from '../../shared/adapters/clients.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { createSummaryBucket } from '../../shared/adapters/bucket/summary-bucket.ts';
import { createObserver } from '../../shared/runtime/observe.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { summariseComplianceEnv } from './env.ts';
import { createHandler } from './handler.ts';

const env = readEnv(summariseComplianceEnv, process.env);

export const handler = createHandler({
  table: createReportTable({
    client: createTableClient({ endpoint: env.DYNAMODB_ENDPOINT }),
    tableName: env.TABLE_NAME,
  }),
  bucket: createSummaryBucket({
    client: createS3Client({ endpoint: env.S3_ENDPOINT }),
    bucketName: env.BUCKET_NAME,
  }),
  now: systemClock,
  observer: createObserver('summarise-compliance'),
});
