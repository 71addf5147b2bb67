/** What became of letters, in log and metrics. */
import type { Observer } from '../runtime/observe.ts';

/** A letter to an agency. Nothing is posted where nobody is to be told, or nobody can be. */
export async function reportLetter(
  observer: Pick<Observer, 'event' | 'count'>,
  what: string,
  detail: Readonly<Record<string, string | number>>,
  posting: Promise<number | undefined>,
): Promise<void> {
  const mails = await posting;
  observer.event(mails === undefined ? `nobody to tell of ${what}` : `agency is told of ${what}`, detail);
  if (mails !== undefined) observer.count('MailsPosted', mails);
}
