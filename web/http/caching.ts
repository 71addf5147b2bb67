/**
 * For how long an answer may be kept, and where. A browser asks each time (`max-age=0`), and is told with a few bytes
 * that nothing changed. A content network (`s-maxage`) spares the function what many ask at once; then it asks, too, and
 * its copy of a year that is over serves on as long as the version is the same.
 */
import { tellChinaDay, countEpochMs, type Instant } from '../../shared/domain/basics/calendar.ts';
import { tellLatestExtension } from '../../shared/domain/standing/calendar-entry.ts';
import type { Moment } from './as-of.ts';

const DAY_S = 86_400;
/** On the day of a deadline everybody looks at once; nobody can tell five seconds from none. */
const OPEN_S = 5;
/** Reports of a year whose deadlines are long past change rarely, by a correction. */
const CLOSED_S = 300;

/** Whoever asks for what is not there asks for it again and again; what has just been loaded is there a minute later. */
const LOST_S = 60;

const forNetwork = (seconds: number): string => `public, max-age=0, s-maxage=${seconds}`;

const isSeasonOver = (year: number, now: Instant): boolean => tellChinaDay(now) > tellLatestExtension(year);

/**
 * For a page, also one of the past: each names the styles and scripts of one deployment. `year`: the year of a region's
 * answer; an agency's own states none, for last year's rules (Y1) make people correct past years and look at once.
 */
export function cachingOfPage({ asOf }: Pick<Moment, 'asOf'>, now: Instant, year?: number): string {
  const isQuiet = asOf === undefined ? year !== undefined && isSeasonOver(year, now) : isSettled(asOf, now);
  return forNetwork(isQuiet ? CLOSED_S : OPEN_S);
}

export const cachingOfLost = (): string => forNetwork(LOST_S);

/**
 * An answer of the past is kept for a day and not for ever: an operator may load a report that was received earlier.
 * One of the last day is kept as a page is: what was received may still wait in the queue.
 */
export const cachingOfAnswer = (moment: Pick<Moment, 'asOf'>, now: Instant, year?: number): string =>
  isSettled(moment.asOf, now) ? `public, max-age=${DAY_S}` : cachingOfPage(moment, now, year);

const isSettled = (asOf: Instant | undefined, now: Instant): boolean =>
  asOf !== undefined && countEpochMs(now) - countEpochMs(asOf) >= DAY_S * 1000;
