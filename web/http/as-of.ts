/** `?asOf=INSTANT`: an answer as things stood then. */
import type { Context } from 'hono';
import { epochMsOf, parseInstant, type Instant } from '../../shared/domain/calendar.ts';
import { tableAsOf } from '../../shared/pipeline/as-of.ts';
import type { WebDeps, WebTable } from '../ports.ts';
import { RequestError } from './request-error.ts';

/** The moment that an answer is of. */
export interface Moment {
  readonly at: Instant;
  /** The instant asked for; `undefined` where none was, and the answer is of now. */
  readonly asOf: Instant | undefined;
  readonly table: WebTable;
}

export function momentOf(c: Context, { table, now }: Pick<WebDeps, 'table' | 'now'>): Moment {
  const at = now();
  const asOf = asOfParam(c.req.query('asOf'), at);
  return asOf === undefined ? { at, asOf, table } : { at: asOf, asOf, table: tableAsOf(table, asOf) };
}

/** An RFC 3339 instant with its zone, not in the future. */
export function asOfParam(value: string | undefined, now: Instant): Instant | undefined {
  if (value === undefined) return undefined;
  // A plus sign that is not escaped arrives as a space.
  const instant = parseInstant(value.replace(/ (?=\d{2}:\d{2}$)/, '+'));
  if (instant === undefined) throw new RequestError(400, (t) => t.asOfMalformed, 'asOf');
  if (instant > now) throw new RequestError(400, (t) => t.asOfFuture, 'asOf');
  return instant;
}

const DAY_MS = 86_400_000;

/**
 * For how long an answer may be kept. Of the last day nothing: what was received may still wait in the queue. Of what
 * lies before, a day and not for ever: an operator may load a report that was received earlier.
 */
export function cachingOf({ asOf }: Pick<Moment, 'asOf'>, now: Instant): string {
  const isSettled = asOf !== undefined && epochMsOf(now) - epochMsOf(asOf) >= DAY_MS;
  return isSettled ? `public, max-age=${DAY_MS / 1000}` : 'no-cache';
}
