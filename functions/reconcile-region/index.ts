import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import {
  openQueue,
  openRejected,
  openReportBucket,
  openReportTable,
  openTrail,
} from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { reconcileRegionEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('reconcile-region', reconcileRegionEnv);

export const handler = createHandler({
  ...own,
  bucket: openReportBucket(env),
  table: openReportTable(env),
  trail: openTrail(env),
  queue: openQueue(env),
  rejected: openRejected(env, own),
  sha256: hashBytes,
});
