/** Signing in as people do it: with and without scripts, in both languages, on a phone, by keyboard. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { SCENE_OFFICE } from '../support/signing-in-on-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const CLERK = 'sjj@liubei.example.cn';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
});
afterAll(() => browsing.stop());

async function askForLink(page: Page, mail: string): Promise<void> {
  await page.getByLabel('工作邮箱').fill(mail);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/account/asked*');
}

/** The newest mail's. */
async function followMailedLink(page: Page): Promise<void> {
  await page.getByRole('link', { name: '本机的邮件在这里' }).click();
  await page.locator('.kept-mail a').first().click();
  await page.waitForURL('**/account/link?token=*');
}

describe('a clerk', () => {
  it.each([
    ['without a script', { javaScriptEnabled: false }],
    ['with scripts', {}],
    ['on a phone', { ...PHONE, javaScriptEnabled: false }],
  ] as const)('signs in by a mailed link and out again: %s', async (_, options) => {
    const { page, complaints, close } = await browsing.open('/', options);
    const signIn = page.getByRole('link', { name: '登录', exact: true });
    // Where there is no room for it, it is behind the menu.
    if (!(await signIn.isVisible())) await page.locator('.menu-site > summary').click();
    await signIn.click();
    await page.waitForURL('**/account/sign-in');
    await askForLink(page, CLERK);
    await followMailedLink(page);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/account/sessions');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('我的登录');
    expect(await page.locator('header.site').textContent()).toContain('柳北区审计局');
    expect(await page.locator('#grants + ul').innerText()).toBe('柳北区审计局：机关经办人');
    const cookies = await page.context().cookies();
    expect(cookies.find(({ name }) => name === 'gouji-session')).toMatchObject({
      httpOnly: true,
      sameSite: 'Lax',
    });
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.waitForURL('**/account/sign-in?left=yes');
    expect(await page.locator('.banner').innerText()).toBe('您已退出登录。');
    await page.goto(browsing.address('/account/sessions'));
    expect(new URL(page.url()).pathname).toBe('/account/sign-in');
    expect(complaints).toEqual([]);
    await close();
  });

  it('can’t use the link in another browser', async () => {
    const [own, other] = [await browsing.open('/account/sign-in'), await browsing.open('/account/sign-in')];
    await askForLink(own.page, CLERK);
    await followMailedLink(own.page);
    await other.page.goto(own.page.url());
    expect(await other.page.getByRole('heading', { level: 1 }).innerText()).toBe('这个链接不能用了');
    await own.page.getByRole('button', { name: '登录' }).click();
    await own.page.waitForURL('**/account/sessions');
    await Promise.all([own.close(), other.close()]);
  });

  it('is told where what was typed is no address, by a browser that lets it pass', async () => {
    const { page, close } = await browsing.open('/account/sign-in', { javaScriptEnabled: false });
    await page.locator('#mail').fill('jyj@nowhere');
    await page.getByRole('button', { name: '发送登录链接' }).click();
    expect(await page.locator('#mail').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#mail').inputValue()).toBe('jyj@nowhere');
    await close();
  });
});

describe('a person of the demonstration', () => {
  it('is signed in with a click, and sees and ends other sessions', async () => {
    const [first, second] = [
      await browsing.open('/account/sign-in'),
      await browsing.open('/account/sign-in'),
    ];
    for (const { page } of [first, second]) {
      await page.getByRole('button', { name: `以${SCENE_OFFICE.name}登录` }).click();
      await page.waitForURL('**/account/sessions');
    }
    await first.page.reload();
    expect(await first.page.locator('.sessions tbody tr').count()).toBe(2);
    await first.page.getByRole('button', { name: /^结束/ }).click();
    await first.page.waitForLoadState();
    expect(await first.page.locator('.sessions tbody tr').count()).toBe(1);
    await second.page.reload();
    expect(new URL(second.page.url()).pathname).toBe('/account/sign-in');
    await Promise.all([first.close(), second.close()]);
  });
});

describe('public pages', () => {
  it('set no cookie, signed in or not, and stay good for a content network', async () => {
    const { page, close } = await browsing.open('/account/sign-in');
    await page.getByRole('button', { name: `以${SCENE_OFFICE.name}登录` }).click();
    await page.waitForURL('**/account/sessions');
    const response = await page.goto(browsing.address('/regions/450205/years/2024'));
    const headers = (await response?.allHeaders()) ?? {};
    expect(headers['cache-control']).toMatch(/^public/);
    expect(headers['set-cookie']).toBeUndefined();
    expect(await page.locator('header.site').innerText()).not.toContain(SCENE_OFFICE.name);
    await close();
  });
});

describe('every page of signing in', () => {
  it('breaks no rule of accessibility and does not scroll sideways', async () => {
    const views: BrowserContextOptions[] = [
      { colorScheme: 'light' },
      { colorScheme: 'dark' },
      { ...PHONE, colorScheme: 'light' },
      { viewport: { width: 640, height: 400 }, colorScheme: 'dark' },
    ];
    for (const lang of ['zh', 'en'])
      for (const view of views) {
        const { page, close } = await browsing.open(`/account/sign-in?lang=${lang}`, view);
        await page.locator('#mail').fill(CLERK);
        await page.locator('.account-form .button-main').first().click();
        await page.waitForURL('**/account/asked*');
        const shown = [
          '/account/sign-in',
          '/account/asked',
          '/mailbox',
          '/account/link?token=x',
          '/account/nowhere',
        ];
        await page.goto(browsing.address('/account/sign-in'));
        await page.locator('.persons .button').click();
        await page.waitForURL('**/account/sessions*');
        for (const path of [...shown, '/account/sessions']) {
          await page.goto(browsing.address(path));
          await page.evaluate(axe);
          const where = `${path} ${lang} ${JSON.stringify(view)}`;
          expect(await page.evaluate(VIOLATIONS), where).toEqual([]);
          expect(await page.evaluate(OVERFLOW), where).toBe(0);
        }
        await close();
      }
  }, 240_000);
});
