import { Hono } from 'hono';
import { answerPage, answerText, type Serving } from '../http/answer.ts';
import { recogniseReader } from '../http/reader.ts';
import { askPublications } from './ask-publications.ts';

/** The collective publication of a region's year: the page, and what a portal takes into one of its own. */
export const routePublications = (serving: Serving) =>
  new Hono()
    .get('/regions/:code/years/:year/publications', (c) => {
      const { moment, year, read } = askPublications(c, serving);
      return answerPage(c, serving, moment, {
        year,
        // Loaded when it is asked for: few ask, and all others start sooner.
        read: async () => ({ ...(await import('./publications-page.tsx')), view: await read() }),
        view: (page, { PublicationsPage, view }) => <PublicationsPage page={page} view={view} />,
      });
    })
    .get('/api/v1/regions/:code/years/:year/publications.html', (c) => {
      const { moment, year, read } = askPublications(c, serving);
      const reader = recogniseReader(c, 'zh-CN');
      c.header('vary', 'Accept-Language, Cookie');
      return answerText(c, serving, moment, {
        type: 'text/html; charset=UTF-8',
        year,
        frame: [reader.lang],
        read,
        text: async (view) =>
          (await import('./publications-fragment.tsx')).writePublicationsFragment(view, reader),
        headers: () => ({}),
      });
    });
