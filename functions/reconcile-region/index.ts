import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import * as open from '../../shared/adapters/open.ts';
import { openBulk } from '../../shared/adapters/open-bulk.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { reconcileRegionEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('reconcile-region', reconcileRegionEnv);

export const handler = createHandler({
  ...own,
  bucket: open.openReportBucket(env),
  bulk: openBulk(env),
  table: open.openReportTable(env),
  queue: open.openQueue(env),
  rejected: open.openRejected(env, own),
  sha256: hashBytes,
});
