/** The web scene, served as it is deployed and read with a real browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { listOwnOrigins } from '../../shared/runtime/own-machine.ts';
import { provideSite } from '../../web/provide-site.ts';
import { officeDeps, type Sessions } from './an-office.ts';
import { isComplaint, startBrowser } from './browser.ts';
import { serveBuilt } from './serve-built.ts';
import { openSceneSigningIn } from './signing-in-on-scene.ts';
import { startWebScene, type WebScene } from './web-scene.ts';

interface OpenedPage {
  readonly page: Page;
  readonly status: number | undefined;
  /** Errors, warnings, and what the security policy refused. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

export interface Browsing {
  readonly scene: WebScene;
  readonly browser: Browser;
  readonly address: (path: string) => string;
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<OpenedPage>;
  stop(): Promise<void>;
}

const STEP_WITHIN_S = 150;

/** Names the step that hangs: of a hook that ran out of time nobody knows where it stood. */
async function within<T>(step: string, done: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${step} took more than ${STEP_WITHIN_S} s`)),
      STEP_WITHIN_S * 1000,
    );
  });
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

/** `sessions`: people who are signed in, by the value of the cookie `test-session`. */
export async function startBrowsing(sessions: Sessions = {}): Promise<Browsing> {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-browser-'));
  const handlersEntry = await within('building the site', provideSite());
  const scene = await within('filing the reports of the scene', startWebScene());
  const { assets: _, ...deps } = scene.deps;
  const { engines, store } = scene;
  const connection = deps.connection && { ...deps.connection, s3Endpoint: engines.s3Endpoint };
  const served: { port?: number } = {};
  const siteUrl = (): string => `http://127.0.0.1:${served.port ?? 0}/`;
  const account = await openSceneSigningIn(scene, folder, siteUrl);
  const office = officeDeps(engines, store, sessions);
  const web = await serveBuilt(handlersEntry, { ...deps, connection, account, office });
  served.port = web.port;
  engines.allowOrigins(listOwnOrigins(web.port));
  const browser = await within('starting the browser', startBrowser());
  const address = (path: string): string => `http://127.0.0.1:${web.port}${path}`;
  return {
    scene,
    browser,
    address,
    async open(path, options = {}) {
      const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (isComplaint(message)) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      const response = await page.goto(address(path), { waitUntil: 'load' });
      return { page, status: response?.status(), complaints, close: () => context.close() };
    },
    async stop() {
      await browser.close();
      await web.close();
      await scene.stop();
      await rm(folder, { recursive: true });
    },
  };
}
