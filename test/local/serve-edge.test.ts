/** What one machine tells whoever sits at it, and nobody who comes by way of a proxy. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provideSite } from '../../web/provide-site.ts';
import { serveBuilt } from '../support/serve-built.ts';
import { openSceneSigningIn } from '../support/signing-in-on-scene.ts';
import { startWebScene, type WebScene } from '../support/web-scene.ts';

let folder: string;
let scene: WebScene;
let entry: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-served-'));
  entry = await provideSite();
  scene = await startWebScene();
});
afterAll(async () => {
  await scene.stop();
  await rm(folder, { recursive: true });
});

const OWN = ['/api/v1/connection', '/mailbox'];
const FORWARDED = [
  { 'x-forwarded-for': '203.0.113.7' },
  { 'x-forwarded-host': 'gouji.example.cn' },
  { forwarded: 'for=203.0.113.7;proto=https' },
];

/** Asks a server whose site is there, and stops it. */
async function ask<T>(
  site: string | undefined,
  asking: (get: (path: string, headers?: Record<string, string>) => Promise<Response>) => Promise<T>,
): Promise<T> {
  const { assets: _, ...deps } = scene.deps;
  const account = { ...(await openSceneSigningIn(scene, folder, () => site ?? '')), siteUrl: () => site };
  const web = await serveBuilt(entry, { ...deps, account });
  try {
    return await asking((path, headers = {}) =>
      fetch(`http://127.0.0.1:${web.port}${path}`, { headers, redirect: 'manual' }),
    );
  } finally {
    await web.close();
  }
}

describe.each([undefined, 'http://127.0.0.1:8787/', 'http://localhost:8787/'])('a site at %s', (site) => {
  it('tells its own machine how to connect, the mails, and whom to sign in as', async () => {
    await ask(site, async (get) => {
      for (const path of OWN) expect((await get(path)).status, path).toBe(200);
      expect(await (await get('/account/sign-in')).text()).toContain('/account/demonstration');
    });
  });

  it('answers nothing that a proxy hands on', async () => {
    await ask(site, async (get) => {
      for (const headers of FORWARDED)
        for (const path of [...OWN, '/', '/account/sign-in'])
          expect((await get(path, headers)).status, path).toBe(421);
    });
  });
});

describe('a site elsewhere', () => {
  it('is answered by way of its proxy, without what is for this machine alone', async () => {
    await ask('https://gouji.example.cn/', async (get) => {
      for (const headers of [{}, ...FORWARDED]) {
        for (const path of OWN) expect((await get(path, headers)).status, path).toBe(404);
        const page = await get('/account/sign-in', headers);
        expect(page.status).toBe(200);
        expect(await page.text()).not.toContain('/account/demonstration');
      }
    });
  });
});
