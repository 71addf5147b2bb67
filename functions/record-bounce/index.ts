import { openBounces } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { recordBounceEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('record-bounce', recordBounceEnv);

export const handler = createHandler({ ...own, ...openBounces(env) });
