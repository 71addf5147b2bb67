/**
 * The site's functions on one machine: the handlers that are deployed, with what this machine has besides. Bundled by `build.ts`
 * because Node does not run TSX as it is.
 */
import { randomUUID } from 'node:crypto';
import { isOwnSite } from '../shared/runtime/own-machine.ts';
import { createAccount } from './account/app.tsx';
import type { AccountDeps } from './account/ports.ts';
import { createApp } from './app.tsx';
import { createDownloads } from './downloads/app.ts';
import { streamingHandler } from './downloads/streaming-handler.ts';
import { assets } from './generated/assets.js';
import { functionUrlHandler } from './http/function-url.ts';
import { createOffice } from './office/app.ts';
import type { OfficeDeps } from './office/ports.ts';
import type { WebDeps } from './ports.ts';

export type LocalDeps = Omit<WebDeps, 'assets' | 'store'> & {
  /** Without it nobody can sign in. */
  readonly account?: Omit<AccountDeps, 'assets' | 'now' | 'log'>;
  /** Without it nothing can be filed from the page. */
  readonly office?: Omit<OfficeDeps, 'assets' | 'log'> | undefined;
};

/** What this machine tells whoever sits at it: how to connect, the mails, persons to sign in as. Nothing of it where the site is elsewhere. */
function keepToOwnMachine({ connection, account, ...deps }: LocalDeps): LocalDeps {
  if (isOwnSite(account?.siteUrl())) return { ...deps, connection, ...(account && { account }) };
  return {
    ...deps,
    connection: undefined,
    ...(account && { account: { ...account, demonstration: undefined, mailbox: undefined } }),
  };
}

/** What is counted is written as it is counted. */
const finish = (): void => undefined;

/** `awslambda` must be among the globals when one that streams is called. */
export function openHandlers(given: LocalDeps) {
  const { account, office, ...deps } = keepToOwnMachine(given);
  // A folder of data may have been put in another's place since the last start.
  const app = createApp({ ...deps, assets, store: randomUUID() });
  const downloads = createDownloads(deps);
  const signing = account && createAccount({ ...account, now: deps.now, log: deps.log, assets });
  const filing = office && createOffice({ ...office, assets, log: deps.log });
  return {
    web: functionUrlHandler((request) => app.fetch(request), finish),
    downloads: streamingHandler(
      (request) => downloads.fetch(request),
      (stream, metadata) => awslambda.HttpResponseStream.from(stream, metadata),
      finish,
    ),
    account: signing && functionUrlHandler((request) => signing.fetch(request), finish),
    office: filing && functionUrlHandler((request) => filing.fetch(request), finish),
  };
}
