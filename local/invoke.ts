/** Calls a handler as Lambda does: with a context, within its time. */
import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** Without the callbacks, which are gone since Node 24. */
export type InvocationContext = Omit<Context, 'done' | 'fail' | 'succeed'>;

/** Exported handlers take the event that their trigger sends; what that is, the runner knows. */
export type Handler = { handle(event: unknown, context: InvocationContext): unknown }['handle'];

/** An invocation was ended together with others in its thread, because one of them did not end in time. */
export class FunctionEndedError extends Error {
  override readonly name = 'FunctionEndedError';
}

export type Invoke = (event: unknown) => Promise<unknown>;

interface Invocable {
  readonly name: string;
  readonly handler: Handler;
  readonly timeoutS: number;
  readonly memoryMb: number;
  /** Ends what did not end in time; a handler in the same thread can only be left alone. */
  readonly end?: () => Promise<void>;
  /** Learns how long each invocation took, however it ended. */
  readonly onEnded?: ((seconds: number) => void) | undefined;
}

export class InvocationTimeoutError extends Error {
  override readonly name = 'InvocationTimeoutError';
}

export function createInvoke({ name, handler, timeoutS, memoryMb, end, onEnded }: Invocable): Invoke {
  return async (event) => {
    const beganMs = performance.now();
    const deadline = beganMs + timeoutS * 1000;
    const context = contextOf(name, memoryMb, () => Math.max(0, Math.round(deadline - performance.now())));
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new InvocationTimeoutError(`${name} did not end within ${timeoutS} s`));
        void end?.();
      }, timeoutS * 1000);
      timer.unref();
    });
    try {
      return await Promise.race([Promise.resolve().then(() => handler(event, context)), timeout]);
    } finally {
      clearTimeout(timer);
      onEnded?.((performance.now() - beganMs) / 1000);
    }
  };
}

function contextOf(functionName: string, memoryMb: number, remaining: () => number): InvocationContext {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(functionName),
    memoryLimitInMB: String(memoryMb),
    awsRequestId: randomUUID(),
    logGroupName: `/local/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: remaining,
  };
}

const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** What failed, in one line. */
export const describeFailure = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
