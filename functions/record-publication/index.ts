import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { openQueue, openRejected, openReportBucket, openReportTable } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { recordPublicationEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('record-publication', recordPublicationEnv);

export const handler = createHandler({
  ...own,
  bucket: openReportBucket(env),
  table: openReportTable(env),
  sha256: hashBytes,
  queue: openQueue(env),
  rejected: openRejected(env, own),
});
