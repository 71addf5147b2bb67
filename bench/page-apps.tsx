/** The app, and the least that Hono can render, for one bundle: Node does not run TSX as it is. */
import { Hono } from 'hono';

export { createApp } from '../web/app.tsx';

export function createEmptyApp(): Hono {
  const app = new Hono();
  app.get('/', (c) =>
    c.html(
      <html lang="zh-CN">
        <head>
          <title>–</title>
        </head>
        <body></body>
      </html>,
    ),
  );
  return app;
}
