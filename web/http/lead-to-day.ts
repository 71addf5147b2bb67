/** An instant within a day is answered of regions with others below as of the end of its day, under that day's address. */
import type { Context } from 'hono';
import {
  countEpochMs,
  makeInstant,
  shortenInstant,
  tellChinaDay,
  type Instant,
} from '../../shared/domain/basics/calendar.ts';
import { isPage } from './known-parameters.ts';
import { readAsOfParam } from './params.ts';
import { describeLeadOn } from './problem.ts';

/** Midnight ends the day before it. */
const findDayEnding = (at: Instant) => tellChinaDay(makeInstant(countEpochMs(at) - 1));

/** `now`: whoever was asked has read the same parameter. A page says which instant its address had. */
export function leadToDay(c: Context, now: Instant): Response | undefined {
  const at = readAsOfParam(c.req.query('asOf'), now);
  if (at === undefined) return undefined;
  const { pathname, searchParams } = new URL(c.req.url);
  const day = findDayEnding(at);
  searchParams.set('asOf', day);
  if (isPage(c)) searchParams.set('instant', shortenInstant(at));
  const location = `${pathname}?${searchParams.toString()}`;
  return describeLeadOn(c, location, (t) => t.toldByDay(day));
}
