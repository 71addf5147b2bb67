/**
 * Functions that are ended in the midst of their work, as those are that don't end in time: at some call of a store, before or after it
 * is done. Nothing more comes of them. Nobody waits for a clock.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { InvocationTimeoutError, type Handler } from '../../local/invoke.ts';

interface Invocation {
  isEnded: boolean;
  readonly end: () => void;
}

const forever = new Promise<never>(() => undefined);

/** What is walked through is not cut: each step of it is another's call. */
const isGenerator = (member: object): boolean =>
  Object.prototype.toString.call(member) === '[object AsyncGeneratorFunction]';

interface CutOff {
  /** How many were ended. */
  readonly met: number;
  /** The same handler, which may be ended at any call of a store that is `watched`. */
  endable(handler: Handler): Handler;
  watched<Store extends object>(store: Store): Store;
  /** Resolves when no call of an ended function is under way. */
  over(): Promise<void>;
}

/** `draw`: numbers from 0 to 1; `rate`: of how many calls, asked with each. */
export function createCutOff(draw: () => number, rate: () => number): CutOff {
  const invocations = new AsyncLocalStorage<Invocation>();
  const underWay = new Set<Promise<unknown>>();
  let met = 0;

  async function call(invocation: Invocation, does: () => unknown): Promise<unknown> {
    const hasEnded = (): boolean => invocation.isEnded;
    if (hasEnded()) return forever;
    const drawn = draw();
    const isCut = drawn < rate();
    const end = (): void => {
      met++;
      invocation.end();
    };
    // Half of them before anything is done, half when all is.
    if (isCut && drawn < rate() / 2) {
      end();
      return forever;
    }
    const work = Promise.resolve(does());
    underWay.add(work);
    const answer = await work.finally(() => underWay.delete(work));
    if (isCut) end();
    return hasEnded() ? forever : answer;
  }

  return {
    get met() {
      return met;
    },
    endable: (handler) => (event, context) =>
      new Promise((resolve, reject) => {
        const invocation = {
          isEnded: false,
          end: () => {
            invocation.isEnded = true;
            reject(new InvocationTimeoutError('ended'));
          },
        };
        invocations.run(invocation, () => {
          Promise.resolve(handler(event, context)).then(resolve, reject);
        });
      }),
    watched: (store) =>
      new Proxy(store, {
        get(target, name, receiver): unknown {
          const member: unknown = Reflect.get(target, name, receiver);
          const invocation = invocations.getStore();
          if (typeof member !== 'function' || !invocation || isGenerator(member)) return member;
          return (...args: unknown[]) => call(invocation, () => Reflect.apply(member, target, args));
        },
      }),
    async over() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
