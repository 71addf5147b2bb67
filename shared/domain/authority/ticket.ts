/** A ticket lets one person file one document for one agency's year, once and soon. */
import type { Instant } from '../basics/calendar.ts';
import { countEpochMs } from '../basics/calendar.ts';
import type { Place } from '../basics/place.ts';
import type { Actor } from './actor.ts';

/** Long enough for 1 MiB over a slow line, too short to be of use to whoever finds it later. */
export const TICKET_VALID_S = 120;

export interface Ticket {
  /** The SHA-256 of its id: the id itself, which comes with the upload, is kept nowhere. */
  readonly hash: string;
  readonly by: Actor;
  readonly place: Place;
  /** The document that it is for. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly at: Instant;
  readonly until: Instant;
  /** The submission that came with it. */
  readonly usedBy?: string | undefined;
}

/** What keeps a ticket from covering an upload: another agency or year, another document, too late, used before. */
export type TicketMisfit = 'place' | 'content' | 'time' | 'used';

/** What came with a ticket. */
interface Upload {
  readonly submissionId: string;
  /** `undefined` where the key names none. */
  readonly place: Place | undefined;
  /** `undefined` where it is too large to be read. */
  readonly sha256: string | undefined;
  readonly sizeBytes: number;
  readonly receivedAt: Instant;
}

/** S3 tells whole seconds, by a clock of its own. */
const CLOCKS_DIFFER_MS = 10_000;
/** S3 looks at the form when it begins; what it says of the object is when it has all of it. */
const SENDING_MS = 120_000;

/** `undefined` where the ticket covers the upload. The same submission may come again: it is received once. */
export function findMisfit(ticket: Ticket, upload: Upload): TicketMisfit | undefined {
  const { place, usedBy } = ticket;
  const isThere =
    upload.place?.agencyId === place.agencyId &&
    upload.place.district === place.district &&
    upload.place.year === place.year;
  if (!isThere) return 'place';
  if (upload.sha256 !== ticket.sha256 || upload.sizeBytes !== ticket.sizeBytes) return 'content';
  if (usedBy !== undefined && usedBy !== upload.submissionId) return 'used';
  const receivedMs = countEpochMs(upload.receivedAt);
  const isInTime =
    receivedMs >= countEpochMs(ticket.at) - CLOCKS_DIFFER_MS &&
    receivedMs <= countEpochMs(ticket.until) + SENDING_MS;
  return isInTime ? undefined : 'time';
}
