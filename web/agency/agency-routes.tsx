import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readMoment, readNow } from '../http/as-of.ts';
import { leadTo } from '../http/lead-to.ts';
import { readAgencyParam, readYearParam } from '../http/params.ts';
import { found } from '../http/request-error.ts';
import { previousAsked } from '../region/region-params.ts';
import { agencyPath, agencyYearPath } from '../site/page-context.ts';
import { readAgencyYear, readAgencyYears, readSubmission } from './agency-view.ts';

/** Loaded when they are asked for, with the form and its findings: all others start sooner. */
const loadPages = () => import('./agency-pages.tsx');

/** Pages of an agency: its years, the form of one, one of its submissions. */
export const routeAgencies = (serving: Serving) =>
  new Hono()
    .get('/agencies/:id/years', (c) => leadTo(c, agencyPath(readAgencyParam(c.req.param('id')))))
    .get('/agencies/:id/years/:year/submissions', (c) => {
      const year = readYearParam(c.req.param('year'), serving.now());
      return leadTo(c, agencyYearPath(readAgencyParam(c.req.param('id')), year));
    })
    .get('/agencies/:id', (c) => {
      const moment = readMoment(c, serving);
      const id = readAgencyParam(c.req.param('id'));
      return answerPage(c, serving, moment, {
        read: async () => ({
          ...(await import('./agency-years-page.tsx')),
          view: await found(readAgencyYears(moment.table, id, moment.at), (t) => t.agencyUnknown(id)),
        }),
        view: (page, { AgencyYearsPage, view }) => <AgencyYearsPage page={page} view={view} />,
      });
    })
    .get('/agencies/:id/disclosure', (c) => {
      // Told as it is now alone: documents move.
      const moment = readNow(serving);
      const id = readAgencyParam(c.req.param('id'));
      return answerPage(c, serving, moment, {
        read: async () => {
          // Loaded when it is asked for: few ask, and all others start sooner.
          const [{ readDisclosure }, { DisclosurePage }] = await Promise.all([
            import('./disclosure-view.ts'),
            import('./disclosure-page.tsx'),
          ]);
          const view = await found(readDisclosure(moment.table, id, moment.at), (t) => t.agencyUnknown(id));
          return { view, DisclosurePage };
        },
        view: (page, { view, DisclosurePage }) => <DisclosurePage page={page} view={view} />,
      });
    })
    .get('/agencies/:id/years/:year', (c) => {
      const moment = readMoment(c, serving);
      const id = readAgencyParam(c.req.param('id'));
      const year = readYearParam(c.req.param('year'), moment.at);
      const withLastYear = previousAsked(c.req.query());
      return answerPage(c, serving, moment, {
        read: async () => ({
          ...(await loadPages()),
          view: await found(readAgencyYear(moment, id, year, moment.at, withLastYear), (t) =>
            t.agencyUnknown(id),
          ),
        }),
        view: (page, { AgencyYearPage, view }) => (
          <AgencyYearPage page={page} view={view} withLastYear={withLastYear} />
        ),
      });
    })
    .get('/agencies/:id/years/:year/submissions/:submissionId', (c) => {
      const moment = readMoment(c, serving);
      const id = readAgencyParam(c.req.param('id'));
      const year = readYearParam(c.req.param('year'), moment.at);
      const withLastYear = previousAsked(c.req.query());
      return answerPage(c, serving, moment, {
        read: async () => ({
          ...(await loadPages()),
          view: await found(
            readSubmission(moment, id, year, c.req.param('submissionId'), withLastYear),
            (t) => t.submissionUnknown,
          ),
        }),
        view: (page, { SubmissionPage, view }) => (
          <SubmissionPage page={page} view={view} withLastYear={withLastYear} />
        ),
      });
    });
