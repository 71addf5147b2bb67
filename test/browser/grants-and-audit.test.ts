/** Grants and the audit trail as offices see them: without scripts, in both languages, on a phone, by keyboard, in the dark. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { SCENE_OFFICE } from '../support/signing-in-on-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const PICTURES = process.env['PICTURES_TO'];

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing({
    office: {
      ...SCENE_OFFICE,
      grants: [{ role: 'oversight', region: '450205' }],
      secondStep: true,
    },
  });
});
afterAll(() => browsing.stop());

async function open(path: string, options: BrowserContextOptions = {}): ReturnType<Browsing['open']> {
  const opened = await browsing.open('/account/sign-in', options);
  await opened.page.locator('.persons .button').click();
  await opened.page.waitForURL('**/account/sessions*');
  await opened.page
    .context()
    .addCookies([{ name: 'test-session', value: 'office', url: browsing.address('/') }]);
  await opened.page.goto(browsing.address(path));
  return opened;
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

describe('an office', () => {
  it.each([
    ['without a script', { javaScriptEnabled: false }],
    ['on a phone', { ...PHONE, javaScriptEnabled: false }],
  ] as const)('grants, is shown it, and withdraws it again: %s', async (how, options) => {
    const { page, complaints, close } = await open('/account/sessions', options);
    const name = `<img src=x onerror=alert(1)>${how.length}`;
    await page.getByRole('link', { name: '人员授权' }).click();
    await page.getByRole('link', { name: '新增授权' }).click();
    await page.locator('#grant-region').fill('450205');
    await page.getByRole('button', { name: '继续' }).click();
    await page.locator('#grant-agency').selectOption({ index: 1 });
    await page.locator('#grant-mail').fill(`new-${how.length}@example.cn`);
    await page.locator('#grant-name').fill(name);
    await picture(page, `grant-form-${how}`);
    await page.getByRole('button', { name: '核对' }).click();
    await picture(page, `grant-preview-${how}`);
    await page.getByRole('button', { name: '确认授权' }).click();
    expect(await page.locator('.banner').innerText()).toContain('已授权');
    expect(await page.locator('.grants').innerText()).toContain(name);
    await picture(page, `grants-${how}`);
    await page.getByRole('button', { name: `收回${name}` }).click();
    await page.locator('#grant-why').fill('调离');
    await picture(page, `withdraw-${how}`);
    await page.getByRole('button', { name: '确认收回' }).click();
    expect(await page.locator('.banner').innerText()).toContain('授权已收回');
    // The scene has a clock of its own.
    const day = tellChinaDay(browsing.scene.deps.now());
    await page.goto(browsing.address(`/audit?from=${day}&to=${day}`));
    expect(await page.locator('.audit').innerText()).toContain('收回授权');
    expect(await page.locator('.audit').innerText()).toContain(name);
    await picture(page, `audit-${how}`);
    expect(complaints).toEqual([]);
    await close();
  });

  it('takes the trail along as a file', async () => {
    const { page, close } = await open('/audit');
    for (const format of ['CSV', 'XLSX']) {
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: `导出 ${format}` }).click();
      expect((await downloading).suggestedFilename()).toMatch(/^审计记录 .*\.(csv|xlsx)$/);
    }
    await page.reload();
    expect(await page.locator('.audit tbody tr').first().innerText()).toContain('下载');
    await close();
  });

  it('gets through the grants by keyboard alone', async () => {
    const { page, close } = await open('/account/grants/new?role=oversight&region=450205', {
      javaScriptEnabled: false,
    });
    await page.locator('#grant-mail').focus();
    await page.keyboard.type('keys@example.cn');
    await page.keyboard.press('Tab');
    await page.keyboard.type('键盘');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/preview*');
    await page.getByRole('button', { name: '确认授权' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account/grants?done=granted*');
    await close();
  });

  it('meets no rule of accessibility broken, and nothing that scrolls sideways', async () => {
    const views: BrowserContextOptions[] = [
      { colorScheme: 'light' },
      { colorScheme: 'dark' },
      { ...PHONE, viewport: { width: 360, height: 740 }, colorScheme: 'light' },
    ];
    for (const lang of ['zh', 'en'])
      for (const view of views) {
        const { page, close } = await open(`/account/sessions?lang=${lang}`, view);
        for (const path of [
          '/account/sessions',
          '/account/grants?ended=yes',
          '/account/grants?region=999999',
          '/account/grants/new',
          '/account/grants/new?role=agency&region=450205',
          '/account/grants/new?role=agency&region=nowhere',
          '/audit',
          '/audit?from=nothing&region=450200',
          '/audit?from=2020-01-01&to=2020-02-01',
        ]) {
          await page.goto(browsing.address(path));
          await page.evaluate(axe);
          const where = `${path} ${lang} ${JSON.stringify(view)}`;
          expect(await page.evaluate(VIOLATIONS), where).toEqual([]);
          expect(await page.evaluate(OVERFLOW), where).toBe(0);
          if (view.colorScheme === 'dark' && lang === 'en')
            await picture(page, `dark-${path.replaceAll(/\W+/g, '-')}`);
        }
        await close();
      }
  }, 240_000);
});
