/** The same app on one machine, bundled by `build.ts` because Node does not run TSX as it is. */
import { serve } from '@hono/node-server';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { isForwarded, isOwnHost, isOwnSite } from '../shared/runtime/own-machine.ts';
import { createAccount } from './account/app.tsx';
import { isAccount } from './account/paths.ts';
import type { AccountDeps } from './account/ports.ts';
import { createApp } from './app.tsx';
import { createDownloads } from './downloads/app.ts';
import { isDownload } from './downloads/paths.ts';
import { assets } from './generated/assets.js';
import { createOffice } from './office/app.ts';
import { isOffice } from './office/paths.ts';
import type { OfficeDeps } from './office/ports.ts';
import type { WebDeps } from './ports.ts';

export interface ServedWeb {
  readonly port: number;
  close(): Promise<void>;
}

export type ServeOptions = Omit<WebDeps, 'assets' | 'store' | 'packs'> & {
  readonly port: number;
  /** Without it nobody can sign in. */
  readonly account?: Omit<AccountDeps, 'assets' | 'now' | 'log'>;
  /** Learns how long each answer took. */
  readonly onAnswered?: (
    app: 'web' | 'account' | 'office' | 'downloads',
    status: number,
    seconds: number,
  ) => void;
  /** Without it nothing can be filed from the page. */
  readonly office?: Omit<OfficeDeps, 'assets' | 'log'> | undefined;
};

/** What this machine tells whoever sits at it: how to connect, the mails, persons to sign in as. Nothing of it where the site is elsewhere. */
function keepToOwnMachine({ connection, account, ...options }: ServeOptions): ServeOptions {
  if (isOwnSite(account?.siteUrl())) return { ...options, connection, ...(account && { account }) };
  return {
    ...options,
    connection: undefined,
    ...(account && { account: { ...account, demonstration: undefined, mailbox: undefined } }),
  };
}

/** Listens on 127.0.0.1; port 0 takes any free one. */
export function serveWeb(options: ServeOptions): Promise<ServedWeb> {
  const { port, account, office, onAnswered, ...deps } = keepToOwnMachine(options);
  // A folder of data may have been put in another's place since the last start.
  const app = createApp({ ...deps, assets, packs: true, store: randomUUID() });
  const downloads = createDownloads(deps);
  // As the distribution does it.
  const signing = account && createAccount({ ...account, now: deps.now, log: deps.log, assets });
  const filing = office && createOffice({ ...office, assets, log: deps.log });
  const choose = (pathname: string) => {
    if (signing && isAccount(pathname)) return ['account', signing] as const;
    if (filing && isOffice(pathname)) return ['office', filing] as const;
    return isDownload(pathname) ? (['downloads', downloads] as const) : (['web', app] as const);
  };
  const answerOf = async (request: Request): Promise<Response> => {
    const beganMs = performance.now();
    const [name, chosen] = choose(new URL(request.url).pathname);
    const response = await chosen.fetch(request);
    onAnswered?.(name, response.status, (performance.now() - beganMs) / 1000);
    return response;
  };
  return new Promise((resolve, reject) => {
    // Under another name a page could read what this server tells only its own machine, such as how to connect.
    const answer = (request: Request): Response | Promise<Response> => {
      if (!isOwnHost(request.headers.get('host') ?? undefined))
        return refuse('This server answers as 127.0.0.1 and localhost only.');
      if (isForwarded(request.headers) && isOwnSite(account?.siteUrl()))
        return refuse('This server is for its own machine: behind a proxy, start it with SITE_URL.');
      return answerOf(request);
    };
    const server = serve({ fetch: answer, port, hostname: '127.0.0.1' }, (address: AddressInfo) => {
      resolve({
        port: address.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.once('error', reject);
  });
}

const refuse = (why: string): Response => new Response(`${why}\n`, { status: 421 });
