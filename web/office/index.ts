/** The Lambda function of the office, behind an HTTP API. */
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { openAccounts, openOffice } from '../../shared/adapters/open.ts';
import { SECRETS } from '../../shared/adapters/sign-in/secrets.ts';
import { tellOrigin } from '../../shared/pipeline/account/site-address.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { functionUrlHandler } from '../http/function-url.ts';
import { createOffice } from './app.ts';
import { officeEnv } from './env.ts';
import { openDoor } from './open-door.ts';

const { env, observer, ...own } = startFunction('office', officeEnv);
const siteUrl = (): string | undefined => env.SITE_URL;
const app = createOffice({
  ...own,
  ...openOffice(env),
  ...openDoor({ accounts: openAccounts(env), hash: SECRETS.hash, now: own.now, siteUrl }),
  newTicketId: SECRETS.newToken,
  sha256: hashBytes,
  ownOrigin: ({ url }) => tellOrigin(siteUrl(), url),
});

export const handler = functionUrlHandler((request) => app.fetch(request), observer.flush);
