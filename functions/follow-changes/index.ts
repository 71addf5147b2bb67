import { openReportBucket, openReportTable } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { followChangesEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('follow-changes', followChangesEnv);

export const handler = createHandler({
  ...own,
  bucket: openReportBucket(env),
  table: openReportTable(env),
});
