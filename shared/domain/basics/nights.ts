/** When a night's reconciliation begins, in China: as its schedule in `wiring.ts` has it, which a test compares. */
import { countEpochMs, makeInstant, type Instant } from './calendar.ts';

export const NIGHT = { hour: 3, minute: 30 } as const;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** In UTC, which is eight hours behind China: before a day begins. */
const BEHIND_MIDNIGHT_MS = (NIGHT.hour - 8) * HOUR_MS + NIGHT.minute * 60_000;

export const tellNextNight = (now: Instant): Instant =>
  makeInstant(
    (Math.floor((countEpochMs(now) - BEHIND_MIDNIGHT_MS) / DAY_MS) + 1) * DAY_MS + BEHIND_MIDNIGHT_MS,
  );
