import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';
import { pageParam, readRegionParam } from '../http/params.ts';
import { found } from '../http/request-error.ts';
import { departmentsQuery } from './departments-params.ts';

/** A region's agencies by what they are there for. */
export const routeDepartments = (serving: Serving) =>
  new Hono().get('/regions/:code/departments', (c) => {
    const moment = readMoment(c, serving);
    const code = readRegionParam(c.req.param('code'));
    const query = departmentsQuery(c.req.query(), moment.at);
    const listed = pageParam(c.req.query('page'));
    return answerPage(c, serving, moment, {
      year: Math.max(query.year, query.before ?? query.year),
      read: async () => {
        // Loaded when it is asked for, as comparisons are.
        const [{ readDepartments }, { DepartmentsPage }] = await Promise.all([
          import('./read-departments.ts'),
          import('./departments-page.tsx'),
        ]);
        const view = await found(readDepartments(moment, code, query, moment.at), (t) =>
          t.regionUnknown(code),
        );
        return { view, DepartmentsPage };
      },
      view: (page, { view, DepartmentsPage }) => <DepartmentsPage page={page} view={view} listed={listed} />,
    });
  });
