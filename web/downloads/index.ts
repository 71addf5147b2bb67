/** The Lambda function of downloads, behind a function URL that streams. */
import { openSite } from '../../shared/adapters/open-site.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { createDownloads } from './app.ts';
import { downloadsEnv } from './env.ts';
import { streamingHandler } from './streaming-handler.ts';

const { env, observer, ...own } = startFunction('downloads', downloadsEnv);
const { table, bucket } = openSite(env);
const app = createDownloads({ ...own, table, bucket });

export const handler = awslambda.streamifyResponse(
  streamingHandler(
    (request) => app.fetch(request),
    (stream, metadata) => awslambda.HttpResponseStream.from(stream, metadata),
    observer.flush,
  ),
);
