/** The Lambda function of downloads: behind a function URL that streams, or an HTTP API, which doesn't. */
import { openSite } from '../../shared/adapters/open-site.ts';
import { withKeptSummaries } from '../../shared/pipeline/kept-summaries.ts';
import { followAnswers } from '../../shared/runtime/after-answer.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { createDownloads } from './app.ts';
import { createByLinkHandler } from './by-link-handler.ts';
import { downloadsEnv } from './env.ts';
import { streamingHandler } from './streaming-handler.ts';

const { env, observer, ...own } = startFunction('downloads', downloadsEnv);
const app = createDownloads({ ...own, ...withKeptSummaries(openSite(env)) });
const openFiles = async () => (await import('../../shared/adapters/bucket/linked-files.ts')).openLinkedFiles;
const files = env.FILES_BY_LINK && (await openFiles())(env);

export const handler = files
  ? createByLinkHandler(app.fetch, { ...own, observer, files, ...(await followAnswers(observer)) })
  : awslambda.streamifyResponse(
      streamingHandler(app.fetch, (to, head) => awslambda.HttpResponseStream.from(to, head), observer.flush),
    );
