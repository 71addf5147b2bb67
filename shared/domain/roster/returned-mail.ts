import type { Instant } from '../basics/calendar.ts';

/** The mailbox does not take mails, or whoever reads it has called one spam. */
export const RETURNED_KINDS = ['bounce', 'complaint'] as const;

/** What came back from an address: it is not written to again. Another address of the same agency is. */
export interface ReturnedMail {
  readonly to: string;
  readonly kind: (typeof RETURNED_KINDS)[number];
  readonly at: Instant;
  /** As the mail server said it. */
  readonly reason: string;
}
