import { parseMailEvent } from '../../shared/contracts/events/mail-event.ts';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import { recordBounce, type BounceDeps } from '../../shared/pipeline/record-bounce.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

/** What can't be recorded is tried again by Lambda, and in the end a dead letter. No address is in the log. */
export function createHandler({ observer, ...deps }: BounceDeps & { readonly observer: Observer }) {
  return flushAfter(observer, async (event: unknown): Promise<void> => {
    try {
      const told = parseMailEvent(event);
      const recorded = await recordBounce(deps, told);
      const { kind, providerId } = told;
      observer.event('mail came back', { kind, providerId, recorded });
      observer.count('MailsReturned', told.recipients.length);
    } catch (error) {
      observer.failed('a mail that came back is not recorded', error, {});
      throw error;
    }
  });
}
