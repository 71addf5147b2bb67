/** A session: that a person signed in, until when it holds. Its id is known to the browser alone; only the id's hash is kept. */
import { countEpochMs, makeInstant, type Instant } from '../basics/calendar.ts';
import type { StepDone } from './step-done.ts';

/** By what a person showed who they are. */
export type EnteredBy = 'mail' | 'demonstration' | 'provider';

export interface Session {
  /** SHA-256 of its id. */
  readonly hash: string;
  readonly mail: string;
  readonly by: EnteredBy;
  /** The second step, where one was done; whether it counts is asked at each request. */
  readonly step?: StepDone | undefined;
  readonly since: Instant;
  /** Told anew every few minutes only: a write at each request would cost more than it says. */
  readonly usedAt: Instant;
  /** What the browser calls itself, so that a person knows their own sessions again. */
  readonly browser: string;
}

const HOUR_MS = 3_600_000;
const IDLE_MS = 12 * HOUR_MS;
/** Where more than one agency's affairs are at stake. */
const OFFICE_IDLE_MS = 8 * HOUR_MS;
const LONGEST_MS = 7 * 24 * HOUR_MS;
const TOLD_ANEW_AFTER_MS = 5 * 60_000;

/** However much it is used. */
export const tellLatestEnd = ({ since }: Pick<Session, 'since'>): Instant =>
  makeInstant(countEpochMs(since) + LONGEST_MS);

/** When a session ends if nothing more is done in it. */
export function tellSessionEnd(session: Pick<Session, 'since' | 'usedAt'>, isOffice: boolean): Instant {
  const idle = makeInstant(countEpochMs(session.usedAt) + (isOffice ? OFFICE_IDLE_MS : IDLE_MS));
  const latest = tellLatestEnd(session);
  return idle < latest ? idle : latest;
}

export const isUseToldAnew = ({ usedAt }: Pick<Session, 'usedAt'>, now: Instant): boolean =>
  countEpochMs(now) - countEpochMs(usedAt) >= TOLD_ANEW_AFTER_MS;
