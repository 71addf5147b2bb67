/** When reports are published and received: most in the last fortnight before the deadline, in office hours, on weekdays. */
import {
  tellChinaDay,
  countEpochMs,
  makeInstant,
  parseInstant,
  type Instant,
  type IsoDay,
} from '../shared/domain/basics/calendar.ts';
import { computeDeadline, type Reporter } from '../shared/domain/basics/deadlines.ts';
import type { Random } from './random.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday. */
const THURSDAY = 4;
/** Days before the deadline that leave room for a correction in time. */
const ROOM_FOR_CORRECTION = 6;

interface FilingDates {
  readonly publishedOn: IsoDay;
  readonly receivedAt: Instant;
}

/** China's midnight at the start of a day. */
function midnightOf(day: string): number {
  const at = parseInstant(`${day}T00:00:00+08:00`);
  if (at === undefined) throw new RangeError(`${day} is no day`);
  return countEpochMs(at);
}

const officeHour = (random: Random): number =>
  (8 * 60 + 30 + random.int(0, 9 * 60)) * MINUTE_MS + random.int(0, 59_999);

/** Sunday or Saturday becomes the Friday before. */
function weekdayOf(midnight: number): number {
  const weekday = (Math.floor((midnight + DAY_MS / 2) / DAY_MS) + THURSDAY) % 7;
  return midnight - (weekday === 6 ? DAY_MS : weekday === 0 ? 2 * DAY_MS : 0);
}

/** On time. Nothing is published before the year's fourth working day, nor received before it is published. */
export function datesInTime(
  reporter: Reporter,
  year: number,
  leavesRoom: boolean,
  random: Random,
): FilingDates {
  const deadline = midnightOf(computeDeadline(reporter, year));
  const earliest = midnightOf(`${year + 1}-01-05`);
  const span = reporter.kind === 'consolidated' ? 45 : 22;
  const daysBefore =
    Math.floor(span * random.next() * random.next()) + (leavesRoom ? ROOM_FOR_CORRECTION : 0);
  const received = Math.max(earliest, weekdayOf(deadline - daysBefore * DAY_MS));
  const published = Math.max(earliest, received - random.int(0, 6) * DAY_MS);
  return {
    publishedOn: tellChinaDay(makeInstant(published)),
    receivedAt: makeInstant(received + officeHour(random)),
  };
}

/** Published on the agency's own site in time, filed `days` days after the deadline. */
export function datesLate(reporter: Reporter, year: number, days: number, random: Random): FilingDates {
  const deadline = midnightOf(computeDeadline(reporter, year));
  return {
    publishedOn: tellChinaDay(makeInstant(deadline - random.int(0, 5) * DAY_MS)),
    receivedAt: makeInstant(deadline + days * DAY_MS + officeHour(random)),
  };
}

/** Some whole days later, at another hour. */
export function laterThan(at: Instant, days: number, random: Random): Instant {
  return makeInstant(midnightOf(tellChinaDay(at)) + days * DAY_MS + officeHour(random));
}
