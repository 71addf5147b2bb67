/** The one place that asks what time it is. */
import { instantOf, type Instant } from '../domain/calendar.ts';

export const systemClock = (): Instant => instantOf(Date.now());
