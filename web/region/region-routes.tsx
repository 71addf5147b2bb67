import { Hono, type Context } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';
import { leadTo } from '../http/lead-to.ts';
import { readRegionParam, readYearParam } from '../http/params.ts';
import { found } from '../http/request-error.ts';
import { regionPath } from '../site/page-context.ts';
import { RegionPage } from './region-page.tsx';
import { regionChoice } from './region-params.ts';
import { readHomeCode, readNewestYear, readRegionView } from './region-view.ts';

/** Pages of a region and a year, and the ways there. */
export const routeRegions = (serving: Serving) =>
  new Hono()
    .get('/regions', async (c) => {
      const home = await readHomeCode(serving);
      // An empty system says there what is to be loaded.
      return home === undefined ? leadTo(c, '/') : leadToRegion(c, serving, home);
    })
    .get('/regions/:code', (c) => leadToRegion(c, serving, readRegionParam(c.req.param('code'))))
    .get('/regions/:code/years', (c) => leadToRegion(c, serving, readRegionParam(c.req.param('code'))))
    .get('/regions/:code/years/:year', (c) => {
      const moment = readMoment(c, serving);
      const code = readRegionParam(c.req.param('code'));
      const year = readYearParam(c.req.param('year'), moment.at);
      const choice = regionChoice(c.req.query());
      return answerPage(c, serving, moment, {
        year,
        read: () =>
          found(
            readRegionView(moment.table, {
              code,
              year,
              now: moment.at,
              kind: choice.kind,
              extent: 'facts',
            }),
            (t) => t.regionUnknown(code),
          ),
        view: (page, view) => <RegionPage page={page} view={view} choice={choice} />,
      });
    })
    .get('/regions/:code/years/:year/draft', (c) => {
      const moment = readMoment(c, serving);
      const code = readRegionParam(c.req.param('code'));
      const year = readYearParam(c.req.param('year'), moment.at);
      return answerPage(c, serving, moment, {
        year,
        read: async () => {
          const view = await found(
            readRegionView(moment.table, { code, year, now: moment.at, extent: 'facts' }),
            (t) => t.regionUnknown(code),
          );
          const { DraftPage, readDraft } = await loadDraft();
          return { view, draft: await readDraft(moment.table, view, moment.at), DraftPage };
        },
        view: (page, { view, draft, DraftPage }) => <DraftPage page={page} view={view} draft={draft} />,
      });
    });

/** What writes the draft is loaded when it is asked for: few ask, and all others start sooner. */
async function loadDraft() {
  const [{ DraftPage }, { readDraft }] = await Promise.all([
    import('./draft-page.tsx'),
    import('./region-draft.ts'),
  ]);
  return { DraftPage, readDraft };
}

/** On 1 January this leads to the year that has reports, not to the one for which none can have come yet. */
async function leadToRegion(c: Context, serving: Serving, code: string): Promise<Response> {
  const { at } = readMoment(c, serving);
  return leadTo(c, regionPath(code, await readNewestYear(serving.table, code, at)));
}
