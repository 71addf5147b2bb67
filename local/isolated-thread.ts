/** The thread of `isolated-handler.ts`: loads one function and calls it. */
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { listenToObservers } from '../shared/runtime/observe.ts';
import { describeFailure, type Handler, type InvocationContext } from './invoke.ts';
import type { Invocation } from './isolated-handler.ts';

const moduleSchema = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });
const answer = (message: unknown): void => parentPort?.postMessage(message);

listenToObservers((observed) => {
  if (observed.kind === 'counted') {
    answer({ kind: 'observed', observed });
    return;
  }
  const { error, detail, ...logged } = observed;
  const plain: unknown = JSON.parse(JSON.stringify(detail));
  answer({
    kind: 'observed',
    observed: {
      ...logged,
      // Whatever else a detail holds, it reaches the log as JSON.
      detail: plain,
      ...(error !== undefined && { error: describeFailure(error) }),
    },
  });
});

async function invoke(handler: Handler, { id, event, context, remainingMs }: Invocation): Promise<void> {
  const deadline = performance.now() + remainingMs;
  const whole: InvocationContext = {
    ...context,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
  try {
    answer({ kind: 'answered', id, answer: await handler(event, whole) });
  } catch (error) {
    answer({ kind: 'failed', id, reason: describeFailure(error) });
  }
}

try {
  const { handler } = moduleSchema.parse(await import(z.string().parse(workerData)));
  parentPort?.on('message', (invocation: Invocation) => void invoke(handler, invocation));
  answer({ kind: 'ready' });
} catch (error) {
  answer({ kind: 'unloadable', reason: describeFailure(error) });
}
