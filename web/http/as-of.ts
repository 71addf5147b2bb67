/** `?asOf=`, a day or an instant: an answer as things stood then. */
import type { Context } from 'hono';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { MOST_REPLAYED, readTableAt } from '../../shared/pipeline/as-of.ts';
import type { WebBucket, WebBulk, WebDeps, WebTable } from '../ports.ts';
import { readAsOfParam } from './params.ts';
import { record, type Recorded, type Recording } from './recording.ts';

/** The moment that an answer is of, and the table as it stood then. */
export interface Instants {
  readonly now: Instant;
  readonly at: Instant;
  /** The instant asked for; `undefined` where none was, and the answer is of now. */
  readonly asOf: Instant | undefined;
  readonly table: WebTable;
  /**
   * The same for an answer that lists the agencies of many regions: of more than a thousand in the past, TooManyReplayedError is thrown.
   * Each has its own count.
   */
  readonly listing: () => WebTable;
  /** What the nights make of everything, as it is now: of the past there is none. */
  readonly archive: Pick<WebBulk, 'text'> | undefined;
}

/** With a record of what is read for it. */
export interface Moment extends Instants {
  readonly bucket: WebBucket;
  readonly recording: Recording;
}

/** The moment of an answer that has no past to be asked for. */
export function readNow(deps: Recorded & Pick<WebDeps, 'now'>): Moment {
  const now = deps.now();
  const recording = record(deps);
  const { table, bucket, archive } = recording;
  return { now, at: now, asOf: undefined, table, listing: () => table, archive, bucket, recording };
}

export function readMoment(c: Context, deps: Recorded & Pick<WebDeps, 'now'>): Moment {
  const moment = readNow(deps);
  return { ...moment, ...readInstants(c, { ...moment, now: () => moment.now }) };
}

export function readInstants(
  c: Context,
  { table, archive, now: clock }: Pick<WebDeps, 'table' | 'now'> & Pick<Recorded, 'archive'>,
): Instants {
  const now = clock();
  const asOf = readAsOfParam(c.req.query('asOf'), now);
  if (asOf === undefined) return { now, at: now, asOf, table, listing: () => table, archive };
  return {
    now,
    at: asOf,
    asOf,
    table: readTableAt(table, asOf, { byDay: true }),
    listing: () => readTableAt(table, asOf, { byDay: true, mostListed: MOST_REPLAYED }),
    archive: undefined,
  };
}
