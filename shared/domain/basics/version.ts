/** What was said from an instant on, until something else was. */
import type { Instant } from './calendar.ts';

interface Version {
  readonly since: Instant;
}

/** What held at an instant, of versions with the oldest first; `undefined` before there was any. */
export function findVersion<V extends Version>(versions: readonly V[], at: Instant): V | undefined {
  return versions.findLast(({ since }) => since <= at);
}
