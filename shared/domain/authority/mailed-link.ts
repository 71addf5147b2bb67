/** A one-time link: who has it in their mailbox, and opens it in the browser that asked for it, is signed in. */
import { countEpochMs, makeInstant, type Instant } from '../basics/calendar.ts';

export interface MailedLink {
  /** SHA-256 of the token in its address. */
  readonly hash: string;
  readonly mail: string;
  /** SHA-256 of what the asking browser was given. */
  readonly browser: string;
  /** A path of this site. */
  readonly returnTo: string;
  readonly expiresAt: Instant;
}

export const LINK_MINUTES = 15;

export const tellLinkEnd = (now: Instant): Instant => makeInstant(countEpochMs(now) + LINK_MINUTES * 60_000);
