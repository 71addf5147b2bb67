import { Hono } from 'hono';
import { lastEndedYear } from '../../shared/domain/calendar.ts';
import { NATION } from '../../shared/domain/region.ts';
import { answerPage, type Serving } from '../http/answer.ts';
import { momentOf, nowOf } from '../http/as-of.ts';
import { pageOf } from '../http/page.ts';
import { agencyParam, regionParam, yearParam } from '../http/params.ts';
import { found } from '../http/request-error.ts';
import { readAgencyYear, readAgencyYears, readSubmission } from '../model/agency-view.ts';
import { readRuleSignals } from '../model/rule-signal.ts';
import { readRegionView } from '../model/region-view.ts';
import { AgencyYearPage, AgencyYearsPage, SubmissionPage } from '../views/agency-pages.tsx';
import { API_PAGE_PATH, CHECK_PATH, RULES_PATH, href, regionPath } from '../views/page-context.ts';
import examples from '../reference/examples.json' with { type: 'json' };
import { ApiPage } from '../views/api-page.tsx';
import { CheckPage } from '../views/check-page.tsx';
import { RegionPage } from '../views/region-page.tsx';
import { RulesPage } from '../views/rules-page.tsx';

export const pages = (serving: Serving) =>
  new Hono()
    .get('/', (c) => {
      const moment = momentOf(c, serving);
      return c.redirect(href(pageOf(c, serving, moment), regionPath(NATION, lastEndedYear(moment.at))));
    })
    .get(RULES_PATH, (c) => {
      const moment = nowOf(serving);
      return answerPage(c, serving, moment, {
        read: () => readRuleSignals(moment.table, moment.at),
        view: (page, signals) => <RulesPage page={page} signals={signals} />,
      });
    })
    .get(CHECK_PATH, (c) =>
      answerPage(c, serving, nowOf(serving), {
        read: () => Promise.resolve(),
        view: (page) => <CheckPage page={page} />,
      }),
    )
    .get(API_PAGE_PATH, (c) =>
      answerPage(c, serving, nowOf(serving), {
        read: () => Promise.resolve(examples),
        view: (page, shown) => <ApiPage page={page} examples={shown} />,
      }),
    )
    .get('/regions/:code', (c) => {
      const moment = momentOf(c, serving);
      const code = regionParam(c.req.param('code'));
      return c.redirect(href(pageOf(c, serving, moment), regionPath(code, lastEndedYear(moment.at))));
    })
    .get('/regions/:code/years/:year', (c) => {
      const moment = momentOf(c, serving);
      const code = regionParam(c.req.param('code'));
      const year = yearParam(c.req.param('year'), moment.at);
      return answerPage(c, serving, moment, {
        year,
        read: () => found(readRegionView(moment.table, code, year, moment.at), (t) => t.regionUnknown(code)),
        view: (page, view) => <RegionPage page={page} view={view} />,
      });
    })
    .get('/agencies/:id', (c) => {
      const moment = momentOf(c, serving);
      const id = agencyParam(c.req.param('id'));
      return answerPage(c, serving, moment, {
        read: () => found(readAgencyYears(moment.table, id, moment.at), (t) => t.agencyUnknown(id)),
        view: (page, view) => <AgencyYearsPage page={page} view={view} />,
      });
    })
    .get('/agencies/:id/years/:year', (c) => {
      const moment = momentOf(c, serving);
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), moment.at);
      return answerPage(c, serving, moment, {
        year,
        read: () => found(readAgencyYear(moment, id, year, moment.at), (t) => t.agencyUnknown(id)),
        view: (page, view) => <AgencyYearPage page={page} view={view} />,
      });
    })
    .get('/agencies/:id/years/:year/submissions/:submissionId', (c) => {
      const moment = momentOf(c, serving);
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), moment.at);
      return answerPage(c, serving, moment, {
        year,
        read: () =>
          found(readSubmission(moment, id, year, c.req.param('submissionId')), (t) => t.submissionUnknown),
        view: (page, view) => <SubmissionPage page={page} view={view} />,
      });
    });
