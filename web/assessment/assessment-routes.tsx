import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';
import { pageParam, readAgencyParam, readRegionParam, readYearParam } from '../http/params.ts';
import { found } from '../http/request-error.ts';

/** Assessments of a region's agencies, and of one. All of it is loaded when it is asked for. */
export const routeAssessment = (serving: Serving) =>
  new Hono()
    .get('/compliance/:code/:year/assessment', (c) => {
      const moment = readMoment(c, serving);
      const code = readRegionParam(c.req.param('code'));
      const year = readYearParam(c.req.param('year'), moment.at);
      const listed = pageParam(c.req.query('page'));
      return answerPage(c, serving, moment, {
        year,
        read: async () => {
          const [{ readSortParam }, { readAssessment }, { AssessmentPage }] = await Promise.all([
            import('./assessment-params.ts'),
            import('./assessment-view.ts'),
            import('./assessment-page.tsx'),
          ]);
          const query = { year, sorting: readSortParam(c.req.query('sort')) };
          const view = await found(readAssessment(moment.listing(), code, query, moment.at), (t) =>
            t.regionUnknown(code),
          );
          return { view, AssessmentPage };
        },
        view: (page, { view, AssessmentPage }) => <AssessmentPage page={page} view={view} listed={listed} />,
      });
    })
    .get('/agencies/:id/years/:year/assessment', (c) => {
      const moment = readMoment(c, serving);
      const id = readAgencyParam(c.req.param('id'));
      const year = readYearParam(c.req.param('year'), moment.at);
      return answerPage(c, serving, moment, {
        year,
        read: async () => {
          const [{ readAgencyAssessment }, { AgencyAssessmentPage }] = await Promise.all([
            import('./assessment-view.ts'),
            import('./assessment-page.tsx'),
          ]);
          const view = await found(readAgencyAssessment(moment.table, id, year, moment.at), (t) =>
            t.agencyUnknown(id),
          );
          return { view, AgencyAssessmentPage };
        },
        view: (page, { view, AgencyAssessmentPage }) => <AgencyAssessmentPage page={page} view={view} />,
      });
    });
