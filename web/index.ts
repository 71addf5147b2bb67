/** The Lambda function behind the function URL. */
import { createS3Client, createTableClient } from '../shared/adapters/clients.ts';
import { createReportBucket } from '../shared/adapters/bucket/report-bucket.ts';
import { createReportTable } from '../shared/adapters/table/report-table.ts';
import { createSummaryBucket } from '../shared/adapters/bucket/summary-bucket.ts';
import { createSummaryLedger } from '../shared/adapters/table/summary-ledger.ts';
import { createKeptSummaries } from '../shared/pipeline/kept-summaries.ts';
import { createObserver } from '../shared/runtime/observe.ts';
import { readEnv } from '../shared/runtime/read-env.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import packageFile from '../package.json' with { type: 'json' };
import { createApp } from './app.tsx';
import { webEnv } from './env.ts';
import { functionUrlHandler } from './http/function-url.ts';
import { assets } from './generated/assets.js';

const env = readEnv(webEnv, process.env);
const observer = createObserver('web');

const table = { client: createTableClient({ endpoint: env.DYNAMODB_ENDPOINT }), tableName: env.TABLE_NAME };
const bucket = { client: createS3Client({ endpoint: env.S3_ENDPOINT }), bucketName: env.BUCKET_NAME };

const app = createApp({
  table: createReportTable(table),
  bucket: createReportBucket(bucket),
  summaries: createKeptSummaries({
    ledger: createSummaryLedger(table),
    bucket: createSummaryBucket(bucket),
  }),
  now: systemClock,
  version: packageFile.version,
  store: env.TABLE_NAME,
  packs: false,
  assets,
  connection:
    env.AWS_REGION === undefined
      ? undefined
      : { bucket: env.BUCKET_NAME, table: env.TABLE_NAME, awsRegion: env.AWS_REGION },
  log: {
    error: (message, { requestId, error }) => {
      observer.failed(message, error, { requestId });
    },
  },
});

export const handler = functionUrlHandler((request) => app.fetch(request), observer.flush);
