/** The Lambda function of the site, behind a function URL or an HTTP API. */
import packageFile from '../package.json' with { type: 'json' };
import { openSite } from '../shared/adapters/open-site.ts';
import { connectionIn } from '../shared/contracts/api/connection.ts';
import { withKeptSummaries } from '../shared/pipeline/kept-summaries.ts';
import { startFunction } from '../shared/runtime/start-function.ts';
import { createApp } from './app.tsx';
import { webEnv } from './env.ts';
import { functionUrlHandler } from './http/function-url.ts';
import { packWhereNobodyDoes } from './http/packed-here.ts';
import { assets } from './generated/assets.js';

const { env, observer, ...own } = startFunction('web', webEnv);
const stores = withKeptSummaries(openSite(env));
const told = { version: packageFile.version, store: env.TABLE_NAME, home: env.HOME_REGION };
const app = createApp({ ...own, ...stores, ...told, connection: connectionIn(env), assets });
const answer = await packWhereNobodyDoes(env.ORIGIN_SECRET, (request) => app.fetch(request));

export const handler = functionUrlHandler(answer, observer.flush, env.ORIGIN_SECRET);
