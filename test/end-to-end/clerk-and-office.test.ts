/**
 * The whole story as people live it, on `gouji start`: a clerk signs in and files a Word file, the office returns it with a
 * reason, the clerk corrects it, the office confirms it and its desk is empty. Once by mailed links, once by a provider of identities.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countEpochMs, makeInstant, tellChinaDay, toIsoDay } from '../../shared/domain/basics/calendar.ts';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import { writeOfficialDocx } from '../../web/downloads/official-docx.ts';
import { reportSections } from '../../web/downloads/report-text.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { isComplaint, startBrowser } from '../support/browser.ts';
import { startIdentityProvider, type IdentityProvider } from '../support/identity-provider.ts';
import { showCode } from '../support/identity-scene.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { gouji } from '../support/run-gouji.ts';
import { launchSystem, type RunningSystem } from '../support/running-system.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';

const DAY_MS = 86_400_000;
const YEAR = 2025;
const DISTRICT = '450205';
const AGENCY = '450205-jyj';
const CLERK = 'jyj@liubei.example.cn';
const OFFICE = 'gkb@liubei.example.cn';
const SECRET = 'a-secret-between-the-two-of-them';
const FILES = {
  regions: 'code,name\n000000,全国\n450000,广西壮族自治区\n450200,柳州市\n450205,柳北区\n',
  roster: `id,name,district,kind,from,mail\n${AGENCY},柳北区教育局,${DISTRICT},department,2024,${CLERK}\n`,
  officers: `mail,name,role,region,agency,from,to\n${OFFICE},王五,oversight,${DISTRICT},,,\n`,
};

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function writeWord(received: number): Promise<Buffer> {
  const document = aBalancedReport({ agencyId: AGENCY, district: DISTRICT, year: YEAR, received });
  document.agency.name = '柳北区教育局';
  const decoded = decodeReport(new TextEncoder().encode(JSON.stringify(document)));
  if (decoded.kind !== 'read' || !decoded.report) throw new Error('the report is not balanced');
  return Buffer.from(
    await writeOfficialDocx({
      title: `柳北区教育局${YEAR}年政府信息公开工作年度报告`,
      edition: '2021',
      figures: decoded.report.figures,
      sections: reportSections(decoded.report),
      signature: { name: '柳北区教育局', date: toIsoDay(`${YEAR + 1}-01-10`) },
      foot: '',
      notes: [],
    }),
  );
}

/** How a person shows who they are. */
type Enter = (page: Page, site: string, mail: string) => Promise<void>;

const byMailedLink: Enter = async (page, site, mail) => {
  await page.goto(`${site}/account/sign-in`);
  await page.locator('#mail').fill(mail);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/account/asked*');
  const link = page
    .locator('.kept-mail', { hasText: mail })
    .locator('a[href*="/account/link?token="]')
    .first();
  // It leaves after the answer, which is the same for everybody.
  await expect
    .poll(async () => {
      await page.goto(`${site}/mailbox`);
      return link.count();
    })
    .toBe(1);
  await link.click();
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/account/link'));
};

const byProvider: Enter = async (page, site, mail) => {
  await page.goto(`${site}/account/sign-in`);
  await page.getByRole('link', { name: '去统一身份认证平台登录' }).click();
  await page.getByRole('button', { name: mail === CLERK ? 'clerk' : 'office' }).click();
  await page.waitForURL(`${site}/**`);
};

/** An office enrols its telephone at the first time. */
async function doSecondStep(page: Page): Promise<void> {
  const secret = await page.locator('.secret').innerText();
  await page.getByLabel('6 位动态口令').fill(showCode(secret, systemClock()));
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '已经保存好，继续' }).click();
  await page.waitForURL('**/account/sessions');
}

interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: readonly string[];
}

async function aPerson(): Promise<Person> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (isComplaint(message)) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, context, complaints };
}

const NARROW = { width: 360, height: 780 };

/** Nothing that stands on a page breaks a rule, and nothing of it is wider than the screen. */
async function check(page: Page, what: string): Promise<void> {
  await page.evaluate(axe);
  expect([what, await page.evaluate(VIOLATIONS)]).toEqual([what, []]);
  expect([what, await page.evaluate(OVERFLOW)]).toEqual([what, 0]);
}

/** The page as it stands: on a table, and in the dark on a phone. */
async function look({ page }: Person): Promise<void> {
  const what = new URL(page.url()).pathname;
  await check(page, what);
  const before = page.viewportSize();
  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await check(page, `${what} on a phone`);
  await page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce' });
  if (before) await page.setViewportSize(before);
}

/** The browser keeps the language that was chosen last. */
async function read(page: Page, address: string, lang: 'zh' | 'en'): Promise<void> {
  const chosen = new URL(address);
  chosen.searchParams.set('lang', lang);
  await page.goto(chosen.href);
  expect(await page.evaluate('document.documentElement.lang')).toBe(lang === 'en' ? 'en' : 'zh-CN');
}

/** The same page, and as it is read in English. */
async function lookTwice(person: Person, site = new URL(person.page.url()).origin): Promise<void> {
  await look(person);
  const other = await person.context.newPage();
  await read(other, person.page.url(), 'en');
  await look({ ...person, page: other });
  await read(other, site, 'zh');
  await other.close();
}

async function fileWord(clerk: Person, site: string, received: number): Promise<string> {
  const { page } = clerk;
  await page.goto(`${site}/file?agency=${AGENCY}&year=${YEAR}&step=source`);
  const buffer = await writeWord(received);
  await page
    .locator('#source-file')
    .setInputFiles([{ name: '报告.docx', mimeType: 'application/octet-stream', buffer }]);
  await page.locator('.look').waitFor();
  await page.locator('.filing-steps [data-step="done"]').click();
  await page.locator('.filing-place [data-send="file"]').click();
  const receipt = page.locator('.filing-receipt');
  await receipt.waitFor();
  return receipt.innerText();
}

/** As who uses the keyboard alone does. */
async function press(what: Locator): Promise<void> {
  await what.focus();
  await what.press('Enter');
}

/** A form of the office's page, by what it is for; its summary opens it. */
async function openForm({ page }: Person, kind: string): Promise<Locator> {
  const form = page.locator(`form:has(input[name="kind"][value="${kind}"])`).first();
  const summary = page.locator(`details:has(input[name="kind"][value="${kind}"]) > summary`).first();
  await press(summary);
  return form;
}

const WITHIN_MS = 2_000;
/** What everybody reads follows within two seconds. */
async function follows(site: string, path: string, wanted: object): Promise<void> {
  const read = async (): Promise<unknown> => (await fetch(`${site}/api/v1/${path}`)).json();
  await expect.poll(read, { timeout: WITHIN_MS, interval: 50 }).toMatchObject(wanted);
}

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe.each<[string, Enter, boolean]>([
  ['by mailed links', byMailedLink, false],
  ['by a provider of identities', byProvider, true],
])('a clerk and an office who sign in %s', (_, enter, withProvider) => {
  let system: RunningSystem;
  let provider: IdentityProvider | undefined;
  let site: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gouji-story-'));
    const port = await findFreePort();
    if (withProvider) {
      provider = await startIdentityProvider({
        client: {
          client_id: 'gouji',
          client_secret: SECRET,
          redirect_uris: [`http://127.0.0.1:${port}/account/openid/return`],
        },
        persons: {
          clerk: { email: CLERK, email_verified: true, name: '张三' },
          office: { email: OFFICE, email_verified: true, name: '王五' },
        },
      });
      Object.assign(process.env, {
        OPENID_ISSUER: provider.issuer,
        OPENID_CLIENT_ID: 'gouji',
        OPENID_CLIENT_SECRET: SECRET,
      });
    }
    system = await launchSystem(join(folder, 'data'), ['--empty', '--port', String(port)]).ready;
    for (const name of Object.keys(process.env))
      if (name.startsWith('OPENID_')) Reflect.deleteProperty(process.env, name);
    site = system.endpoints.web;
    for (const [what, csv] of Object.entries(FILES)) {
      const file = join(folder, `${what}.csv`);
      await writeFile(file, csv);
      const ran = await gouji(['load', what, file, '--endpoint', site]);
      expect(ran).toMatchObject({ code: 0 });
    }
  });
  afterAll(async () => {
    await system.stop();
    await provider?.stop();
    await rm(folder, { recursive: true });
  });

  it('go the whole way: filed, returned with a reason, corrected, confirmed, and the desk is empty', async () => {
    const [clerk, office] = [await aPerson(), await aPerson()];
    await enter(clerk.page, site, CLERK);
    await lookTwice(clerk);
    expect(await fileWord(clerk, site, 21)).toContain('已接收');
    await lookTwice(clerk);
    const until = tellChinaDay(makeInstant(countEpochMs(systemClock()) + 20 * DAY_MS));
    const region = `regions/${DISTRICT}/years/${YEAR}`;
    const total = (received: number) => ({ figures: { applications: { received: { total: received } } } });
    const compliance = `compliance/${DISTRICT}/${YEAR}`;
    await follows(site, region, { reports: { accepted: 1, returned: 0 }, ...total(21) });
    await follows(site, compliance, { counts: { expected: 1, accepted: 1, returned: 0 } });

    await enter(office.page, site, OFFICE);
    await doSecondStep(office.page);
    const desk = `${site}/desk?region=${DISTRICT}&year=${YEAR}`;
    await office.page.goto(desk);
    expect(await office.page.locator('.tabs').innerText()).toMatch(/新报送待审核\s+1/);
    await lookTwice(office);
    await press(office.page.locator('a.next-act'));
    await lookTwice(office);
    const returning = await openForm(office, 'return');
    await returning.locator('[name="why"]').fill('本年新收与附表不符，请核对。');
    await returning.locator('[name="until"]').fill(until);
    await press(returning.locator('button[type="submit"]').last());
    await office.page.locator('.act-confirm').waitFor();
    const consequences = await office.page.getByRole('main').innerText();
    for (const told of ['还没有办理', '本年新收与附表不符，请核对。', `发给 ${CLERK}`])
      expect(consequences).toContain(told);
    await look(office);
    await press(office.page.locator('button[name="step"][value="confirm"]'));
    await expect.poll(() => office.page.getByRole('main').innerText()).toContain('已办理：退回');
    await lookTwice(office);
    await follows(site, region, { reports: { accepted: 0, returned: 1 } });
    await follows(site, compliance, {
      counts: { accepted: 0, returned: 1 },
      returned: [{ id: AGENCY, by: 'office', until }],
    });
    await follows(site, `agencies/${AGENCY}/years/${YEAR}`, {
      state: 'returned',
      by: 'office',
      reason: '本年新收与附表不符，请核对。',
    });
    await office.page.goto(desk);
    const waiting = await office.page.locator('.tabs').innerText();
    expect(waiting).toMatch(/主管部门退回未更正\s+1/);
    expect(waiting).toMatch(/新报送待审核\s+0/);

    await clerk.page.goto(`${site}/agencies/${AGENCY}/years/${YEAR}`);
    expect(await clerk.page.getByRole('main').innerText()).toContain('本年新收与附表不符，请核对。');
    await lookTwice(clerk);
    // The rest of it in English.
    await read(clerk.page, site, 'en');
    expect(await fileWord(clerk, site, 9)).toContain('Accepted');
    await look(clerk);
    await follows(site, region, { reports: { accepted: 1, returned: 0 }, ...total(9) });
    await follows(site, compliance, { counts: { accepted: 1, returned: 0 }, returned: [] });

    await read(office.page, desk, 'en');
    expect(await office.page.locator('.tabs').innerText()).toMatch(/Newly filed, to be confirmed\s+1/);
    await press(office.page.locator('a.next-act'));
    const confirming = await openForm(office, 'confirm');
    await press(confirming.locator('button[type="submit"]').last());
    await office.page.locator('.act-confirm').waitFor();
    await look(office);
    await press(office.page.locator('button[name="step"][value="confirm"]'));
    await office.page.locator('.banner-done').waitFor();
    await look(office);
    await office.page.goto(desk);
    expect(await office.page.getByRole('main').innerText()).toContain('Nothing waits for you today.');
    await lookTwice(office);
    await office.page.goto(desk);
    expect(await office.page.getByRole('main').innerText()).toContain('今天没有待办。');
    await look(office);

    // Who did what is kept, and shown to the office alone.
    const { stdout } = await gouji(['audit', '--region', DISTRICT, '--endpoint', site]);
    for (const told of [CLERK, OFFICE, 'signed in', 'returned', 'confirmed']) expect(stdout).toContain(told);
    expect([clerk.complaints, office.complaints]).toEqual([[], []]);

    // A stolen cookie dies with its session.
    const stolen = (await office.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const ask = () => fetch(desk, { headers: { cookie: stolen }, redirect: 'manual' });
    expect((await ask()).status).toBe(200);
    await office.page.goto(`${site}/account/sessions`);
    await office.page.getByRole('button', { name: '退出登录', exact: true }).click();
    await office.page.waitForURL(
      (url) => url.searchParams.get('left') === (withProvider ? 'provider' : 'yes'),
    );
    expect([303, 401]).toContain((await ask()).status);
    await Promise.all([clerk.context.close(), office.context.close()]);
  }, 240_000);
});
