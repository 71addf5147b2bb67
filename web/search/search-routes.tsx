import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readNow } from '../http/as-of.ts';
import { pageParam } from '../http/params.ts';
import { SEARCH_PATH } from '../site/compare-address.ts';
import { SearchPage } from './search-page.tsx';
import { searchNames } from './search-view.ts';

/** Regions and agencies by their names. A page beyond the last is the last. */
export const searchRoutes = (serving: Serving) =>
  new Hono().get(SEARCH_PATH, (c) => {
    const moment = readNow(serving);
    const page = pageParam(c.req.query('page'));
    return answerPage(c, serving, moment, {
      read: () => searchNames(moment.table, c.req.query('q') ?? '', page),
      view: (shown, names) => <SearchPage page={shown} found={names} />,
    });
  });
