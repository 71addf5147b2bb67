import { Hono } from 'hono';
import { answerPage, type Serving } from '../http/answer.ts';
import { readNow } from '../http/as-of.ts';
import { CHECK_PATH } from '../site/page-context.ts';
import { CheckPage } from './check-page.tsx';

/** The same check before filing, in the browser. */
export const checkRoutes = (serving: Serving) =>
  new Hono().get(CHECK_PATH, (c) =>
    answerPage(c, serving, readNow(serving), {
      names: false,
      read: () => Promise.resolve(),
      view: (page) => <CheckPage page={page} />,
    }),
  );
