/** What a store refuses for want of capacity is asked again, within the invocation, a moment later. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../../errors.ts';

export interface Patience {
  /** How often a request is made before it is given up. */
  readonly attempts: number;
  /** The longest first pause; each further one may be twice as long, up to `maxPauseMs`. */
  readonly pauseMs: number;
  readonly maxPauseMs: number;
}

/** About two seconds in all: an invocation has other messages to see to, and its queue brings this one again. */
export const PATIENCE: Patience = { attempts: 6, pauseMs: 50, maxPauseMs: 1000 };
/** A minute or two: somebody waits at a terminal for the whole of a load. */
export const LONG_PATIENCE: Patience = { attempts: 60, pauseMs: 100, maxPauseMs: 4000 };

/** Repeats `attempt` while it answers `throttled`, and answers what comes then. Its error names `what`. */
export async function untilUnthrottled<Answer>(
  { attempts, pauseMs, maxPauseMs }: Patience,
  what: string,
  attempt: () => Promise<Answer | 'throttled'>,
): Promise<Answer> {
  for (let made = 1; ; made++) {
    const answer = await attempt();
    if (answer !== 'throttled') return answer;
    if (made >= attempts) throw new UnavailableError(`${what} was throttled ${made} times`);
    // Anywhere in the pause: those that were refused together do not come back together.
    await sleep(Math.random() * Math.min(maxPauseMs, pauseMs * 2 ** (made - 1)));
  }
}
