/** What became of mails, in log and metrics. */
import { REFUSED_METRIC } from '../contracts/wiring.ts';
import { UnavailableError } from '../errors.ts';
import type { SentMails } from '../pipeline/send-mails.ts';
import type { Observer } from '../runtime/observe.ts';

/** Throws where mails are left to be sent. */
export function reportMails(
  observer: Pick<Observer, 'event' | 'count'>,
  detail: Readonly<Record<string, string | number>>,
  { sent, refused, waiting }: SentMails,
): void {
  observer.count('MailsSent', sent);
  for (const { recipient, reason } of refused)
    observer.event('mail refused', { ...detail, recipient, reason });
  if (refused.length > 0) observer.count(REFUSED_METRIC, refused.length);
  const [first] = waiting;
  if (first)
    throw new UnavailableError(
      `${waiting.length} mails are left to be sent, first that to ${first.recipient}: ${first.reason}`,
    );
}

/** A letter to an agency. Nothing is sent where nobody is to be told, or nobody can be. */
export async function reportLetter(
  observer: Pick<Observer, 'event' | 'count'>,
  what: string,
  detail: Parameters<typeof reportMails>[1],
  sending: Promise<SentMails | undefined>,
): Promise<void> {
  const mails = await sending;
  observer.event(mails ? `agency told of ${what}` : `nobody to tell of ${what}`, detail);
  if (mails) reportMails(observer, detail, mails);
}
