import { Hono } from 'hono';
import { compress } from 'hono/compress';

/** Answers packed for whoever unpacks: where nothing stands in front that packs them. */
export function packAnswers(answer: (request: Request) => Response | Promise<Response>) {
  const app = new Hono()
    .use(async (c, next) => {
      await next();
      c.res.headers.append('vary', 'Accept-Encoding');
    })
    .use(compress({ encoding: 'gzip' }))
    .all('*', (c) => answer(c.req.raw));
  return (request: Request) => app.fetch(request);
}
