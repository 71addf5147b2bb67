import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { openLetters, openQueue, openRejected, openSummaries } from '../../shared/adapters/open.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { summariseRegionEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('summarise-region', summariseRegionEnv);

export const handler = createHandler({
  ...own,
  ...openSummaries(env),
  mail: openLetters(env, () => process.env['SITE_URL']),
  queue: openQueue(env),
  rejected: openRejected(env, own),
  sha256: hashBytes,
});
