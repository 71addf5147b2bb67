/** Hands written mails to the queue that sends them, each by itself: none waits for another. */
import pMap from 'p-map';
import type { PostMail } from '../adapters/bucket/postbox.ts';
import type { OutgoingMail } from '../adapters/mail.ts';
import type { RegionOrder } from '../contracts/bucket/summary-keys.ts';

/** Without them no mail is written. */
export interface MailSettings {
  readonly from: string;
  /** Asked for each run: on one machine the site starts after the functions. */
  readonly siteUrl: () => string | undefined;
  readonly post: PostMail;
}

/** A mail with the name under which the ledger has it. */
export interface LedgerMail extends OutgoingMail {
  readonly recipient: string;
}

const CONCURRENCY = 16;

/** Answers how many there are. */
export async function postMails(
  { post }: Pick<MailSettings, 'post'>,
  order: RegionOrder,
  mails: readonly LedgerMail[],
): Promise<number> {
  await pMap(mails, ({ recipient, ...mail }) => post({ order, recipient }, mail), {
    concurrency: CONCURRENCY,
  });
  return mails.length;
}
