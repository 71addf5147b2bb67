/**
 * Writes of small files that may fail: on a full disk, or where no descriptor is left. What fails is told once and tried
 * again; until it succeeds, uploads are refused, for what they lead to could not be written down.
 */
import { describeFailure } from './invoke.ts';

const AGAIN_AFTER_MS = 1000;

export interface SmallWrites {
  /** Writes now or, where that fails, again and again. A later write of the same file takes the place of one that waits. */
  write(path: string, write: () => void): void;
  /** Tries no more. */
  stop(): void;
}

export function createSmallWrites({
  onProblem,
  onRefusal,
  againAfterMs = AGAIN_AFTER_MS,
}: {
  readonly onProblem: (message: string) => void;
  /** Why uploads are to be refused from now on; `undefined` where they are to be taken again. */
  readonly onRefusal: (reason: string | undefined) => void;
  readonly againAfterMs?: number | undefined;
}): SmallWrites {
  const waiting = new Map<string, () => void>();
  let timer: NodeJS.Timeout | undefined;

  function attempt(path: string, write: () => void): void {
    try {
      write();
    } catch (error) {
      const isNew = waiting.size === 0;
      if (!waiting.has(path)) onProblem(`${path} can't be written, trying again: ${describeFailure(error)}`);
      waiting.set(path, write);
      if (isNew) onRefusal(`${path} can't be written: ${describeFailure(error)}`);
      timer ??= setTimeout(tryAgain, againAfterMs).unref();
      return;
    }
    if (!waiting.delete(path)) return;
    onProblem(`${path} is written again`);
    if (waiting.size === 0) onRefusal(undefined);
  }

  function tryAgain(): void {
    timer = undefined;
    for (const [path, write] of [...waiting]) attempt(path, write);
  }

  return {
    write: attempt,
    stop() {
      clearTimeout(timer);
    },
  };
}
