import { Hono, type Context } from 'hono';
import { complianceCsv } from '../../shared/contracts/compliance-csv.ts';
import { lastEndedYear } from '../../shared/domain/calendar.ts';
import { NATION } from '../../shared/domain/region.ts';
import { momentOf } from '../http/as-of.ts';
import { asOfOnPage, complianceQuery, complianceYear } from '../http/compliance-params.ts';
import { pageOf } from '../http/page.ts';
import { agencyParam, pairAsked, regionParam, yearParam } from '../http/params.ts';
import { readerOf } from '../http/reader.ts';
import { previousAsked, regionChoice } from '../http/region-params.ts';
import { RequestError } from '../http/request-error.ts';
import { readAgencyYear, readAgencyYears, readSubmission } from '../model/agency-view.ts';
import { csvName } from '../model/compliance-query.ts';
import { linesOf, readCompliance, type ComplianceView } from '../model/compliance-view.ts';
import { readHistory } from '../model/history-view.ts';
import { readRuleSignals } from '../model/rule-signal.ts';
import { readRegionView } from '../model/region-view.ts';
import type { WebDeps } from '../ports.ts';
import { AgencyYearPage, SubmissionPage } from '../views/agency-pages.tsx';
import { AgencyYearsPage } from '../views/agency-years-page.tsx';
import { CompliancePage } from '../views/compliance-page.tsx';
import { CHECK_PATH, href, regionPath } from '../views/page-context.ts';
import { CheckPage } from '../views/check-page.tsx';
import { HistoryPage } from '../views/history-page.tsx';
import { RegionPage } from '../views/region-page.tsx';
import { RulesPage } from '../views/rules-page.tsx';

export const pages = (deps: WebDeps) =>
  new Hono()
    .get('/', (c) => {
      const moment = momentOf(c, deps);
      return c.redirect(href(pageOf(c, deps, moment), regionPath(NATION, lastEndedYear(moment.at))));
    })
    .get('/rules', async (c) => {
      const signals = await readRuleSignals(deps.table, deps.now());
      return c.html(<RulesPage page={pageOf(c, deps)} signals={signals} />);
    })
    .get(CHECK_PATH, (c) => c.html(<CheckPage page={pageOf(c, deps)} />))
    .get('/regions/:code', (c) => {
      const moment = momentOf(c, deps);
      const code = regionParam(c.req.param('code'));
      return c.redirect(href(pageOf(c, deps, moment), regionPath(code, lastEndedYear(moment.at))));
    })
    .get('/regions/:code/years/:year', async (c) => {
      const moment = momentOf(c, deps);
      const code = regionParam(c.req.param('code'));
      const year = yearParam(c.req.param('year'), moment.at);
      const choice = regionChoice(c.req.query());
      const view = await readRegionView(moment.table, code, year, moment.at, choice.kind);
      if (!view) throw new RequestError(404, (t) => t.regionUnknown(code));
      return c.html(<RegionPage page={pageOf(c, deps, moment)} view={view} choice={choice} />);
    })
    .get('/compliance/:code/:year{.+\\.csv}', async (c) => {
      const { summary, query } = await complianceOf(c, deps, c.req.param('year').replace(/\.csv$/, ''));
      c.header('content-type', 'text/csv; charset=utf-8');
      c.header('content-disposition', `attachment; filename="${csvName(summary, query)}"`);
      c.header('cache-control', 'no-cache');
      c.header('vary', 'Accept-Language, Cookie');
      const language = readerOf(c, 'zh-CN').lang === 'en' ? 'en' : 'zh';
      return c.body(complianceCsv(summary, linesOf(summary, query), language));
    })
    .get('/compliance/:code/:year', async (c) => {
      const view = await complianceOf(c, deps, c.req.param('year'));
      return c.html(<CompliancePage page={pageOf(c, deps, view)} view={view} />);
    })
    .get('/agencies/:id', async (c) => {
      const moment = momentOf(c, deps);
      const id = agencyParam(c.req.param('id'));
      const view = await readAgencyYears(moment.table, id, moment.at);
      if (!view) throw new RequestError(404, (t) => t.agencyUnknown(id));
      return c.html(<AgencyYearsPage page={pageOf(c, deps, moment)} view={view} />);
    })
    .get('/agencies/:id/years/:year', async (c) => {
      const moment = momentOf(c, deps);
      const stores = { table: moment.table, bucket: deps.bucket };
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), moment.at);
      const withLastYear = previousAsked(c.req.query());
      const view = await readAgencyYear(stores, id, year, moment.at);
      if (!view) throw new RequestError(404, (t) => t.agencyUnknown(id));
      return c.html(
        <AgencyYearPage page={pageOf(c, deps, moment)} view={view} withLastYear={withLastYear} />,
      );
    })
    .get('/agencies/:id/years/:year/history', async (c) => {
      const moment = momentOf(c, deps);
      const stores = { table: moment.table, bucket: deps.bucket };
      const id = agencyParam(c.req.param('id'));
      // Also of a year that had not ended then: nothing had been filed, and that is said.
      const year = yearParam(c.req.param('year'), deps.now());
      const view = await readHistory(stores, id, year, moment.at, pairAsked(c.req.query()));
      if (!view) throw new RequestError(404, (t) => t.agencyUnknown(id));
      if (typeof view === 'string') throw new RequestError(404, (t) => t.noPair[view]);
      return c.html(<HistoryPage page={pageOf(c, deps, moment)} view={view} />);
    })
    .get('/agencies/:id/years/:year/submissions/:submissionId', async (c) => {
      const id = agencyParam(c.req.param('id'));
      const moment = momentOf(c, deps);
      const stores = { table: moment.table, bucket: deps.bucket };
      const year = yearParam(c.req.param('year'), moment.at);
      const withLastYear = previousAsked(c.req.query());
      const view = await readSubmission(stores, id, year, c.req.param('submissionId'));
      if (!view) throw new RequestError(404, (t) => t.submissionUnknown);
      return c.html(
        <SubmissionPage page={pageOf(c, deps, moment)} view={view} withLastYear={withLastYear} />,
      );
    });

async function complianceOf(c: Context, deps: WebDeps, yearText: string): Promise<ComplianceView> {
  const now = deps.now();
  const code = regionParam(c.req.param('code'));
  const view = await readCompliance(deps, {
    code,
    year: complianceYear(yearText, now),
    query: complianceQuery(c.req.query()),
    asOf: asOfOnPage(c.req.query('asOf'), now),
    now,
  });
  if (!view) throw new RequestError(404, (t) => t.regionUnknown(code));
  return view;
}
