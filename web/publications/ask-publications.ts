/** Which region's and year's collective publication is asked for, as of when. */
import type { Context } from 'hono';
import type { Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';
import { readRegionParam, readYearParam } from '../http/params.ts';
import { found } from '../http/request-error.ts';
import { readPublications } from './publications-view.ts';

export function askPublications(c: Context, serving: Serving) {
  const moment = readMoment(c, serving);
  const code = readRegionParam(c.req.param('code') ?? '');
  const year = readYearParam(c.req.param('year') ?? '', moment.at);
  const read = () =>
    found(readPublications(moment.table, { code, year, now: moment.at }), (t) => t.regionUnknown(code));
  return { moment, year, read };
}
