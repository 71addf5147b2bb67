/** Credentials for programs as people make and revoke them: with and without scripts, in both languages, on a narrow phone, by keyboard. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowsing, type Browsing } from '../support/browsing.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const NARROW: BrowserContextOptions = { viewport: { width: 360, height: 740 } };
const PATH = '/account/credentials';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
});
afterAll(() => browsing.stop());

/** As the office of the scene. */
async function openSignedIn(options: BrowserContextOptions = {}, lang = 'zh') {
  const opened = await browsing.open(`/account/sign-in?lang=${lang}`, options);
  await opened.page.locator('.persons .button').click();
  await opened.page.waitForURL('**/account/sessions*');
  return opened;
}
const rowOf = (page: Page, name: string) =>
  page.locator('tbody tr', { has: page.getByRole('rowheader', { name, exact: true }) });

it.each([
  ['without a script', { javaScriptEnabled: false }],
  ['with scripts', {}],
] as const)('is made, shown once, and revoked: %s', async (how, options) => {
  const { page, complaints, close } = await openSignedIn(options);
  await page.getByRole('link', { name: '程序凭据：让办公系统等程序报送' }).click();
  await page.waitForURL(`**${PATH}*`);
  expect(await page.locator('.empty').count()).toBe(how === 'without a script' ? 1 : 0);
  await page.getByLabel('名称').fill(`办公系统 ${how}`);
  await page.getByLabel('只限其中一个机关或下级地区').fill('accepted-ju');
  await page.getByRole('button', { name: '新建' }).click();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('登录码');
  const code = await page.locator('.secret').innerText();
  expect(code).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
  expect(await page.locator('pre.settings').first().innerText()).toContain(
    `npx gouji login --site ${browsing.address('')}`,
  );
  await page.getByRole('button', { name: '显示令牌' }).click();
  expect(await page.locator('.secret').innerText()).toMatch(/^gjc_[\w-]{65}$/);
  expect(await page.locator('pre.settings').innerText()).toContain('accepted-ju/upload-credentials');
  await page.getByRole('link', { name: '回到程序凭据' }).click();
  await page.waitForURL(`**${PATH}*`);
  const row = rowOf(page, `办公系统 ${how}`);
  expect(await row.innerText()).toMatch(/有效[\s\S]*未使用过/);
  // With the keyboard alone.
  await row.getByRole('button', { name: `撤销凭据“办公系统 ${how}”` }).focus();
  await page.keyboard.press('Enter');
  await row.getByText('已撤销').waitFor();
  expect(await rowOf(page, `办公系统 ${how}`).getByRole('button').count()).toBe(0);
  expect(await page.content()).not.toContain('gjc_');
  expect(complaints).toEqual([]);
  await close();
});

it('is made by keyboard alone, and what was wrong stands at its field', async () => {
  const { page, close } = await openSignedIn();
  await page.goto(browsing.address(`${PATH}?lang=en`));
  await page.getByLabel('Name').focus();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.id')).toBe('scope');
  await page.keyboard.press('Tab');
  await page.keyboard.type('beyond-ju');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#narrower-invalid');
  expect(await page.locator('#narrower').getAttribute('aria-describedby')).toContain('narrower-invalid');
  expect(await page.getByLabel('Name').inputValue()).toBe('By keyboard');
  await page.locator('#narrower').fill('');
  await page.locator('#narrower').press('Enter');
  await page.waitForSelector('.secret');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Login code');
  await page.goto(browsing.address(PATH));
  // Nobody has its token yet: another code may be asked for.
  const row = rowOf(page, 'By keyboard');
  expect(await row.innerText()).toContain('region 450205 and below');
  await row.getByRole('button', { name: 'A new login code for the credential “By keyboard”' }).click();
  expect(await page.locator('.secret').innerText()).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
  await close();
});

it('breaks no rule of accessibility and does not scroll sideways, in either language, on a narrow phone, in the dark', async () => {
  const views: BrowserContextOptions[] = [
    { colorScheme: 'light' },
    { ...NARROW, colorScheme: 'light' },
    { ...NARROW, colorScheme: 'dark' },
  ];
  for (const lang of ['zh', 'en'])
    for (const view of views) {
      const { page, close } = await openSignedIn(view, lang);
      const where = (what: string) => `${what} ${lang} ${JSON.stringify(view)}`;
      const look = async (what: string) => {
        await page.evaluate(axe);
        expect(await page.evaluate(VIOLATIONS), where(what)).toEqual([]);
        expect(await page.evaluate(OVERFLOW), where(what)).toBe(0);
      };
      await page.goto(browsing.address(PATH));
      await look('the list');
      if (lang === 'en') expect(await page.locator('main').innerText()).not.toMatch(/程序凭据|新建|撤销/);
      await page.locator('#name').fill('x'.repeat(60));
      await page.locator('#until').evaluate((input) => input.removeAttribute('min'));
      await page.locator('#until').fill('2020-01-01');
      await page.locator('.account-form .button-main').click();
      await page.waitForSelector('#until-invalid');
      await look('the form with a fault');
      await page.locator('#until').fill((await page.locator('#until').getAttribute('max')) ?? '');
      await page.locator('.account-form .button-main').click();
      await page.waitForSelector('.secret');
      await look('the code');
      await page.locator('.account-form .button').click();
      await page.waitForSelector('.to-copy');
      await look('the token');
      await close();
    }
}, 240_000);
