/**
 * A function in a thread of its own, which can be ended: a handler that never gives up its thread would otherwise stop the
 * whole system, its own timeout included.
 */
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { isFunctionName, type FunctionName } from '../shared/contracts/wiring.ts';
import type { Observed } from '../shared/runtime/observe.ts';
import { FunctionEndedError, describeFailure, type Handler, type InvocationContext } from './invoke.ts';

export interface IsolatedHandler {
  readonly handler: Handler;
  /** Ends whatever the thread is doing; the invocations in it fail, and the next one begins in a new thread. */
  readonly end: () => Promise<void>;
  /** What its objects take now, garbage that was not collected yet included; 0 without a thread. */
  readonly readMemoryBytes: () => Promise<number>;
  /** What its threads have taken of the processor so far. */
  readonly readProcessorSeconds: () => Promise<number>;
}

const functionNameSchema = z.custom<FunctionName>((name) => typeof name === 'string' && isFunctionName(name));

/** From the thread: it is ready, an invocation has ended, or the module could not be loaded. */
const answerSchema = z.union([
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('unloadable'), reason: z.string() }),
  z.object({ kind: z.literal('answered'), id: z.number(), answer: z.unknown() }),
  z.object({ kind: z.literal('failed'), id: z.number(), reason: z.string() }),
  z.object({
    kind: z.literal('observed'),
    observed: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('logged'),
        level: z.enum(['info', 'error']),
        source: functionNameSchema,
        message: z.string(),
        detail: z.record(z.string(), z.unknown()),
        error: z.string().optional(),
      }),
      z.object({
        kind: z.literal('counted'),
        source: functionNameSchema,
        metric: z.string(),
        value: z.number(),
      }),
    ]),
  }),
]);

/** To the thread. */
export interface Invocation {
  readonly id: number;
  readonly event: unknown;
  readonly context: Omit<InvocationContext, 'getRemainingTimeInMillis'>;
  readonly remainingMs: number;
}

/**
 * A thread that reaches its limit is given 16 MB more to be ended in. More young objects than that, kept by one collection, would
 * go past it and take the whole process with them.
 */
const YOUNG_MB = 16;

interface Thread {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  readonly waiting: Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>;
}

interface ThreadOptions {
  /** How long a thread without work is kept; without it, always. */
  readonly keepForMs?: number | undefined;
  /** What the function may hold; whoever takes more is ended. It bounds objects alone, where Lambda counts all there is. */
  readonly memoryMb?: number | undefined;
  /** As it is when a thread begins; without it, the process's. */
  readonly readEnvironment?: (() => NodeJS.ProcessEnv) | undefined;
  /** Learns of what the function logs. */
  readonly onObserved?: ((observed: Observed) => void) | undefined;
}

/** `moduleUrl`: of a module that exports `handler`. */
export function isolateHandler(
  name: string,
  moduleUrl: URL,
  { keepForMs, memoryMb, readEnvironment = () => ({ ...process.env }), onObserved }: ThreadOptions = {},
): IsolatedHandler {
  let current: Thread | undefined;
  let idle: NodeJS.Timeout | undefined;
  let invocations = 0;
  let secondsOfEnded = 0;

  const readSeconds = async ({ worker }: Thread): Promise<number> => {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1e6;
  };

  function begin(): Thread {
    const worker = new Worker(new URL('./isolated-thread.ts', import.meta.url), {
      workerData: moduleUrl.href,
      env: readEnvironment(),
      ...(memoryMb !== undefined && {
        resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
      }),
      // Not those of the process: a debugger's port or a test runner's hooks are not for it.
      execArgv: [],
    });
    const waiting: Thread['waiting'] = new Map();
    const ready = Promise.withResolvers<undefined>();
    ready.promise.catch(() => undefined);
    const thread: Thread = { worker, ready: ready.promise, waiting };
    const fail = (error: Error): void => {
      if (current === thread) current = undefined;
      ready.reject(error);
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    worker.on('message', (message: unknown) => {
      const said = answerSchema.parse(message);
      switch (said.kind) {
        case 'observed':
          onObserved?.(said.observed);
          return;
        case 'ready':
          ready.resolve(undefined);
          return;
        case 'unloadable':
          fail(new FunctionEndedError(`${name} can't be loaded: ${said.reason}`));
          return;
        case 'answered':
          waiting.get(said.id)?.resolve(said.answer);
          break;
        case 'failed':
          waiting.get(said.id)?.reject(new Error(said.reason));
      }
      waiting.delete(said.id);
      if (keepForMs === undefined || current !== thread || waiting.size > 0) return;
      clearTimeout(idle);
      idle = setTimeout(() => void end(), keepForMs).unref();
    });
    worker.on('error', (error) => fail(new FunctionEndedError(`${name} ended: ${describeFailure(error)}`)));
    worker.on('exit', () => fail(new FunctionEndedError(`${name} was ended`)));
    return thread;
  }

  async function end(): Promise<void> {
    const thread = current;
    current = undefined;
    if (!thread) return;
    secondsOfEnded += await readSeconds(thread).catch(() => 0);
    await thread.worker.terminate();
  }

  return {
    async handler(event, context) {
      clearTimeout(idle);
      const thread = (current ??= begin());
      await thread.ready;
      const { getRemainingTimeInMillis, ...rest } = context;
      const id = ++invocations;
      const answered = new Promise((resolve, reject) => thread.waiting.set(id, { resolve, reject }));
      const invocation: Invocation = { id, event, context: rest, remainingMs: getRemainingTimeInMillis() };
      thread.worker.postMessage(invocation);
      return answered;
    },
    end,
    async readMemoryBytes() {
      const heap = await current?.worker.getHeapStatistics().catch(() => undefined);
      return heap?.used_heap_size ?? 0;
    },
    async readProcessorSeconds() {
      const own = current ? await readSeconds(current).catch(() => 0) : 0;
      return secondsOfEnded + own;
    },
  };
}
