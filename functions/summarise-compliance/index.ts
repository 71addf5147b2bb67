import { openSummaries } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { summariseComplianceEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('summarise-compliance', summariseComplianceEnv);

export const handler = createHandler({ ...own, ...openSummaries(env) });
