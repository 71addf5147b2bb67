import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';
import { readRegionParam, readYearParam } from '../http/params.ts';
import { found } from '../http/request-error.ts';

/** A region's further figures. Loaded when they are asked for: few ask, and all others start sooner. */
export const routeFigures = (serving: Serving) =>
  new Hono().get('/regions/:code/years/:year/figures', (c) => {
    const moment = readMoment(c, serving);
    const code = readRegionParam(c.req.param('code'));
    const year = readYearParam(c.req.param('year'), moment.at);
    return answerPage(c, serving, moment, {
      year,
      read: async () => {
        const [{ figuresQuery }, { readFigures }, { FiguresPage }] = await Promise.all([
          import('./figures-params.ts'),
          import('./figures-view.ts'),
          import('./figures-page.tsx'),
        ]);
        const query = figuresQuery(c.req.query(), year, moment.at);
        const view = await found(readFigures(moment, { code, year }, query), (t) => t.regionUnknown(code));
        return { view, FiguresPage };
      },
      view: (page, { view, FiguresPage }) => <FiguresPage page={page} view={view} />,
    });
  });
