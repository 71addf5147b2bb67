import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';
import { readAgencyParam, pageParam, pairAsked, readYearParam } from '../http/params.ts';
import { foundPair } from '../http/request-error.ts';
import { readHistory } from './history-view.ts';

/** What was ever filed for an agency and a year. */
export const routeHistory = (serving: Serving) =>
  new Hono().get('/agencies/:id/years/:year/history', (c) => {
    const moment = readMoment(c, serving);
    const id = readAgencyParam(c.req.param('id'));
    // Also of a year that had not ended then: nothing had been filed, and that is said.
    const year = readYearParam(c.req.param('year'), moment.now);
    const page = pageParam(c.req.query('page'));
    return answerPage(c, serving, moment, {
      read: async () => {
        // What shows two versions side by side is loaded when it is asked for: few ask, and all others start sooner.
        const { HistoryPage } = await import('./history-page.tsx');
        const view = await foundPair(
          readHistory(moment, id, year, moment.at, { ...pairAsked(c.req.query()), page }),
          (t) => t.agencyUnknown(id),
        );
        return { view, HistoryPage };
      },
      view: (context, { view, HistoryPage }) => <HistoryPage page={context} view={view} />,
    });
  });
