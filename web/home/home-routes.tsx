import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';

/** The start page. */
export const routeHome = (serving: Serving) =>
  new Hono().get('/', (c) => {
    const moment = readMoment(c, serving);
    return answerPage(c, serving, moment, {
      read: async () => {
        // Loaded when it is asked for: all other pages start sooner.
        const [{ HomePage }, { readHome }] = await Promise.all([
          import('./home-page.tsx'),
          import('./home-view.ts'),
        ]);
        const isPast = moment.asOf !== undefined;
        return {
          view: await readHome(moment.table, { home: serving.home, now: moment.at, isPast }),
          HomePage,
        };
      },
      view: (page, { view, HomePage }) => <HomePage page={page} view={view} />,
    });
  });
