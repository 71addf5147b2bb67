import { Hono, type Context } from 'hono';
import { complianceCsv } from '../../shared/contracts/compliance-csv.ts';
import { lastEndedYear } from '../../shared/domain/basics/calendar.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { slotToCompare } from '../../shared/domain/compliance/summary-slots.ts';
import { answerPage, answerText, type Serving } from '../http/answer.ts';
import { momentOf, nowOf, type Moment } from '../http/as-of.ts';
import { complianceQuery, complianceYear } from '../http/compliance-params.ts';
import { agencyParam, asOfParam, pageParam, pairAsked, regionParam, yearParam } from '../http/params.ts';
import { readerOf } from '../http/reader.ts';
import { previousAsked, regionChoice } from '../http/region-params.ts';
import { found, foundPair } from '../http/request-error.ts';
import { compareQuery } from '../http/compare-params.ts';
import { readComparison } from '../model/compare-view.ts';
import { searchNames } from '../model/search-view.ts';
import { COMPARE_PATH, SEARCH_PATH } from '../views/compare-address.ts';
import { ComparePage } from '../views/compare-page.tsx';
import { SearchPage } from '../views/search-page.tsx';
import { readAgencyYear, readAgencyYears, readSubmission } from '../model/agency-view.ts';
import { csvName } from '../model/compliance-query.ts';
import { linesOf, readCompliance, type ComplianceView } from '../model/compliance-view.ts';
import { readHistory } from '../model/history-view.ts';
import { readRuleSignals } from '../model/rule-signal.ts';
import { readNewestYear, readRegionView } from '../model/region-view.ts';
import { AgencyYearPage, SubmissionPage } from '../views/agency-pages.tsx';
import { AgencyYearsPage } from '../views/agency-years-page.tsx';
import {
  API_PAGE_PATH,
  CHECK_PATH,
  RULES_PATH,
  agencyPath,
  agencyYearPath,
  compliancePath,
  regionPath,
} from '../views/page-context.ts';
import { apiBody } from '../model/api-description.ts';
import { ApiPage } from '../views/api-page.tsx';
import { CompliancePage } from '../views/compliance-page.tsx';
import { CheckPage } from '../views/check-page.tsx';
import { HistoryPage } from '../views/history-page.tsx';
import { RegionPage } from '../views/region-page.tsx';
import { RulesPage } from '../views/rules-page.tsx';

export const pages = (serving: Serving) =>
  new Hono()
    .get('/', (c) => leadToRegion(c, serving, NATION))
    .get('/regions', (c) => leadToRegion(c, serving, NATION))
    .get('/regions/:code', (c) => leadToRegion(c, serving, regionParam(c.req.param('code'))))
    .get('/regions/:code/years', (c) => leadToRegion(c, serving, regionParam(c.req.param('code'))))
    .get('/compliance', (c) => leadToCompliance(c, serving, NATION))
    .get('/compliance/:code', (c) => leadToCompliance(c, serving, regionParam(c.req.param('code'))))
    .get('/agencies/:id/years', (c) => leadTo(c, agencyPath(agencyParam(c.req.param('id')))))
    .get('/agencies/:id/years/:year/submissions', (c) => {
      const year = yearParam(c.req.param('year'), serving.now());
      return leadTo(c, agencyYearPath(agencyParam(c.req.param('id')), year));
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
        read: () => Promise.resolve(),
        view: (page) => <ApiPage page={page} body={apiBody(serving.assets, page.lang)} />,
      }),
    )
    .get(SEARCH_PATH, (c) => {
      const moment = nowOf(serving);
      return answerPage(c, serving, moment, {
        read: () => searchNames(moment.table, c.req.query('q') ?? ''),
        view: (page, names) => <SearchPage page={page} found={names} />,
      });
    })
    .get(COMPARE_PATH, (c) => {
      const moment = momentOf(c, serving);
      const { searchParams } = new URL(c.req.url);
      return answerPage(c, serving, moment, {
        read: () =>
          Promise.all([
            readComparison(moment.table, compareQuery(searchParams, moment.at), moment.at),
            searchNames(moment.table, searchParams.get('q') ?? ''),
          ]),
        view: (page, [view, names]) => <ComparePage page={page} view={view} found={names} />,
      });
    })
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
    })
    .get('/compliance/:code/:year{.+\\.csv}', (c) => {
      const { year, moment, read } = complianceOf(c, serving, c.req.param('year').replace(/\.csv$/, ''));
      const { lang } = readerOf(c, 'zh-CN');
      c.header('vary', 'Accept-Language, Cookie');
      return answerText(c, serving, moment, {
        type: 'text/csv; charset=utf-8',
        year,
        frame: [lang, slotToCompare(moment.at)],
        read,
        text: ({ summary, query }) =>
          complianceCsv(summary, linesOf(summary, query), lang === 'en' ? 'en' : 'zh'),
        headers: ({ summary, query }) => ({
          'content-disposition': `attachment; filename="${csvName(summary, query)}"`,
        }),
      });
    })
    .get('/compliance/:code/:year', (c) => {
      const { year, moment, read } = complianceOf(c, serving, c.req.param('year'));
      return answerPage(c, serving, moment, {
        year,
        frame: [slotToCompare(moment.at)],
        read,
        view: (page, view) => <CompliancePage page={page} view={view} />,
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
      const withLastYear = previousAsked(c.req.query());
      return answerPage(c, serving, moment, {
        read: () => found(readAgencyYear(moment, id, year, moment.at), (t) => t.agencyUnknown(id)),
        view: (page, view) => <AgencyYearPage page={page} view={view} withLastYear={withLastYear} />,
      });
    })
    .get('/agencies/:id/years/:year/history', (c) => {
      const moment = momentOf(c, serving);
      const id = agencyParam(c.req.param('id'));
      // Also of a year that had not ended then: nothing had been filed, and that is said.
      const year = yearParam(c.req.param('year'), moment.now);
      const page = pageParam(c.req.query('page'));
      return answerPage(c, serving, moment, {
        read: () =>
          foundPair(readHistory(moment, id, year, moment.at, { ...pairAsked(c.req.query()), page }), (t) =>
            t.agencyUnknown(id),
          ),
        view: (context, view) => <HistoryPage page={context} view={view} />,
      });
    })
    .get('/agencies/:id/years/:year/submissions/:submissionId', (c) => {
      const moment = momentOf(c, serving);
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), moment.at);
      const withLastYear = previousAsked(c.req.query());
      return answerPage(c, serving, moment, {
        read: () =>
          found(readSubmission(moment, id, year, c.req.param('submissionId')), (t) => t.submissionUnknown),
        view: (page, view) => <SubmissionPage page={page} view={view} withLastYear={withLastYear} />,
      });
    });

/** From an address that leaves something out; what it asks for stays. */
function leadTo(c: Context, path: string): Response {
  c.header('cache-control', 'no-cache');
  return c.redirect(path + new URL(c.req.url).search);
}

/** On 1 January of the year that has reports, not of the one for which none can have come yet. */
async function leadToRegion(c: Context, serving: Serving, code: string): Promise<Response> {
  const { at } = momentOf(c, serving);
  return leadTo(c, regionPath(code, await readNewestYear(serving.table, code, at)));
}

function leadToCompliance(c: Context, serving: Serving, code: string): Response {
  const { at } = momentOf(c, serving);
  return leadTo(c, compliancePath(code, lastEndedYear(at)));
}

function complianceOf(
  c: Context,
  serving: Serving,
  yearText: string,
): { readonly year: number; readonly moment: Moment; readonly read: () => Promise<ComplianceView> } {
  const moment = nowOf(serving);
  const { now, recording } = moment;
  const code = regionParam(c.req.param('code'));
  // A form sends an empty day for now.
  const day = c.req.query('asOf');
  const asOf = asOfParam(day === '' ? undefined : day, now);
  const order = {
    code,
    year: complianceYear(yearText, now),
    query: complianceQuery(c.req.query()),
    asOf,
    now,
  };
  return {
    year: order.year,
    moment: { ...moment, at: asOf ?? now, asOf },
    read: () => found(readCompliance(recording, order), (t) => t.regionUnknown(code)),
  };
}
