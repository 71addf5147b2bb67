/** The same app on one machine, bundled by `build.ts` because Node does not run TSX as it is. */
import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.tsx';
import { assets } from './generated/assets.js';
import type { WebDeps } from './ports.ts';

export interface ServedWeb {
  readonly port: number;
  close(): Promise<void>;
}

export type ServeOptions = Omit<WebDeps, 'assets'> & { readonly port: number };

/** Listens on 127.0.0.1; port 0 takes any free one. */
export function serveWeb({ port, ...deps }: ServeOptions): Promise<ServedWeb> {
  const app = createApp({ ...deps, assets });
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address: AddressInfo) => {
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
