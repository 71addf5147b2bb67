/** What can never succeed, as it is kept in the bucket. Nothing reads it but people. */
import type { Instant } from '../../domain/basics/calendar.ts';

export interface RejectedMessage {
  readonly v: 1;
  readonly functionName: string;
  readonly id: string;
  readonly rejectedAt: Instant;
  /** The name of its error: `PermanentError`, or one of its kinds. */
  readonly family: string;
  readonly reason: string;
  /** What the function was asked to do. */
  readonly message: unknown;
}
