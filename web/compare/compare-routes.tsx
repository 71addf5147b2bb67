import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';
import { searchNames } from '../search/search-view.ts';
import { COMPARE_PATH } from '../site/compare-address.ts';
import { compareQuery } from './compare-params.ts';

/** Regions or agencies side by side. */
export const compareRoutes = (serving: Serving) =>
  new Hono().get(COMPARE_PATH, (c) => {
    const moment = readMoment(c, serving);
    const { searchParams } = new URL(c.req.url);
    return answerPage(c, serving, moment, {
      read: async () => {
        const query = compareQuery(searchParams, moment.at);
        // Loaded when it is asked for, as the history is.
        const [{ readComparison }, { ComparePage }] = await Promise.all([
          import('./compare-view.ts'),
          import('./compare-page.tsx'),
        ]);
        const [view, names] = await Promise.all([
          readComparison(moment, query, moment.at),
          searchNames(moment.table, searchParams.get('q') ?? ''),
        ]);
        return { view, names, ComparePage };
      },
      view: (page, { view, names, ComparePage }) => <ComparePage page={page} view={view} found={names} />,
    });
  });
