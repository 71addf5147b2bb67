/** The Lambda function of the office, behind an HTTP API. */
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { openAccounts, openOffice } from '../../shared/adapters/open.ts';
import { SECRETS } from '../../shared/adapters/sign-in/secrets.ts';
import { readOfficeDemand } from '../../shared/contracts/openid-env.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { assetNames } from '../generated/asset-names.js';
import { functionUrlHandler } from '../http/function-url.ts';
import { createOffice } from './app.ts';
import { officeEnv } from './env.ts';
import { openDoor } from './open-door.ts';

const { env, observer, ...own } = startFunction('office', officeEnv);
const accounts = openAccounts(env);
const steps = { ofProvider: readOfficeDemand(env), hasDemonstration: false };
const door = openDoor({ ...own, accounts, hash: SECRETS.hash, siteUrl: () => env.SITE_URL, steps });
const secrets = { newTicketId: SECRETS.newToken, sha256: hashBytes };
const app = createOffice({ ...own, ...openOffice(env, own), ...door, ...secrets, assets: assetNames });

export const handler = functionUrlHandler((request) => app.fetch(request), observer.flush, env.ORIGIN_SECRET);
