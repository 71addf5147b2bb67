/** The Lambda function of the office, behind an HTTP API. */
import { openAccounts, openOffice } from '../../shared/adapters/open.ts';
import { SECRETS } from '../../shared/adapters/sign-in/secrets.ts';
import { openLending } from '../../shared/adapters/upload-credentials/open-lending.ts';
import { readStepPolicy } from '../../shared/contracts/openid-env.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { assetNames } from '../generated/asset-names.js';
import { chooseCaller } from '../http/caller.ts';
import { functionUrlHandler } from '../http/function-url.ts';
import { createOffice } from './app.ts';
import { officeEnv } from './env.ts';
import { openDoor } from './open-door.ts';

const { env, observer, ...own } = startFunction('office', officeEnv);
const reading = { ...own, ...SECRETS, accounts: openAccounts(env), steps: readStepPolicy(env) };
const door = openDoor({ ...reading, siteUrl: () => env.SITE_URL });
const programs = openLending(env, own.now, chooseCaller(env.ORIGIN_SECRET));
const app = createOffice({ ...own, ...openOffice(env, own), ...door, programs, assets: assetNames });

export const handler = functionUrlHandler((request) => app.fetch(request), observer.flush, env.ORIGIN_SECRET);
