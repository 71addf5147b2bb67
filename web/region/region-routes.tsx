import { Hono, type Context } from 'hono';
import { NATION } from '../../shared/domain/basics/region.ts';
import { answerPage, type Serving } from '../http/answer.ts';
import { momentOf } from '../http/as-of.ts';
import { leadTo } from '../http/lead-to.ts';
import { regionParam, yearParam } from '../http/params.ts';
import { found } from '../http/request-error.ts';
import { regionPath } from '../site/page-context.ts';
import { RegionPage } from './region-page.tsx';
import { regionChoice } from './region-params.ts';
import { readNewestYear, readRegionView } from './region-view.ts';

/** Pages of a region and a year, and the ways there. */
export const regionRoutes = (serving: Serving) =>
  new Hono()
    .get('/', (c) => leadToRegion(c, serving, NATION))
    .get('/regions', (c) => leadToRegion(c, serving, NATION))
    .get('/regions/:code', (c) => leadToRegion(c, serving, regionParam(c.req.param('code'))))
    .get('/regions/:code/years', (c) => leadToRegion(c, serving, regionParam(c.req.param('code'))))
    .get('/regions/:code/years/:year', (c) => {
      const moment = momentOf(c, serving);
      const code = regionParam(c.req.param('code'));
      const year = yearParam(c.req.param('year'), moment.at);
      const choice = regionChoice(c.req.query());
      return answerPage(c, serving, moment, {
        year,
        read: () =>
          found(readRegionView(moment.table, code, year, moment.at, choice.kind), (t) =>
            t.regionUnknown(code),
          ),
        view: (page, view) => <RegionPage page={page} view={view} choice={choice} />,
      });
    });

/** On 1 January of the year that has reports, not of the one for which none can have come yet. */
async function leadToRegion(c: Context, serving: Serving, code: string): Promise<Response> {
  const { at } = momentOf(c, serving);
  return leadTo(c, regionPath(code, await readNewestYear(serving.table, code, at)));
}
