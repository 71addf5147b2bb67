import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { openReportBucket, openReportTable } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { reconcileInboxEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('reconcile-inbox', reconcileInboxEnv);

export const handler = createHandler({
  ...own,
  bucket: openReportBucket(env),
  table: openReportTable(env),
  sha256: hashBytes,
});
