/** Which submission of an agency-year, where it stands among the others, and when it was received. */
import type { Instant } from '../basics/calendar.ts';

export interface Filed {
  readonly submissionId: string;
  /** From `submissionOrder`. */
  readonly order: string;
  readonly receivedAt: Instant;
}
