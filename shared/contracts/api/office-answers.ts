/** What the office function answers to the page that files. */
import type { ShownActor } from '../../domain/authority/shown-actor.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { Text } from '../../domain/basics/text.ts';
import type { SameAs } from '../../domain/document/same-document.ts';
import type { Finding, Outcome } from '../../domain/findings/finding.ts';

/** `GET /office/me`: of who is signed in no more than the page needs. */
export type SignedIn =
  | { readonly signedIn: false }
  | { readonly signedIn: true; readonly name: string; readonly mayFile: boolean };

/** `POST /office/tickets` asks for one … */
export interface TicketAsked {
  readonly agency: string;
  readonly year: number;
  /** In hex. */
  readonly sha256: string;
  readonly size: number;
}

/** … and is answered with where to post the document, and what to post before it. */
export interface GivenTicket {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly until: Instant;
}

/** `GET /office/receipts/…` */
export type ReceiptAnswer =
  { readonly state: 'waiting' } | { readonly state: 'received'; readonly receipt: ReceiptShown };

export interface ReceiptShown {
  readonly submissionId: string;
  readonly sha256: string | null;
  readonly receivedAt: Instant;
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  readonly by?: ShownActor;
  readonly sameAs?: SameAs;
}

/** Anything else is a problem (RFC 9457) with words in both languages. */
export interface OfficeProblem {
  readonly code: string;
  readonly message: Text;
}
