/** The Lambda function of the office, behind the HTTP API. */
import { randomBytes } from 'node:crypto';
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { openOffice } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { functionUrlHandler } from '../http/function-url.ts';
import { createOffice } from './app.ts';
import { officeEnv } from './env.ts';
import { NOBODY } from './nobody.ts';

const { env, observer, ...own } = startFunction('office', officeEnv);
const app = createOffice({
  ...own,
  ...openOffice(env),
  ...NOBODY,
  newTicketId: () => randomBytes(32).toString('base64url'),
  sha256: hashBytes,
  ownOrigin: () => (env.SITE_URL === undefined ? undefined : new URL(env.SITE_URL).origin),
});

export const handler = functionUrlHandler((request) => app.fetch(request), observer.flush);
