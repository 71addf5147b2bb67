import { openRejected, openReportBucket, openReportTable } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { recheckNeighbourEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('recheck-neighbour', recheckNeighbourEnv);

export const handler = createHandler({
  ...own,
  bucket: openReportBucket(env),
  table: openReportTable(env),
  rejected: openRejected(env, own),
});
