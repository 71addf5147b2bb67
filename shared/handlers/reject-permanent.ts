/** What can never succeed is not tried again: it is kept as evidence, counted, and counts as done. */
import type { RejectedMessages } from '../adapters/bucket/rejected-messages.ts';
import { REJECTED_METRIC } from '../contracts/wiring.ts';
import { PermanentError } from '../errors.ts';
import type { Observer } from '../runtime/observe.ts';

export interface RejectDeps {
  readonly rejected: RejectedMessages;
  readonly observer: Observer;
}

/** What is asked of a function: its id names the evidence, and what is asked under the same id again takes its place. */
interface Asked {
  readonly id: string;
  readonly message: unknown;
  /** For the log. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Does the work. Throws what may succeed later, and bugs; also where the evidence itself can't be kept: nothing is
 * acknowledged without it.
 */
export async function rejectPermanent(
  { rejected, observer }: RejectDeps,
  { id, message, detail }: Asked,
  /** What it answers is waited for. */
  work: () => unknown,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const evidence = await rejected.keep(id, message, error);
    observer.failed('can never succeed: kept as evidence, not tried again', error, { ...detail, evidence });
    observer.count(REJECTED_METRIC);
  }
}
