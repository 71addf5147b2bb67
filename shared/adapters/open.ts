/**
 * Where stores are opened: those that an environment names, with its own endpoints and credentials where it
 * has any, else with the connection that is given.
 */
import type { BucketEnv, QueueEnv, TableEnv } from '../contracts/store-env.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { guessSpelling } from '../domain/search/initials-by-collation.ts';
import { createQueueClient, createS3Client, type Connection } from './clients.ts';
import { hashBytes } from './hash-bytes.ts';
import { createMessageQueue, type MessageQueue } from './message-queue.ts';
import { openTable } from './open-table.ts';
import { createUploadForms } from './bucket/upload-forms.ts';
import { createPostbox, type PostMail } from './bucket/postbox.ts';
import { createRejectedMessages, type RejectedMessages } from './bucket/rejected-messages.ts';
import { createReportBucket, type ReportBucket } from './bucket/report-bucket.ts';
import { SECRETS } from './sign-in/secrets.ts';
import { createAccountRecords, type AccountRecords } from './table/account-records.ts';
import { createAuditTrail } from './table/audit-trail.ts';
import { createOfficeTable } from './table/office-table.ts';
import { createReportTable, type ReportTable } from './table/report-table.ts';
import { createSummaryBucket } from './bucket/summary-bucket.ts';
import { createSummaryLedger } from './table/summary-ledger.ts';

/** The bucket for several adapters, which share its connections. */
export const openBucket = ({ BUCKET_NAME, S3_ENDPOINT }: BucketEnv, connection: Connection = {}) => ({
  client: createS3Client({ ...connection, endpoint: S3_ENDPOINT ?? connection.endpoint }),
  bucketName: BUCKET_NAME,
});

export const openReportTable = (env: TableEnv, connection?: Connection): ReportTable =>
  createReportTable(openTable(env, connection));

/** What signing in reads and writes. */
export const openAccounts = (env: TableEnv, connection?: Connection): AccountRecords =>
  createAccountRecords(openTable(env, connection));

export const openReportBucket = (env: BucketEnv, connection?: Connection): ReportBucket =>
  createReportBucket(openBucket(env, connection));

/** What summaries are made from, where they are kept, and who was told. */
export function openSummaries(env: TableEnv & BucketEnv, connection?: Connection) {
  const table = openTable(env, connection);
  return {
    table: createReportTable(table),
    ledger: createSummaryLedger(table),
    bucket: createSummaryBucket(openBucket(env, connection)),
  };
}

export const openPostbox = (env: BucketEnv) => createPostbox(openBucket(env));

/** What summaries and letters are posted with; `undefined` without a sender. */
export const openLetters = (
  env: BucketEnv & { readonly MAIL_FROM?: string | undefined },
  siteUrl: () => string | undefined,
):
  | { readonly from: string; readonly siteUrl: () => string | undefined; readonly post: PostMail }
  | undefined =>
  env.MAIL_FROM === undefined ? undefined : { from: env.MAIL_FROM, siteUrl, post: openPostbox(env).post };

/** Where mails that came back are recorded. */
export function openBounces(env: TableEnv) {
  const access = openTable(env);
  return { table: createReportTable(access), ledger: createSummaryLedger(access) };
}

/** What the office function has: it writes tickets, signs the forms that go with them, records what offices do, and reads documents. */
export function openOffice(
  env: TableEnv & BucketEnv & { readonly MAIL_FROM?: string | undefined },
  { now, ...connection }: Connection & { readonly now: () => Instant },
) {
  const access = openTable(env, connection);
  const table = createOfficeTable(access);
  const bucket = openBucket(env, connection);
  const reports = createReportBucket({ ...bucket, mayList: false });
  const acting = { table, now, keep: reports.keepAct, tell: reports.orderLetter };
  return {
    table,
    trail: createAuditTrail(access),
    signUpload: createUploadForms(bucket),
    acts: acting,
    extensions: acting,
    reminders: { ...acting, ledger: createSummaryLedger(access) },
    publications: { table, bucket: reports },
    rosterEdits: { table, now, spell: guessSpelling, tell: reports.orderRosterLetter },
    archive: reports,
    // By another function, as the same sender.
    writesMails: env.MAIL_FROM !== undefined,
    newTicketId: SECRETS.newToken,
    sha256: hashBytes,
  };
}

export const openQueue = ({ QUEUE_URL }: QueueEnv): MessageQueue | undefined =>
  QUEUE_URL === undefined ? undefined : createMessageQueue(createQueueClient(), QUEUE_URL);

/** Connected when there is something to keep, which is hardly ever. */
export function openRejected(
  env: BucketEnv,
  { functionName, now }: { readonly functionName: string; readonly now: () => Instant },
): RejectedMessages {
  let opened: RejectedMessages | undefined;
  return {
    keep: (...rejection) =>
      (opened ??= createRejectedMessages({ ...openBucket(env), functionName, now })).keep(...rejection),
  };
}
