/** The one place that asks what time it is. */
import { instantOf, type Instant } from '../domain/basics/calendar.ts';

export const systemClock = (): Instant => instantOf(Date.now());
