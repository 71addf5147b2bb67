/** The Lambda function of signing in, behind an HTTP API: a form's POST can't be signed for a function URL. */
import { openMail } from '../../shared/adapters/mail.ts';
import { openIdentity } from '../../shared/adapters/sign-in/open-identity.ts';
import { followAnswers } from '../../shared/runtime/after-answer.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { assetNames } from '../generated/asset-names.js';
import { functionUrlHandler } from '../http/function-url.ts';
import { createAccount } from './app.tsx';
import { chooseCaller } from '../http/caller.ts';
import { accountEnv } from './env.ts';

const { env, observer, ...own } = startFunction('account', accountEnv);
const siteUrl = (): string | undefined => env.SITE_URL;
const send = env.SITE_URL === undefined ? undefined : openMail(env, siteUrl)?.send;
const deps = { ...own, ...openIdentity(env, own.now), send, siteUrl };
const { later, following } = await followAnswers(observer);
const app = createAccount({ ...deps, later, caller: chooseCaller(env.ORIGIN_SECRET), assets: assetNames });
const answer = (request: Request) => app.fetch(request);

export const handler = following(functionUrlHandler(answer, observer.flush, env.ORIGIN_SECRET));
