/** What a function has from the moment it loads: its variables, its logs and metrics, and what its machine gives. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type * as z from 'zod/mini';
import type { FunctionName } from '../contracts/wiring.ts';
import { createObserver, logRequests } from './observe.ts';
import { readEnv } from './read-env.ts';
import { systemClock } from './system-clock.ts';

export function startFunction<Env>(functionName: FunctionName, schema: z.ZodMiniType<Env>) {
  const observer = createObserver(functionName);
  return {
    functionName,
    env: readEnv(schema, process.env),
    observer,
    log: logRequests(observer),
    now: systemClock,
    newId: (): string => randomUUID(),
    wait: (ms: number): Promise<unknown> => wait(ms),
  };
}
