import { openReportTable } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { openYearEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('open-year', openYearEnv);

export const handler = createHandler({ ...own, table: openReportTable(env) });
