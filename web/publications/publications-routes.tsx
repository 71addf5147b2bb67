import { Hono } from 'hono';
import { answerPage, answerText, type Serving } from '../http/answer.ts';
import { recogniseReader } from '../http/reader.ts';
import { askPublications } from './ask-publications.ts';
import { writePublicationsFragment } from './publications-fragment.tsx';
import { PublicationsPage } from './publications-page.tsx';

/** The collective publication of a region's year: the page, and what a portal takes into one of its own. */
export const routePublications = (serving: Serving) =>
  new Hono()
    .get('/regions/:code/years/:year/publications', (c) => {
      const { moment, year, read } = askPublications(c, serving);
      return answerPage(c, serving, moment, {
        year,
        read,
        view: (page, view) => <PublicationsPage page={page} view={view} />,
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
        text: (view) => writePublicationsFragment(view, reader),
        headers: () => ({}),
      });
    });
