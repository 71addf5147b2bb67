import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { momentOf } from '../http/as-of.ts';
import { agencyParam, pageParam, pairAsked, yearParam } from '../http/params.ts';
import { foundPair } from '../http/request-error.ts';
import { HistoryPage } from './history-page.tsx';
import { readHistory } from './history-view.ts';

/** What was ever filed for an agency and a year. */
export const historyRoutes = (serving: Serving) =>
  new Hono().get('/agencies/:id/years/:year/history', (c) => {
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
  });
