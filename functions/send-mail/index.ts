import { openMail } from '../../shared/adapters/mail.ts';
import { openPostbox, openQueue, openRejected, openSummaries } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { sendMailEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('send-mail', sendMailEnv);

export const handler = createHandler({
  ...own,
  ...openSummaries(env),
  postbox: openPostbox(env),
  send: openMail(env, () => undefined)?.send,
  queue: openQueue(env),
  rejected: openRejected(env, own),
});
