/** The built site, served as one machine serves it. */
import { pathToFileURL } from 'node:url';
import { provideStreaming } from '../../local/edge/response-stream.ts';
import { serveEdge, type EdgeOptions, type ServedEdge } from '../../local/edge/serve-edge.ts';
import type * as LocalHandlers from '../../web/local-handlers.ts';

type Built = Pick<typeof LocalHandlers, 'openHandlers'>;

/** `entry`: what `buildWeb` answers. Port 0 takes any free one. */
export async function serveBuilt(
  entry: string,
  deps: LocalHandlers.LocalDeps,
  options: Partial<EdgeOptions> = {},
): Promise<ServedEdge> {
  provideStreaming();
  const { openHandlers } = (await import(pathToFileURL(entry).href)) as Built;
  return serveEdge({
    port: 0,
    handlers: openHandlers(deps),
    ownRoutes: [{ path: '/mailbox', name: 'account', door: 'api' }],
    siteUrl: () => deps.account?.siteUrl(),
    onProblem: (problem) => {
      throw new Error(problem);
    },
    ...options,
  });
}
