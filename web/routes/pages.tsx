import { Hono } from 'hono';
import { lastEndedYear } from '../../shared/domain/calendar.ts';
import { NATION } from '../../shared/domain/region.ts';
import { pageOf } from '../http/page.ts';
import { agencyParam, pairAsked, regionParam, yearParam } from '../http/params.ts';
import { RequestError } from '../http/request-error.ts';
import { readAgencyYear, readAgencyYears, readSubmission } from '../model/agency-view.ts';
import { readHistory } from '../model/history-view.ts';
import { readRuleSignals } from '../model/rule-signal.ts';
import { readRegionView } from '../model/region-view.ts';
import type { WebDeps } from '../ports.ts';
import { AgencyYearPage, AgencyYearsPage, SubmissionPage } from '../views/agency-pages.tsx';
import { CHECK_PATH, href, regionPath } from '../views/page-context.ts';
import { CheckPage } from '../views/check-page.tsx';
import { HistoryPage } from '../views/history-page.tsx';
import { RegionPage } from '../views/region-page.tsx';
import { RulesPage } from '../views/rules-page.tsx';

export const pages = (deps: WebDeps) =>
  new Hono()
    .get('/', (c) => c.redirect(href(pageOf(c, deps), regionPath(NATION, lastEndedYear(deps.now())))))
    .get('/rules', async (c) => {
      const signals = await readRuleSignals(deps.table, deps.now());
      return c.html(<RulesPage page={pageOf(c, deps)} signals={signals} />);
    })
    .get(CHECK_PATH, (c) => c.html(<CheckPage page={pageOf(c, deps)} />))
    .get('/regions/:code', (c) => {
      const code = regionParam(c.req.param('code'));
      return c.redirect(href(pageOf(c, deps), regionPath(code, lastEndedYear(deps.now()))));
    })
    .get('/regions/:code/years/:year', async (c) => {
      const now = deps.now();
      const code = regionParam(c.req.param('code'));
      const year = yearParam(c.req.param('year'), now);
      const view = await readRegionView(deps.table, code, year, now);
      if (!view) throw new RequestError(404, (t) => t.regionUnknown(code));
      return c.html(<RegionPage page={pageOf(c, deps)} view={view} />);
    })
    .get('/agencies/:id', async (c) => {
      const id = agencyParam(c.req.param('id'));
      const view = await readAgencyYears(deps.table, id, deps.now());
      if (!view) throw new RequestError(404, (t) => t.agencyUnknown(id));
      return c.html(<AgencyYearsPage page={pageOf(c, deps)} view={view} />);
    })
    .get('/agencies/:id/years/:year', async (c) => {
      const now = deps.now();
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), now);
      const view = await readAgencyYear(deps, id, year, now);
      if (!view) throw new RequestError(404, (t) => t.agencyUnknown(id));
      return c.html(<AgencyYearPage page={pageOf(c, deps)} view={view} />);
    })
    .get('/agencies/:id/years/:year/history', async (c) => {
      const now = deps.now();
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), now);
      const view = await readHistory(deps, id, year, now, pairAsked(c.req.query()));
      if (!view) throw new RequestError(404, (t) => t.agencyUnknown(id));
      if (typeof view === 'string') throw new RequestError(404, (t) => t.noPair[view]);
      return c.html(<HistoryPage page={pageOf(c, deps)} view={view} />);
    })
    .get('/agencies/:id/years/:year/submissions/:submissionId', async (c) => {
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), deps.now());
      const view = await readSubmission(deps, id, year, c.req.param('submissionId'));
      if (!view) throw new RequestError(404, (t) => t.submissionUnknown);
      return c.html(<SubmissionPage page={pageOf(c, deps)} view={view} />);
    });
