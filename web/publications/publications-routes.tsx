import { Hono, type Context } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';
import { readRegionParam, readYearParam } from '../http/params.ts';
import { found } from '../http/request-error.ts';
import { PublicationsPage } from './publications-page.tsx';
import { readPublications } from './publications-view.ts';

/** The collective publication of a region's year. */
export const routePublications = (serving: Serving) =>
  new Hono().get('/regions/:code/years/:year/publications', (c) => {
    const { moment, year, read } = askPublications(c, serving);
    return answerPage(c, serving, moment, {
      year,
      read,
      view: (page, view) => <PublicationsPage page={page} view={view} />,
    });
  });

/** Which region's and year's are asked for, as of when. */
export function askPublications(c: Context, serving: Serving) {
  const moment = readMoment(c, serving);
  const code = readRegionParam(c.req.param('code'));
  const year = readYearParam(c.req.param('year'), moment.at);
  const read = () =>
    found(readPublications(moment.table, { code, year, now: moment.at }), (t) => t.regionUnknown(code));
  return { moment, year, read };
}
