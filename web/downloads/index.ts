/** The Lambda function of downloads: behind a function URL that streams, or an HTTP API, which doesn't. */
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { openSite } from '../../shared/adapters/open-site.ts';
import { followAnswers } from '../../shared/runtime/after-answer.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { createDownloads } from './app.ts';
import { createByLinkHandler } from './by-link-handler.ts';
import { downloadsEnv } from './env.ts';
import { streamingHandler } from './streaming-handler.ts';

const { env, observer, ...own } = startFunction('downloads', downloadsEnv);
const app = createDownloads({ ...own, ...openSite(env) });
const answer = (request: Request) => app.fetch(request);
const stream = () =>
  streamingHandler(answer, (to, head) => awslambda.HttpResponseStream.from(to, head), observer.flush);
const byLink = async () => {
  const { openLinkedFiles } = await import('../../shared/adapters/bucket/linked-files.ts');
  const deps = { ...own, observer, sha256: hashBytes, files: openLinkedFiles(env) };
  return createByLinkHandler(answer, { ...deps, ...(await followAnswers(observer)) });
};

export const handler =
  env.FILES_BY_LINK === undefined ? awslambda.streamifyResponse(stream()) : await byLink();
