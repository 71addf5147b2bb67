import type { Instant } from '../basics/calendar.ts';
import type { Actor } from './actor.ts';

/** Temporary credentials that a program files with. S3 tells their session's name, and this record who that is. */
export interface UploadSession {
  readonly id: string;
  readonly by: Actor;
  readonly until: Instant;
}
