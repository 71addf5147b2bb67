/** An office signs in with a provider of identities in a real browser, enrols a telephone, and keeps its recovery codes. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { decodeQR } from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOpenIdSettings } from '../../shared/contracts/openid-env.ts';
import { provideSite } from '../../web/provide-site.ts';
import type { ServedEdge } from '../../local/edge/serve-edge.ts';
import { serveBuilt } from '../support/serve-built.ts';
import { isComplaint, PHONE, startBrowser } from '../support/browser.ts';
import { CLERK, OFFICE, startIdentityScene, type IdentityScene } from '../support/identity-scene.ts';
import { startIdentityProvider, type IdentityProvider } from '../support/identity-provider.ts';
import { NO_SUMMARIES } from '../support/refusing-table.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const SECRET = 'a-secret-between-the-two-of-them';

let provider: IdentityProvider;
let scene: IdentityScene;
let web: ServedEdge;
let browser: Browser;
let site: string;
beforeAll(async () => {
  const port = await findFreePort();
  site = `http://127.0.0.1:${port}`;
  provider = await startIdentityProvider({
    client: {
      client_id: 'gouji',
      client_secret: SECRET,
      redirect_uris: [`${site}/account/openid/return`],
      post_logout_redirect_uris: [`${site}/account/sign-in`],
    },
    persons: {
      clerk: { email: CLERK, email_verified: true, name: '张三' },
      office: { email: OFFICE, email_verified: true, name: '王五' },
    },
  });
  scene = await startIdentityScene({
    settings: readOpenIdSettings({
      OPENID_ISSUER: provider.issuer,
      OPENID_CLIENT_ID: 'gouji',
      OPENID_CLIENT_SECRET: SECRET,
    })!,
    siteUrl: () => site,
  });
  const handlersEntry = await provideSite();
  const { table, bucket } = scene.store;
  const { now, log } = scene.deps;
  const connection = { bucket: 'gouji', table: 'gouji', awsRegion: 'cn-local-1' };
  const deps = { account: scene.deps, table, bucket, now, log, connection };
  web = await serveBuilt(handlersEntry, { ...deps, summaries: NO_SUMMARIES, version: '9.9.9' }, { port });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await web.close();
  await Promise.all([provider.stop(), scene.stop()]);
});

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function open(path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (isComplaint(message)) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${site}${path}`);
  return { page, complaints, close: () => context.close() };
}

async function check(page: Page): Promise<void> {
  await page.evaluate(axe);
  expect([page.url(), await page.evaluate(VIOLATIONS)]).toEqual([page.url(), []]);
  expect([page.url(), await page.evaluate(OVERFLOW)]).toEqual([page.url(), 0]);
}

/** As a telephone's camera does it. */
async function scan(page: Page): Promise<string> {
  const pixels = await page.evaluate<number[]>(`(async () => {
    const source = new XMLSerializer().serializeToString(document.querySelector('.qr'));
    const image = new Image(400, 400);
    image.src = 'data:image/svg+xml,' + encodeURIComponent(source);
    await image.decode();
    const context = new OffscreenCanvas(400, 400).getContext('2d');
    context.drawImage(image, 0, 0, 400, 400);
    return [...context.getImageData(0, 0, 400, 400).data];
  })()`);
  return decodeQR({ width: 400, height: 400, data: Uint8Array.from(pixels) });
}

const fromSignIn = async (page: Page, person: string): Promise<void> => {
  await page.getByRole('link', { name: '去统一身份认证平台登录' }).click();
  await page.waitForURL(`${provider.issuer}/**`);
  await page.getByRole('button', { name: person }).click();
  await page.waitForURL(`${site}/**`);
};

describe('an office in a browser', () => {
  it.each<[string, BrowserContextOptions]>([
    ['on a screen', { colorScheme: 'light' }],
    ['in the dark, on a telephone', { ...PHONE, colorScheme: 'dark' }],
  ])('goes to the provider and back, enrols a telephone, and types its codes: %s', async (_, options) => {
    await scene.records.remove(OFFICE);
    const { page, complaints, close } = await open('/account/sign-in', options);
    await check(page);
    await fromSignIn(page, 'office');
    expect(page.url()).toBe(`${site}/account/second-step?returnTo=%2Faccount%2Fsessions`);
    await check(page);
    const shown = await page.locator('.secret').innerText();
    expect(new URL(await scan(page)).searchParams.get('secret')).toBe(shown.replaceAll(' ', ''));

    // By keyboard: the field is the form's one, Enter sends it.
    await page.getByLabel('6 位动态口令').fill('123456');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await check(page);
    await page.getByLabel('6 位动态口令').fill(scene.showCode(shown));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '备用码' }).waitFor();
    await check(page);
    const codes = await page.locator('.recovery-codes code').allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.recovery-codes').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: '已经保存好，继续' }).click();
    await page.waitForURL(`${site}/account/sessions`);
    expect(await page.getByRole('main').innerText()).toContain('主管部门');
    await page.goto(`${site}/account/second-step?lang=en`);
    await check(page);
    await page.goto(`${site}/account/second-step?lang=zh`);

    // The telephone is lost: a code from paper does.
    await page.goto(`${site}/account/sessions`);
    await page.getByRole('button', { name: '退出登录', exact: true }).click();
    await page.waitForURL('**/account/sign-in?left=provider');
    await check(page);
    await page.getByRole('link', { name: '去统一身份认证平台登录' }).click();
    await page.waitForURL(`${site}/account/second-step?**`);
    await check(page);
    await page.getByLabel('动态口令或备用码').fill(codes[0]!.toLowerCase());
    await page.getByRole('button', { name: '确认' }).click();
    await page.waitForURL(`${site}/account/sessions`);
    await page.goto(`${site}/account/second-step`);
    expect(await page.getByRole('main').innerText()).toContain('备用码还剩 9 个');
    expect(complaints.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
    await close();
  });
});

describe('a clerk in a browser', () => {
  it('is in after the provider’s page alone', async () => {
    const { page, complaints, close } = await open('/account/sign-in?lang=zh');
    await fromSignIn(page, 'clerk');
    expect(page.url()).toBe(`${site}/account/sessions`);
    expect(await page.getByRole('main').innerText()).toContain('柳北区民政局');
    expect(complaints).toEqual([]);
    await close();
  });

  it('leaves here alone, or at the provider, too, which asks then who it is', async () => {
    const { page, complaints, close } = await open('/account/sign-in?lang=zh');
    const leave = async (): Promise<void> => {
      await page.getByRole('button', { name: '退出登录', exact: true }).click();
      await page.waitForURL('**/account/sign-in?left=provider');
    };
    await fromSignIn(page, 'clerk');
    await leave();
    // Still signed in there.
    await page.getByRole('link', { name: '去统一身份认证平台登录' }).click();
    await page.waitForURL(`${site}/account/sessions`);
    await leave();
    await page.getByRole('link', { name: '退出统一身份认证平台' }).click();
    await page.waitForURL(`${provider.issuer}/**`);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL(`${site}/account/sign-in`);
    await fromSignIn(page, 'clerk');
    expect(page.url()).toBe(`${site}/account/sessions`);
    expect(complaints).toEqual([]);
    await close();
  });
});
