import type { Observer } from '../runtime/observe.ts';

/** A handler that writes what it counted at its end, however it ends. */
export const flushAfter =
  <Args extends unknown[], Answer>(
    observer: Pick<Observer, 'flush'>,
    handle: (...args: Args) => Promise<Answer>,
  ) =>
  async (...args: Args): Promise<Answer> => {
    try {
      return await handle(...args);
    } finally {
      observer.flush();
    }
  };
