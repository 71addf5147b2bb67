import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readNow } from '../http/as-of.ts';
import { API_PAGE_PATH } from '../site/page-context.ts';
import { apiBody } from './api-description.ts';
import { ApiPage } from './api-page.tsx';

/** What the API answers, for people. */
export const routeApiPages = (serving: Serving) =>
  new Hono().get(API_PAGE_PATH, (c) =>
    answerPage(c, serving, readNow(serving), {
      names: false,
      read: () => Promise.resolve(),
      view: (page) => <ApiPage page={page} body={apiBody(serving.assets, page.lang)} />,
    }),
  );
