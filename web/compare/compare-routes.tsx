import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';
import { searchNames } from '../search/search-view.ts';
import { COMPARE_PATH } from '../site/compare-address.ts';
import { compareQuery } from './compare-params.ts';
import { readComparison } from './compare-view.ts';

/** Regions or agencies side by side. */
export const compareRoutes = (serving: Serving) =>
  new Hono().get(COMPARE_PATH, (c) => {
    const moment = readMoment(c, serving);
    const { searchParams } = new URL(c.req.url);
    return answerPage(c, serving, moment, {
      read: () =>
        Promise.all([
          readComparison(moment.table, compareQuery(searchParams, moment.at), moment.at),
          searchNames(moment.table, searchParams.get('q') ?? ''),
          // Loaded when it is asked for, as the history is.
          import('./compare-page.tsx'),
        ]),
      view: (page, [view, names, { ComparePage }]) => <ComparePage page={page} view={view} found={names} />,
    });
  });
