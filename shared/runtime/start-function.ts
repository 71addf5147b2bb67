/** What a function has from the moment it loads: its variables, its logs and metrics, and what its machine gives. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type * as z from 'zod/mini';
import type { FunctionName } from '../contracts/wiring.ts';
import { createObserver } from './observe.ts';
import { readEnv } from './read-env.ts';
import { systemClock } from './system-clock.ts';

export const startFunction = <Env>(functionName: FunctionName, schema: z.ZodMiniType<Env>) => ({
  functionName,
  env: readEnv(schema, process.env),
  observer: createObserver(functionName),
  now: systemClock,
  newId: (): string => randomUUID(),
  wait: (ms: number): Promise<unknown> => wait(ms),
});
