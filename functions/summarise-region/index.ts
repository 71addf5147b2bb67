import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createS3Client, createSesClient, createTableClient } from '../../shared/adapters/clients.ts';
import { createMailer } from '../../shared/adapters/mail.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { createSummaryBucket } from '../../shared/adapters/bucket/summary-bucket.ts';
import { createSummaryLedger } from '../../shared/adapters/table/summary-ledger.ts';
import { createObserver } from '../../shared/runtime/observe.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { summariseRegionEnv } from './env.ts';
import { createHandler } from './handler.ts';

const env = readEnv(summariseRegionEnv, process.env);
const table = { client: createTableClient({ endpoint: env.DYNAMODB_ENDPOINT }), tableName: env.TABLE_NAME };

export const handler = createHandler({
  table: createReportTable(table),
  ledger: createSummaryLedger(table),
  bucket: createSummaryBucket({
    client: createS3Client({ endpoint: env.S3_ENDPOINT }),
    bucketName: env.BUCKET_NAME,
  }),
  mail:
    env.MAIL_FROM === undefined
      ? undefined
      : {
          from: env.MAIL_FROM,
          siteUrl: () => process.env['SITE_URL'],
          send: createMailer({
            from: env.MAIL_FROM,
            smtpUrl: env.SMTP_URL,
            outbox: env.OUTBOX_DIR,
            ses: () => createSesClient(),
          }),
        },
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  newId: randomUUID,
  wait,
  now: systemClock,
  observer: createObserver('summarise-region'),
});
