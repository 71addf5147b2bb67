import { openRejected, openReportTable } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { rollUpEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('roll-up', rollUpEnv);

export const handler = createHandler({
  ...own,
  table: openReportTable(env),
  rejected: openRejected(env, own),
});
