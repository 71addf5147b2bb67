/** The one place that asks what time it is. */
import { makeInstant, type Instant } from '../domain/basics/calendar.ts';

export const systemClock = (): Instant => makeInstant(Date.now());
